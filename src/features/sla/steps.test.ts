import { expect, test } from 'vitest'
import { answers, becomes, calendars, h, hour, opened, run, says, terms } from '../../../tests/world/clock-scenario.ts'
import type { StepWhen, TargetStep } from './contract/steps.ts'
import type { ClockEvent } from './rules/history.ts'
import { reason } from './rules/history.ts'
import { nextStep, wakeAt } from './rules/steps.ts'
import type { Terms } from './rules/terms.ts'
import { step } from './rules.ts'

// Monday 09:00 in Berlin is hour 0; the office is open until hour 8, and again from hour 24 on.

const at = (key: string, level: number, when: StepWhen): TargetStep => ({
  ...{ key, level, when, mail: false, change: {} },
  people: [{ who: 'owner' }],
})
const ladder = [
  at('half', 0, { kind: 'share', percent: 50 }),
  at('last-hour', 0, { kind: 'before_due', seconds: hour, time: 'target' }),
  at('breach', 1, { kind: 'after_due', seconds: 0, time: 'target' }),
  at('later', 2, { kind: 'after_due', seconds: 2 * hour, time: 'target' }),
]
function agreed(seconds: number, steps: readonly TargetStep[] = ladder, more: Partial<Terms> = {}): Terms {
  const made = terms({ agent_work: seconds }, more)
  return { ...made, targets: { agent_work: { ...made.targets.agent_work!, steps } } }
}
const passes = (hours: number): ClockEvent => ({ kind: 'time_passed', at: h(hours) })
const retargets = (to: Terms, hours: number): ClockEvent => ({
  ...{ kind: 'terms_changed', terms: to, because: reason('priority_changed') },
  at: h(hours),
})
const hoursOf = (instant: number | null) => (instant === null ? null : (instant - h(0)) / 3_600_000)
const taken = (events: ClockEvent[]) =>
  run(events)
    .changes.filter(({ step }) => step !== null)
    .map(({ kind, step, at, noticedAt }) => [kind, step, hoursOf(at), hoursOf(noticedAt)])
const clockAfter = (events: ClockEvent[]) => run(events).time.clocks[0]!
const planned = (events: ClockEvent[]) => clockAfter(events).steps.map(({ key, at }) => [key, hoursOf(at)])

test.each<[StepWhen, number | null]>([
  [{ kind: 'share', percent: 50 }, 2],
  [{ kind: 'share', percent: 100 }, 4],
  [{ kind: 'share', percent: 250 }, 26],
  [{ kind: 'elapsed', seconds: 3 * hour }, 3],
  [{ kind: 'before_due', seconds: hour, time: 'target' }, 3],
  [{ kind: 'before_due', seconds: 9 * hour, time: 'target' }, 0],
  [{ kind: 'before_due', seconds: 9 * hour, time: 'calendar' }, 0],
  [{ kind: 'after_due', seconds: 0, time: 'target' }, 4],
  [{ kind: 'after_due', seconds: 5 * hour, time: 'target' }, 25],
  [{ kind: 'after_due', seconds: 5 * hour, time: 'calendar' }, 9],
])('%j of four hours lies at hour %d', (when, hours) => {
  expect(planned([opened(agreed(4 * hour, [at('one', 0, when)]))])).toEqual([['one', hours]])
})

test('each step is taken once, at its own instant, whenever somebody looks', () => {
  const looks = [opened(agreed(4 * hour)), passes(2.5), passes(3.5), passes(30), passes(31)]
  expect(taken(looks)).toEqual([
    ['clock.warned', 'half', 2, 2.5],
    ['clock.warned', 'last-hour', 3, 3.5],
    ['clock.escalated', 'breach', 4, 30],
    ['clock.escalated', 'later', 6, 30],
  ])
})

test('the breach stands before the escalation that it leads to', () => {
  const { changes } = run([opened(agreed(4 * hour)), passes(5)])
  expect(changes.map(({ kind }) => kind).slice(-2)).toEqual(['clock.breached', 'clock.escalated'])
})

