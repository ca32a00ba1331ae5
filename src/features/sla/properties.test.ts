import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { OpeningHours } from '../calendars/contract.ts'
import { dueAt, workedSeconds } from '../calendars/rules.ts'
import type { MilestoneCondition } from './contract/milestones.ts'
import type { StepWhen, TargetStep } from './contract/steps.ts'
import { type Clock, isLive } from './rules/clock.ts'
import { type CaseTime, type ClockEvent, oldestUnanswered, reason } from './rules/history.ts'
import { wakeAt } from './rules/steps.ts'
import type { AgreedMilestone, AgreedTarget, CalendarRef, Terms } from './rules/terms.ts'
import { replay, step } from './rules.ts'

const office: [string, string][] = [['09:00', '17:00']]
const week = { mon: office, tue: office, wed: office, thu: office, fri: office }
const berlin = { timeZone: 'Europe/Berlin', weekly: week, holidays: ['2026-03-30'], overrides: {} }
const longDays: [string, string][] = [['06:00', '22:00']]
/** By id and version: other hours, another holiday, and what new zone data would make of the same hours. */
const hours: Record<string, OpeningHours> = {
  'berlin 1': berlin,
  'berlin 2': { ...berlin, weekly: { ...week, tue: longDays, wed: [] }, holidays: ['2026-03-27'] },
  'berlin 3': { ...berlin, timeZone: 'Europe/Lisbon' },
  'tokyo 1': { timeZone: 'Asia/Tokyo', weekly: { ...week, sat: office }, holidays: [], overrides: {} },
}
const calendars = ({ id, version }: CalendarRef) => hours[`${id} ${version}`]!
const begin = Date.parse('2026-03-26T06:00:00Z')

