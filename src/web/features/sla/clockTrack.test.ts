import { expect, test } from 'vitest'
import { clockTrack } from './clockTrack.ts'

type Kind = 'before' | 'run' | 'left' | 'after'
const part = (date: string, kind: Kind, from: string, to: string) => ({
  kind,
  from: `${date}T${from}:00.000Z`,
  to: `${date}T${to}:00.000Z`,
})
const day = (date: string, ...parts: [Kind, string, string][]) => ({
  date,
  name: null,
  closedBy: parts.length === 0 ? ('holiday' as const) : null,
  parts: parts.map(([kind, from, to]) => part(date, kind, from, to)),
})

test('now and the due instant are flagged where they stand in open time, a holiday is named', () => {
  const track = [
    day('2026-12-24', ['run', '08:00', '10:00'], ['left', '10:00', '16:00']),
    day('2026-12-25'),
    day('2026-12-28', ['left', '08:00', '09:30'], ['after', '09:30', '16:00']),
  ]
  const told = { track, dueAt: '2026-12-28T09:30:00.000Z', state: 'running' as const }
  expect(clockTrack(told, new Date('2026-12-24T10:00:00.000Z'), 'UTC')).toEqual([
    {
      name: 'Thu 24',
      parts: [
        { kind: 'run', minutes: 120 },
        { kind: 'left', minutes: 360 },
      ],
      flags: [{ at: 120, text: 'now' }],
    },
    { name: 'Fri 25', parts: [], closed: 'holiday' },
    {
      name: 'Mon 28',
      parts: [
        { kind: 'left', minutes: 90 },
        { kind: 'after', minutes: 390 },
      ],
      flags: [{ at: 90, text: '09:30', due: true }],
    },
  ])
})

test('a long track keeps its ends and what surrounds now and due, and folds the rest without losing time', () => {
  const dates = Array.from({ length: 20 }, (_, i) => `2026-11-${String(i + 1).padStart(2, '0')}`)
  const track = dates.map((date, i) => day(date, [i < 3 ? 'run' : 'left', '08:00', '16:00']))
  const told = { track, dueAt: '2026-11-20T16:00:00.000Z', state: 'running' as const }
  const drawn = clockTrack(told, new Date('2026-11-04T08:00:00.000Z'), 'UTC')
  expect(drawn.map(({ name }) => name)).toContain('Wed 4')
  expect(drawn.some(({ folded }) => folded)).toBe(true)
  expect(drawn.length).toBeLessThanOrEqual(10)
  expect(drawn.flatMap(({ parts }) => parts).reduce((sum, { minutes }) => sum + minutes, 0)).toBe(20 * 480)
})