test('at the due instant a promise is still kept; a warning comes at its instant', () => {
  const exactly = clockAfter([opened(agreed(4 * hour)), passes(4)])
  expect(exactly.breachedAt).toBeNull()
  expect(nextStep(exactly)?.key).toBe('breach')
  expect(wakeAt(exactly)).toBe(h(4) + 1)
  expect(taken([opened(agreed(4 * hour)), passes(2)])).toEqual([['clock.warned', 'half', 2, 2]])
})

test('a clock that waits takes no step, and takes it as much later', () => {
  const waits = [opened(agreed(4 * hour)), becomes('pending', 1), passes(3)]
  expect(planned(waits).map(([, hours]) => hours)).toEqual([null, null, null, null])
  expect(wakeAt(clockAfter(waits))).toBeNull()
  expect(taken([...waits, becomes('open', 4), passes(5)])).toEqual([['clock.warned', 'half', 5, 5]])
})

test('what is left when the clock ends is never taken', () => {
  const ends = [opened(agreed(4 * hour)), passes(2), becomes('resolved', 2.5)]
  expect(taken([...ends, passes(40)])).toEqual([['clock.warned', 'half', 2, 2]])
  expect(wakeAt(clockAfter(ends))).toBeNull()
  expect(clockAfter(ends).steps.map(({ key, takenAt }) => [key, hoursOf(takenAt)])).toContainEqual(['later', null])
})

test('a target that moves away arms what was taken again; one that comes nearer takes what it passed, once', () => {
  const away = [opened(agreed(4 * hour)), passes(3), retargets(agreed(8 * hour), 3.5), passes(4.5)]
  expect(taken(away)).toEqual([
    ['clock.warned', 'half', 2, 3],
    ['clock.warned', 'last-hour', 3, 3],
    ['clock.warned', 'half', 4, 4.5],
  ])
  const nearer = [opened(agreed(8 * hour)), passes(4), retargets(agreed(3 * hour), 4.25), passes(4.5)]
  expect(taken(nearer)).toEqual([
    ['clock.warned', 'half', 4, 4],
    ['clock.warned', 'last-hour', 4.25, 4.25],
    ['clock.escalated', 'breach', 4.25, 4.25],
  ])
})

test('a step is known by its key in every version of a policy; a new one joins, one that is gone is forgotten', () => {
  const other = [at('half', 0, { kind: 'share', percent: 40 }), at('most', 0, { kind: 'share', percent: 90 })]
  const events = [opened(agreed(4 * hour)), passes(2), retargets(agreed(4 * hour, other), 2.5), passes(7)]
  expect(taken(events)).toEqual([
    ['clock.warned', 'half', 2, 2],
    ['clock.warned', 'most', 3.6, 7],
  ])
})

test('every cycle takes its own steps', () => {
  const made = terms({ next_response: 2 * hour })
  const steps = [at('half', 0, { kind: 'share', percent: 50 })]
  const next = { ...made, targets: { next_response: { ...made.targets.next_response!, steps } } }
  const events = [
    opened(next),
    answers('r0', 0),
    says('m1', 1),
    passes(2),
    answers('r1', 2.5),
    says('m2', 3),
    passes(4),
  ]
  expect(taken(events).map(([, , hours]) => hours)).toEqual([2, 4])
})

test('a due date set by hand brings its steps along, and none before due lies behind it', () => {
  const pinned: ClockEvent = { kind: 'due_pinned', metric: 'agent_work', dueAt: h(20), at: h(1) }
  expect(planned([opened(agreed(2 * hour)), pinned])).toEqual([
    ['half', 4],
    ['last-hour', 7],
    ['breach', 20],
    ['later', 26],
  ])
})

test('a target that says nothing of steps tells the lead at its breach', () => {
  expect(taken([opened(terms({ agent_work: hour })), passes(2)])).toEqual([['clock.escalated', 'breach', 1, 2]])
})

test('passing time leaves everything else as the very objects that they were', () => {
  const before = run([opened(agreed(4 * hour)), says('m1', 0.5)]).time
  const { time, changes } = step(before, passes(2), calendars)
  expect(changes).toHaveLength(1)
  expect(time.utterances).toBe(before.utterances)
  expect(before.clocks[0]!.steps[0]!.takenAt).toBeNull()
})