const seconds = fc.integer({ min: 1, max: 30 * 3600 })
const counted = fc.constantFrom('target' as const, 'calendar' as const)
const when: fc.Arbitrary<StepWhen> = fc.oneof(
  fc.record({ kind: fc.constant('share' as const), percent: fc.constantFrom(25, 80, 100, 130) }),
  fc.record({ kind: fc.constant('elapsed' as const), seconds }),
  fc.record({ kind: fc.constant('before_due' as const), seconds, time: counted }),
  fc.record({ kind: fc.constant('after_due' as const), seconds: fc.constantFrom(0, 3600, 90_000), time: counted }),
)
const steps: fc.Arbitrary<TargetStep[]> = fc.uniqueArray(
  fc.record({
    key: fc.constantFrom('a', 'b', 'c'),
    level: fc.nat(2),
    when,
    people: fc.constant([{ who: 'owner' as const }]),
    mail: fc.constant(false),
    change: fc.constant({}),
  }),
  { selector: ({ key }) => key, maxLength: 3 },
)
const target: fc.Arbitrary<AgreedTarget> = fc.record({
  steps,
  seconds: fc.integer({ min: 1, max: 40 * 3600 }),
  time: fc.constant('business' as const),
  calendar: fc.constantFrom(
    ...[1, 2, 3].map((version) => ({ id: 'berlin', version, because: 'organisation' as const })),
    { id: 'tokyo', version: 1, because: 'contract' as const },
    null,
  ),
  pausesIn: fc.constantFrom([], ['pending' as const]),
})
const condition = fc.constantFrom<MilestoneCondition>(
  { kind: 'opened' },
  { kind: 'stage_entered', stage: 'b' },
  { kind: 'stage_left', stage: 'b' },
  { kind: 'tag_set', tag: 't' },
  { kind: 'approval_given' },
)
const milestones: fc.Arbitrary<AgreedMilestone[]> = fc.uniqueArray(
  fc.record({
    key: fc.constantFrom('first', 'second'),
    name: fc.constant('A milestone'),
    starts: condition,
    sequential: fc.boolean(),
    completes: condition,
    target,
  }),
  { selector: ({ key }) => key, maxLength: 2 },
)
const terms: fc.Arbitrary<Terms | null> = fc.record({
  milestones,
  policyId: fc.constant('p'),
  policyVersion: fc.integer({ min: 1, max: 3 }),
  priority: fc.constantFrom('low', 'critical'),
  targets: fc.record(
    {
      first_response: target,
      next_response: target,
      periodic_update: target,
      customer_wait: target,
      agent_work: target,
      resolution: target,
      team_ownership: target,
    },
    { requiredKeys: ['first_response', 'next_response', 'resolution'] },
  ),
})
const message = fc.integer({ min: 0, max: 12 }).map((n) => `m${n}`)
const metric = fc.constantFrom('first_response', 'next_response', 'resolution', 'customer_wait')
const team = fc.constantFrom('a', 'b', null)
type Happening = ClockEvent extends infer E ? (E extends { at: number } ? Omit<E, 'at'> : never) : never
const happening = fc.oneof(
  fc.record({ kind: fc.constant('customer_message'), messageId: message }),
  fc.record({ kind: fc.constant('public_reply'), messageId: message.map((id) => `r${id}`) }),
  fc.record({ kind: fc.constant('reply_voided'), messageId: message.map((id) => `r${id}`) }),
  fc.record({
    kind: fc.constantFrom('resolution_untold', 'resolution_told'),
    writtenAt: fc.integer({ min: 0, max: 400_000 }).map((s) => begin + s * 1000),
  }),
  fc.record({ kind: fc.constant('messages_moved_out'), messageIds: fc.array(message, { maxLength: 2 }) }),
  fc.record({
    kind: fc.constant('messages_moved_in'),
    messages: fc.array(
      fc.record({
        id: message.map((id) => `in ${id}`),
        at: fc.integer({ min: 0, max: 400_000 }).map((s) => begin + s * 1000),
        by: fc.constantFrom('customer', 'us'),
      }),
      { maxLength: 3 },
    ),
  }),
  fc.record({
    kind: fc.constant('status_changed'),
    status: fc.constantFrom('open', 'pending', 'on_hold', 'resolved', 'closed'),
  }),
  fc.record({ kind: fc.constant('terms_changed'), terms, because: fc.constant(reason('policy_changed')) }),
  fc.record({ kind: fc.constant('team_assigned'), teamId: team }),
  fc.record({ kind: fc.constant('stage_entered'), stage: fc.constantFrom('a', 'b', 'c') }),
  fc.record({ kind: fc.constant('happened'), what: fc.constantFrom(['tag_set t'], ['approval_given']) }),
  fc.record({ kind: fc.constant('time_passed') }),
  fc.record({ kind: fc.constant('due_pinned'), metric, dueAt: fc.nat(900_000).map((s) => begin + s * 1000) }),
  fc.record({ kind: fc.constant('due_unpinned'), metric }),
  fc.record({ kind: fc.constant('withdrawn'), because: fc.constant('merged') }),
  fc.record({ kind: fc.constant('restored') }),
) as fc.Arbitrary<Happening>

const history: fc.Arbitrary<ClockEvent[]> = fc
  .tuple(terms, fc.array(fc.tuple(fc.nat(60_000), happening), { maxLength: 25 }), team, fc.boolean(), fc.boolean())
  .map(([agreed, happenings, teamId, imported, byPerson]) => {
    let at = begin
    const opened: ClockEvent = { kind: 'opened', at, status: 'new', terms: agreed, teamId, imported }
    if (byPerson) opened.publicMessageId = 'r0'
    return [
      opened,
      ...happenings.map(([wait, what]): ClockEvent => {
        at += wait * 1000
        return { ...what, at } as ClockEvent
      }),
    ]
  })

const everyStep =
  (check: (time: CaseTime, event: ClockEvent, before: CaseTime | null) => void) => (events: ClockEvent[]) => {
    let time: CaseTime | null = null
    for (const event of events) {
      const before: CaseTime | null = time
      time = step(before, event, calendars).time
      check(time, event, before)
    }
  }

