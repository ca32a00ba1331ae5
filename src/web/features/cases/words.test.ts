import { expect, test } from 'vitest'
import { becauseOf } from './words.ts'

test.each([
  ['Ana Ferreira is the account’s named agent', 'the account’s named agent'],
  ['Ana Ferreira has the most room', 'has the most room'],
  ['Elena Brandt is on leave until 27 Nov', 'Elena Brandt is on leave until 27 Nov'],
  ['most room in Billing', 'most room in Billing'],
])('“%s” beside the name reads “%s”', (reason, said) => {
  expect(becauseOf(reason, 'Ana Ferreira')).toBe(said)
})
