import { expect, test } from 'vitest'
import type { ConditionFacts } from '../cases/rules/conditions.ts'
import { usualSteps } from './contract/steps.ts'
import { Explanation } from './contract.ts'
import { standardPolicy } from './defaults.ts'
import { explain, viewOf } from './rules/explain.ts'
import { choosePolicy, termsOf } from './rules/terms.ts'
import { riskOf, step } from './rules.ts'

const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`
const office: [string, string][] = [['09:00', '17:00']]
const hours = {
  timeZone: 'Europe/Berlin',
  weekly: { mon: office, tue: office, wed: office, thu: office, fri: office },
  holidays: ['2026-12-25'],
  names: { '2026-12-25': 'Christmas Day' },
  overrides: {},
}
const calendars = () => hours
const standard = { ...standardPolicy, id: id(1), version: 3 }
const choices = { named: new Map(), contract: null, team: null, organisation: { id: id(2), version: 5 } }

test('explains a clock from its start over a pause and a holiday to what comes next', () => {
  const at = (text: string) => Date.parse(text)
  const whole = termsOf(standard, 'critical', choices)
  const terms = { ...whole, targets: { customer_wait: { ...whole.targets.resolution!, seconds: 8 * 3600 } } }
  const opened = step(null, { kind: 'opened', at: at('2026-12-24T13:00:00.000Z'), status: 'open', terms }, calendars)
  const waits = step(
    opened.time,
    { kind: 'status_changed', status: 'pending', at: at('2026-12-24T14:00:00.000Z') },
    calendars,
  )
  const { time } = step(
    waits.time,
    { kind: 'status_changed', status: 'open', at: at('2026-12-24T15:30:00.000Z') },
    calendars,
  )
  const clock = time.clocks[0]!
  const now = at('2026-12-28T09:00:00.000Z')
  const sources = {
    policyName: 'Standard',
    calendar: { name: 'Office hours', timeZone: 'Europe/Berlin', zoneData: '2026c' },
    calendars,
    timeZone: 'Europe/Berlin',
    steps: usualSteps,
    nameOf: () => null,
    pin: null,
    letter: null,
    conditions: [],
  }
  const explained = Explanation.parse(explain(clock, sources, riskOf(clock, now), now))
  expect(explained).toMatchObject({
    policy: { id: id(1), name: 'Standard', version: 3 },
    priority: 'critical',
    calendar: {
      ...{ id: id(2), version: 5, name: 'Office hours', timeZone: 'Europe/Berlin' },
      ...{ zoneData: '2026c', because: 'organisation' },
    },
    start: { at: '2026-12-24T13:00:00.000Z', because: { code: 'case_opened', params: {} } },
    pauses: [
      {
        from: '2026-12-24T14:00:00.000Z',
        to: '2026-12-24T15:30:00.000Z',
        because: { code: 'status', params: { status: 'pending' } },
        seconds: 5400,
      },
    ],
    holidaysSkipped: [{ date: '2026-12-25', name: 'Christmas Day' }],
    targetSeconds: 28_800,
    elapsedSeconds: 3600 + 1800 + 3600,
    leftSeconds: 28_800 - 9000,
    dueAt: '2026-12-28T14:30:00.000Z',
    noDueBecause: null,
    pinned: false,
    breachedAt: null,
    next: { code: 'at_risk', at: '2026-12-28T12:30:00.000Z', step: null },
    summary:
      'We promised a solution within 8 h of working time, counted from Thursday 24 December, 14:00. ' +
      'The time stood still from Thursday 24 December, 15:00 to Thursday 24 December, 16:30 (1 h 30 min), ' +
      'while we waited for your answer. Christmas Day (25 December) does not count. ' +
      '2 h 30 min are used, 5 h 30 min are left: it is due on Monday 28 December, 15:30. ' +
      'Times are those of Europe/Berlin.',
  })
  expect(explained.log.map(({ kind }) => kind)).toEqual(['clock.started', 'clock.paused', 'clock.resumed'])
  expect(viewOf(id(3), clock, calendars, 'on_track', now)).toMatchObject({
    elapsedSeconds: 9000,
    dueAt: '2026-12-28T14:30:00.000Z',
  })
})

const gold = {
  ...standard,
  id: id(4),
  name: 'Gold',
  position: 1,
  conditions: [one('tier', 'gold'), none('channel', 'chat')],
}
const tagged = { ...standard, id: id(5), name: 'Outage', position: 0, conditions: [one('tag', 'outage', 'down')] }
const last = { ...standard, position: 9 }

test.each<[ConditionFacts, string, number]>([
  [{ tier: 'gold', tag: ['down', 'x'] }, 'Outage', 1],
  [{ tier: 'gold', channel: 'email' }, 'Gold', 2],
  [{ tier: 'gold', channel: 'chat' }, 'Standard', 3],
  [{}, 'Standard', 3],
])('first match wins: %j', (facts, name, tried) => {
  const { policy, considered } = choosePolicy([last, gold, tagged], facts)
  expect(policy?.name).toBe(name)
  expect(considered).toHaveLength(tried)
})

test('says what each condition saw', () => {
  const { policy, considered } = choosePolicy([gold], { tier: 'gold', channel: 'chat' })
  expect(policy).toBeNull()
  expect(considered[0]?.conditions.map(({ field, saw, held }) => [field, saw, held])).toEqual([
    ['tier', ['gold'], true],
    ['channel', ['chat'], false],
  ])
})

test.each([
  ['target', id(6), { id: id(7), version: 1 }, { id: id(8), version: 1 }],
  ['contract', null, { id: id(7), version: 1 }, { id: id(8), version: 1 }],
  ['team', null, null, { id: id(8), version: 1 }],
  ['organisation', null, null, null],
] as const)('the calendar is that of the %s', (because, calendarId, contract, team) => {
  const target = { seconds: 60, time: 'business' as const, calendarId, pausesIn: [], steps: [] }
  const policy = { ...standard, targets: { low: { resolution: target } } }
  const named = new Map([[id(6), { id: id(6), version: 2 }]])
  expect(termsOf(policy, 'low', { ...choices, named, contract, team }).targets.resolution?.calendar?.because).toBe(
    because,
  )
})

function one(field: 'tier' | 'tag', ...values: string[]) {
  return { field, is: 'one_of' as const, values }
}

function none(field: 'channel', ...values: string[]) {
  return { field, is: 'none_of' as const, values }
}