test('replay equals live, with the state stored and read back after every event', () => {
  fc.assert(
    fc.property(history, (events) => {
      let stored: string | null = null
      for (const event of events) {
        const before: CaseTime | null = stored === null ? null : JSON.parse(stored)
        stored = JSON.stringify(step(before, JSON.parse(JSON.stringify(event)), calendars).time)
      }
      expect(JSON.parse(stored ?? 'null')).toEqual(replay(events, calendars))
    }),
    { numRuns: 300 },
  )
})

test('when breaches are noticed changes nothing but when they were noticed', () => {
  fc.assert(
    fc.property(history, fc.array(fc.nat(25), { maxLength: 8 }), (events, places) => {
      const watched = events.flatMap((event, i): ClockEvent[] =>
        places.includes(i) && i > 0
          ? [{ kind: 'time_passed', at: (events[i - 1]!.at + event.at) / 2 }, event]
          : [event],
      )
      const last: ClockEvent = { kind: 'time_passed', at: events.at(-1)!.at + 1e9 }
      const facts = (time: CaseTime | null) => time?.clocks.map(({ log: _log, ...clock }) => clock)
      expect(facts(replay([...watched, last], calendars))).toEqual(facts(replay([...events, last], calendars)))
    }),
    { numRuns: 300 },
  )
})

test('a live clock is due when its own time reaches its target, on an open instant', () => {
  const check = everyStep((time) => {
    for (const clock of time.clocks) {
      if (!isLive(clock) || clock.dueAt === null || clock.pinnedDueAt !== null) continue
      expect(usedUntil(clock, clock.dueAt)).toBe(clock.targetSeconds)
      expect(usedUntil(clock, clock.dueAt - 1)).toBeLessThan(clock.targetSeconds)
    }
  })
  fc.assert(fc.property(history, check), { numRuns: 300 })
})

test('a step is taken again only where its target moved it ahead of when it was taken', () => {
  const check = (events: ClockEvent[]) => {
    const taken = new Map<string, { at: number; noticedAt: number }>()
    let time: CaseTime | null = null
    for (const event of events) {
      const stepped = step(time, event, calendars)
      time = stepped.time
      for (const { step: key, metric, milestone, cycle, at, noticedAt } of stepped.changes) {
        if (key === null) continue
        const name = `${metric} ${milestone} ${cycle} ${key}`
        const before = taken.get(name)
        if (before) expect(at).toBeGreaterThan(before.noticedAt)
        expect(at).toBeLessThanOrEqual(noticedAt)
        taken.set(name, { at, noticedAt })
      }
      // Nothing that a running clock has passed is left.
      for (const clock of time.clocks) expect(wakeAt(clock) ?? event.at + 1).toBeGreaterThan(event.at)
    }
  }
  fc.assert(fc.property(history, check), { numRuns: 300 })
})

test('a step in the time of its target lies where that much of it is used, in open time', () => {
  const check = everyStep((time) => {
    for (const clock of time.clocks.filter(({ state, pinnedDueAt }) => state === 'running' && pinnedDueAt === null)) {
      for (const { when, at, takenAt } of clock.steps) {
        const share = used(when, clock.targetSeconds)
        if (takenAt !== null || at === null || share === null || share <= 0) continue
        expect(usedUntil(clock, at)).toBe(share)
        expect(usedUntil(clock, at - 1)).toBeLessThan(share)
      }
    }
  })
  fc.assert(fc.property(history, check), { numRuns: 200 })
})

