import { expect, test } from 'vitest'
import { standardPolicy } from './defaults.ts'
import type { ClockEvent } from './rules/history.ts'
import { choosePolicy, termsOf } from './rules/terms.ts'
import { trackOf } from './rules/track.ts'
import { replay } from './rules.ts'

const office: [string, string][] = [['09:00', '17:00']]
const hours = {
  timeZone: 'Europe/Berlin',
  weekly: { mon: office, tue: office, wed: office, thu: office, fri: office },
  holidays: ['2026-12-25'],
  overrides: {},
}
const calendars = () => hours
const id = '00000000-0000-4000-8000-000000000001'
const { policy } = choosePolicy([{ ...standardPolicy, id, version: 1 }], {})
const choices = { named: new Map(), contract: null, team: null, organisation: { id, version: 1 } }
const whole = termsOf(policy!, 'critical', choices)
const at = (text: string) => Date.parse(`${text}:00+01:00`)

/** The track of a clock of eight business hours begun on Christmas Eve, as `date: kind minutes …`. */
function drawn(happenings: ClockEvent[], now: string, time: 'business' | 'calendar' = 'business') {
  const target = { ...whole.targets.resolution!, seconds: 8 * 3600, time }
  const agreed = time === 'calendar' ? { ...target, calendar: null } : target
  const terms = { ...whole, targets: { customer_wait: agreed } }
  const opened: ClockEvent = { kind: 'opened', at: at('2026-12-24T14:00'), status: 'open', terms }
  const clock = replay([opened, ...happenings], calendars)!.clocks[0]!
  return trackOf(clock, calendars, 'Europe/Berlin', at(now)).map(({ date, closedBy, parts }) => {
    const told = parts.map(({ kind, from, to }) => `${kind} ${(Date.parse(to) - Date.parse(from)) / 60_000}`)
    return `${date}: ${closedBy ?? told.join(', ')}`
  })
}
const waits: ClockEvent = { kind: 'status_changed', status: 'pending', at: at('2026-12-24T15:00') }
const goesOn: ClockEvent = { kind: 'status_changed', status: 'open', at: at('2026-12-24T16:30') }

test('open hours over a pause, a holiday and a weekend, with what ran and what is left', () => {
  expect(drawn([waits, goesOn], '2026-12-28T10:00')).toEqual([
    '2026-12-24: before 300, run 60, pause 90, run 30',
    '2026-12-25: holiday',
    '2026-12-28: run 60, left 330, after 90',
  ])
})

test('past its due instant a running clock runs over until now', () => {
  expect(drawn([], '2026-12-29T10:00').slice(2)).toEqual([
    '2026-12-28: run 300, over 180',
    '2026-12-29: over 60, after 420',
  ])
})

test('while it is paused, nothing is left to draw', () => {
  expect(drawn([waits], '2026-12-28T10:00')).toEqual([
    '2026-12-24: before 300, run 60, pause 120',
    '2026-12-25: holiday',
    '2026-12-28: pause 60, after 420',
  ])
})

test('a due date set by hand ends the track, and time of the calendar is whole days', () => {
  const pinned: ClockEvent = {
    kind: 'due_pinned',
    metric: 'customer_wait',
    dueAt: at('2026-12-28T12:00'),
    at: at('2026-12-24T15:00'),
  }
  expect(drawn([pinned], '2026-12-24T16:00').at(-1)).toBe('2026-12-28: left 180, after 300')
  expect(drawn([], '2026-12-24T16:00', 'calendar')).toEqual(['2026-12-24: before 840, run 120, left 360, after 120'])
})
