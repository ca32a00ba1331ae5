import { expect, test } from 'vitest'
import { attained, attainedWords, clockTable, monthTable, monthWords } from './attainmentWords.ts'

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

test('as a table', () => {
  const policy = { id: 'p', name: 'Gold' }
  const count = { met: 2, breached: 1, onTrack: 3, paused: 4, atRisk: 5, late: 6 }
  const found = {
    ...{ from: '', to: '', timeZone: 'UTC', byClock: count, byCase: count },
    rows: [
      { policy, metric: 'resolution' as const, milestone: null, ...count },
      { policy: null, metric: 'milestone' as const, milestone: 'Parts sent', ...count },
    ],
    months: [{ month: '2026-11', policyId: 'p', met: 2, breached: 1 }],
  }
  expect(clockTable(found).slice(1)).toEqual([
    ['Gold', 'Resolution', 2, 1, 3, 4, 5, 6],
    ['none', 'Parts sent', 2, 1, 3, 4, 5, 6],
  ])
  expect(monthTable(found).at(-1)).toEqual(['2026-11', 'Gold', 2, 1])
  const [first] = found.rows
  const rows = [...found.rows, { ...first!, policy: { id: 'q', name: 'Gold' } }]
  expect(clockTable({ ...found, rows }).map(([name]) => name)).toEqual(['policy', 'Gold', 'none', 'Gold (2)'])
})