test('more target is never due earlier, a later start neither, and a pause adds exactly itself', () => {
  const instant = fc.integer({ min: 0, max: 20 * 86_400 }).map((second) => begin + second * 1000)
  const length = fc.integer({ min: 1, max: 80 * 3600 })
  const calendar = fc.constantFrom(...Object.values(hours))
  const check = (open: OpeningHours, start: number, target: number, more: number, paused: number, lasting: number) => {
    const due = (from: number, seconds: number, pauses: [number, number][] = []) =>
      dueAt(open, from, seconds, pauses).due as number
    expect(due(start, target + more)).toBeGreaterThanOrEqual(due(start, target))
    expect(due(start + more * 1000, target)).toBeGreaterThanOrEqual(due(start, target))
    const pause: [number, number] = [start + paused * 1000, start + (paused + lasting) * 1000]
    const later = due(start, target, [pause])
    const within = workedSeconds(open, pause[0], Math.min(pause[1], Math.max(later, pause[0])))
    expect(workedSeconds(open, start, later)).toBeCloseTo(target + (pause[0] < later ? within : 0), 3)
  }
  fc.assert(fc.property(calendar, instant, length, length, length, length, check), { numRuns: 500 })
})

test('breaches are never back-dated nor taken back, and finished clocks stand', () => {
  const check = everyStep((time, event, before) => {
    time.clocks.forEach((clock, i) => {
      const earlier = before?.clocks[i]
      if (earlier?.breachedAt) expect(clock.breachedAt).toBe(earlier.breachedAt)
      else if (clock.breachedAt !== null && earlier) {
        expect(clock.breachedAt).toBeGreaterThanOrEqual(Math.min(earlier.dueAt ?? event.at, event.at))
        expect(clock.breachedAt).toBeLessThanOrEqual(event.at)
      }
      const takesBack = [
        'reply_voided',
        'resolution_untold',
        'messages_moved_out',
        'restored',
        'status_changed',
      ].includes(event.kind)
      if (earlier && !isLive(earlier) && !takesBack) expect(clock).toEqual(earlier)
    })
  })
  fc.assert(fc.property(history, check), { numRuns: 300 })
})

test('one live clock per metric, and every unanswered message is under one', () => {
  const check = everyStep((time) => {
    const live = time.clocks.filter(isLive).map(({ metric, milestone }) => `${metric} ${milestone?.key}`)
    expect(new Set(live).size).toBe(live.length)
    const unanswered = oldestUnanswered(time)
    if (!unanswered || time.withdrawnAt !== null) return
    const waiting = time.clocks.find(
      (clock) => isLive(clock) && (clock.metric === 'first_response' || clock.metric === 'next_response'),
    )
    expect(waiting?.startedAt).toBeLessThanOrEqual(unanswered.at)
  })
  fc.assert(fc.property(history, check), { numRuns: 300 })
})

/** How much of its target's time a step waits for; null for one that is counted by the clock on the wall. */
function used(when: StepWhen, whole: number): number | null {
  if (when.kind === 'share') return Math.round(whole * when.percent * 10) / 1000
  if (when.kind === 'elapsed') return when.seconds
  if (when.time === 'calendar') return null
  return when.kind === 'before_due' ? whole - when.seconds : whole + when.seconds
}

/** Every second of the years in question, dated rather than weekly, so as not to repeat the code under test. */
const always = {
  timeZone: 'UTC',
  weekly: {},
  holidays: [],
  overrides: Object.fromEntries(
    Array.from({ length: 400 }, (_, n) => [
      new Date(begin + (n - 30) * 86_400_000).toISOString().slice(0, 10),
      [['00:00', '24:00'] as [string, string]],
    ]),
  ),
}

/** Counts stretch by stretch, apart from the code under test. */
function usedUntil(clock: Clock, instant: number): number {
  const pauses = clock.pauses.map(({ from, to }): [number, number | null] => [from, to])
  const used = clock.stretches.reduce((sum, { from, calendar }, i) => {
    const to = Math.min(instant, clock.stretches[i + 1]?.from ?? instant)
    return sum + workedSeconds(calendar ? calendars(calendar) : always, from, to, pauses)
  }, 0)
  return Math.round(used * 1000) / 1000
}
