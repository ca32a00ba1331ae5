import { expect, test } from 'vitest'
import { becomes, clocks, h, hour, opened, run, terms } from '../../../tests/world/clock-scenario.ts'
import type { MilestoneCondition } from './contract/milestones.ts'
import { type ClockEvent, reason } from './rules/history.ts'
import type { AgreedMilestone, Terms } from './rules/terms.ts'

// Monday 09:00 in Berlin is hour 0; the office is open until hour 8, and again from hour 24 on.

const target = { seconds: 2 * hour, time: 'business' as const, pausesIn: ['pending' as const] }
const calendar = { id: 'berlin', version: 1, because: 'organisation' as const }
function milestone(key: string, starts: MilestoneCondition, completes: MilestoneCondition, sequential = false) {
  return { key, name: key, starts, completes, sequential, target: { ...target, calendar } } satisfies AgreedMilestone
}
const entered = (stage: string): MilestoneCondition => ({ kind: 'stage_entered', stage })
const diagnosis = milestone('diagnosis', entered('investigating'), { kind: 'task_done', task: 'reproduced' })
const repair = milestone('repair', { kind: 'tag_set', tag: 'parts' }, { kind: 'stage_left', stage: 'repairing' }, true)
const withMilestones = (...milestones: AgreedMilestone[]): Terms => terms({}, { milestones })
const begins = (...milestones: AgreedMilestone[]) => opened(withMilestones(...milestones), { stage: 'new' })
const enters = (stage: string, hours: number): ClockEvent => ({ kind: 'stage_entered', stage, at: h(hours) })
const happens = (what: string, hours: number): ClockEvent => ({ kind: 'happened', what: [what], at: h(hours) })
const passes = (hours: number): ClockEvent => ({ kind: 'time_passed', at: h(hours) })
const startsOf = (events: ClockEvent[]) =>
  run(events).time.clocks.map(({ milestone, startedAt }) => [milestone?.key, (startedAt - h(0)) / 3_600_000])

test('a milestone begins when its condition is met, and is reached by its completion', () => {
  const events = [begins(diagnosis), enters('investigating', 1), happens('task_done reproduced', 2)]
  expect(clocks([begins(diagnosis)])).toEqual([])
  expect(clocks(events)).toEqual([['milestone 1 met', 3, null, 2]])
})

test('what was complete before it began never begins; each entry into a stage begins it anew', () => {
  expect(clocks([begins(diagnosis), happens('task_done reproduced', 1), enters('investigating', 1)])).toEqual([])
  const again = [begins(diagnosis), enters('investigating', 1), happens('task_done reproduced', 2), enters('new', 3)]
  expect(clocks([...again, enters('investigating', 4), happens('tag_set other', 5)])).toEqual([
    ['milestone 1 met', 3, null, 2],
    ['milestone 2 running', 6, null, null],
  ])
})

test('it breaches like every clock, and waits where its target says so', () => {
  const waits = [begins(diagnosis), enters('investigating', 1), becomes('pending', 2), becomes('open', 5)]
  expect(clocks([...waits, passes(7)])).toEqual([['milestone 1 running', 6, 6, null]])
})

test('a sequential one starts at its condition or when the one before it is due, whichever is later', () => {
  const early = [begins(diagnosis, repair), enters('investigating', 1), happens('tag_set parts', 2)]
  expect(startsOf(early)).toEqual([
    ['diagnosis', 1],
    ['repair', 3],
  ])
  const late = [begins(diagnosis, repair), enters('investigating', 1), happens('tag_set parts', 4)]
  expect(startsOf(late)).toContainEqual(['repair', 4])
  const alone = [begins(diagnosis, repair), happens('tag_set parts', 2)]
  expect(startsOf(alone)).toEqual([['repair', 2]])
})

test('before it has begun, a sequential one follows the due instant before it', () => {
  const shorter = { ...diagnosis, target: { ...diagnosis.target, seconds: 6 * hour } }
  const events = [begins(shorter, repair), enters('investigating', 1), happens('tag_set parts', 2)]
  expect(startsOf(events)).toContainEqual(['repair', 7])
  const moves: ClockEvent = {
    ...{ kind: 'terms_changed', terms: withMilestones(diagnosis, repair), because: reason('policy_changed') },
    at: h(2.5),
  }
  expect(startsOf([...events, moves])).toContainEqual(['repair', 3])
  // Once it runs, it stays where it began.
  expect(startsOf([...events, { ...moves, at: h(7.5) }])).toContainEqual(['repair', 7])
})

test('resolving pauses a milestone, reopening goes on with it, closing ends it', () => {
  const running = [begins(diagnosis), enters('investigating', 1), becomes('resolved', 2)]
  expect(clocks(running)).toEqual([['milestone 1 paused', null, null, null]])
  expect(clocks([...running, becomes('open', 4)])).toEqual([['milestone 1 running', 5, null, null]])
  expect(clocks([...running, becomes('closed', 4)])[0]![0]).toBe('milestone 1 cancelled')
})

test('a policy that gets a milestone later finds what has happened; one that loses it ends its clock', () => {
  const agreesOn = (to: Terms, hours: number): ClockEvent => ({
    ...{ kind: 'terms_changed', terms: to, because: reason('policy_changed') },
    at: h(hours),
  })
  const late = [opened(terms({}), { stage: 'new' }), enters('investigating', 1)]
  const found = [...late, agreesOn(withMilestones(diagnosis), 4)]
  expect(clocks(found)).toEqual([['milestone 1 running', 3, 4, null]])
  expect(clocks([...found, agreesOn(terms({}), 5)])[0]![0]).toBe('milestone 1 cancelled')
})

test('every team has a clock of its own, which ends with the next one, with resolving, or with nobody', () => {
  const assigned = (teamId: string | null, hours: number): ClockEvent => ({
    ...{ kind: 'team_assigned', teamId },
    at: h(hours),
  })
  const owned = [opened(terms({ team_ownership: 2 * hour }), { teamId: 'a' }), assigned('b', 1), assigned('b', 2)]
  expect(clocks([...owned, becomes('pending', 2), becomes('open', 3), assigned('a', 4.5)])).toEqual([
    ['team_ownership 1 met', 2, null, 1],
    ['team_ownership 2 met', 4, 4, 4.5],
    ['team_ownership 3 running', 6.5, null, null],
  ])
  expect(clocks([...owned, becomes('resolved', 2)])[1]).toEqual(['team_ownership 2 met', 3, null, 2])
})
