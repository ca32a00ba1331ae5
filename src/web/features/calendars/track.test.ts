import { expect, test } from 'vitest'
import { trackOf } from './track.ts'

const day = (date: string, from: string, to: string) => ({
  date,
  name: null,
  closedBecause: null,
  open: [{ from: `${date}T${from}:00Z`, to: `${date}T${to}:00Z` }],
})
const closed = (date: string) => ({ date, name: null, closedBecause: 'no_hours' as const, open: [] })
const week = [
  day('2026-11-19', '08:00', '17:00'),
  day('2026-11-20', '08:00', '17:00'),
  closed('2026-11-21'),
  closed('2026-11-22'),
  day('2026-11-23', '08:00', '17:00'),
  day('2026-11-24', '08:00', '17:00'),
]

test('from this afternoon over the weekend to Monday morning', () => {
  const track = trackOf(week, new Date('2026-11-19T15:00:00Z'), new Date('2026-11-23T10:30:00Z'), 'UTC')
  expect(track).toEqual([
    {
      name: 'Thu 19 Nov',
      parts: [
        { kind: 'before', minutes: 420 },
        { kind: 'left', minutes: 120 },
      ],
      flags: [{ at: 420, text: 'now' }],
    },
    { name: 'Fri 20 Nov', parts: [{ kind: 'left', minutes: 540 }], flags: [] },
    {
      name: 'Mon 23 Nov',
      parts: [
        { kind: 'left', minutes: 150 },
        { kind: 'after', minutes: 390 },
      ],
      flags: [{ at: 150, text: '10:30', due: true }],
    },
  ])
})

test('begun on a closed day, it counts from the next opening', () => {
  const [first] = trackOf(week, new Date('2026-11-21T12:00:00Z'), new Date('2026-11-23T09:00:00Z'), 'UTC')
  expect(first!.name).toBe('Mon 23 Nov')
  expect(first!.flags).toEqual([
    { at: 0, text: 'opens' },
    { at: 60, text: '09:00', due: true },
  ])
})
