import { expect, test } from 'vitest'
import { attained, attainedWords, monthWords, spanOf } from './attainmentWords.ts'

test.each([
  [{ met: 0, breached: 0 }, 'none ended'],
  [{ met: 3, breached: 0 }, '100 %'],
  [{ met: 0, breached: 3 }, '0 %'],
  [{ met: 2, breached: 1 }, '67 %'],
  [{ met: 999, breached: 1 }, '99 %'],
  [{ met: 1, breached: 999 }, '1 %'],
])('what of %o was attained', (count, words) => {
  expect(attained(count)).toBe(words)
})

test('in words, and by the month', () => {
  expect(attainedWords({ met: 1, breached: 1 }, 'case')).toBe('By case 50 %: 1 of 2 cases.')
  expect(attainedWords({ met: 0, breached: 0 }, 'case')).toBe('')
  expect(monthWords('2026-11')).toBe('November 2026')
})

test('a month lasts until the next begins', () => {
  const now = new Date(2026, 0, 15, 12)
  const { from, to } = spanOf('last', now)
  expect([new Date(from), new Date(to)]).toEqual([new Date(2025, 11, 1), new Date(2026, 0, 1)])
  expect(spanOf('month', now)).toEqual({ from: to, to: now.toISOString() })
})
