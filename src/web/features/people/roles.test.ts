import { expect, test } from 'vitest'
import { skillOf, skillText } from './roles.ts'

test.each([
  ['billing 4', { name: 'billing', level: 4 }],
  ['  VP-22 pumps  5 ', { name: 'VP-22 pumps', level: 5 }],
  ['german', { name: 'german', level: 3 }],
  ['level 9', { name: 'level 9', level: 3 }],
  ['   ', null],
])('“%s” is a skill with its level', (text, skill) => {
  expect(skillOf(text)).toEqual(skill)
})

test('a skill is written as it is read', () => {
  expect(skillOf(skillText({ name: 'billing', level: 2 }))).toEqual({ name: 'billing', level: 2 })
})
