import { expect, test } from 'vitest'
import { attainmentRows, monthsOf, sumOf, timeOf } from './rules/attainment.ts'

const gold = { policyId: 'g', policy: 'Gold', milestone: null }
const all = { policyId: 'a', policy: 'All', milestone: null }
const ended = [
  { ...gold, metric: 'resolution', month: '2026-10', met: 3, breached: 1 },
  { ...gold, metric: 'resolution', month: '2026-11', met: 2, breached: 0 },
  { ...gold, metric: 'first_response', month: '2026-11', met: 1, breached: 1 },
  { ...all, metric: 'resolution', month: '2026-11', met: 1, breached: 0 },
]
const running = [
  { ...gold, metric: 'resolution', stands: 'at_risk' as const, count: 2 },
  { ...gold, metric: 'milestone', milestone: 'Parts sent', stands: 'late' as const, count: 1 },
]

test('a row for each clock of each policy, those that only run included; the rows make the whole', () => {
  const rows = attainmentRows(ended, running)
  expect(rows.map((row) => [row.policy?.name, row.milestone ?? row.metric, row.met, row.breached])).toEqual([
    ['All', 'resolution', 1, 0],
    ['Gold', 'first_response', 1, 1],
    ['Gold', 'resolution', 5, 1],
    ['Gold', 'Parts sent', 0, 0],
  ])
  expect(rows.map(({ atRisk, late }) => [atRisk, late])).toEqual([
    [0, 0],
    [0, 0],
    [2, 0],
    [0, 1],
  ])
  expect(sumOf(rows)).toEqual(sumOf(ended))
})

test('months by policy make the whole too', () => {
  const months = monthsOf(ended)
  expect(months).toEqual([
    { month: '2026-10', policyId: 'g', met: 3, breached: 1 },
    { month: '2026-11', policyId: 'a', met: 1, breached: 0 },
    { month: '2026-11', policyId: 'g', met: 3, breached: 1 },
  ])
  expect(sumOf(months)).toEqual(sumOf(ended))
})

test.each([
  ['this_month', '2026-11-01T00:30:00Z', 'UTC', '2026-11-01T00:00:00Z', '2026-11-01T00:30:00Z'],
  // In Auckland it is November already, and its clocks went forward in September.
  ['this_month', '2026-10-31T12:00:00Z', 'Pacific/Auckland', '2026-10-31T11:00:00Z', '2026-10-31T12:00:00Z'],
  ['last_month', '2026-10-31T12:00:00Z', 'Pacific/Auckland', '2026-09-30T11:00:00Z', '2026-10-31T11:00:00Z'],
  ['last_month', '2027-01-15T12:00:00Z', 'America/New_York', '2026-12-01T05:00:00Z', '2027-01-01T05:00:00Z'],
  ['7_days', '2026-11-08T12:00:00Z', 'UTC', '2026-11-01T12:00:00Z', '2026-11-08T12:00:00Z'],
] as const)('%s at %s in %s', (during, now, zone, from, to) => {
  const time = timeOf(during, Date.parse(now), zone)
  expect(time).toEqual({ from: Date.parse(from), to: Date.parse(to) })
})
