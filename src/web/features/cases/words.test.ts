import { expect, test } from 'vitest'
import { becauseOf } from './words.ts'

test.each([
  ['Ana Ferreira is the account’s named agent', 'the account’s named agent'],
  ['Ana Ferreira has the most room', 'has the most room'],
  ['Elena Brandt is on leave until 27 Nov', 'Elena Brandt is on leave until 27 Nov'],
  ['most room in Billing', 'most room in Billing'],
  ['most room in Billing: room for 18 more (16 of 34)', 'most room in Billing'],
  ['Ana Ferreira is the account’s named agent and has room for 2 more', 'the account’s named agent'],
  ['Ana Ferreira has room for 2 more', 'had room for 2 more then'],
])('“%s” beside the name reads “%s”', (reason, said) => {
  expect(becauseOf(reason, 'Ana Ferreira')).toBe(said)
})
