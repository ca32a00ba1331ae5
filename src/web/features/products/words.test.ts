import { expect, test } from 'vitest'
import { warrantyOf } from './words.ts'

const now = new Date('2026-11-19T12:00:00Z')

test.each([
  [null, ''],
  ['2026-11-19', 'under warranty until 19 Nov'],
  ['2026-11-18', 'warranty ended 18 Nov'],
])('a warranty until %s is told as “%s”', (until, words) => {
  expect(warrantyOf(until, now)).toBe(words)
})
