import fc from 'fast-check'
import { expect, test } from 'vitest'
import { workedSeconds } from '../calendars/rules.ts'
import { type Clock, isLive } from './rules/clock.ts'
import { type CaseTime, type ClockEvent, oldestUnanswered, reason } from './rules/history.ts'
import type { AgreedTarget, Terms } from './rules/terms.ts'
import { replay, step } from './rules.ts'

const office: [string, string][] = [['09:00', '17:00']]
const week = { mon: office, tue: office, wed: office, thu: office, fri: office }
const hours = {
  berlin: { timeZone: 'Europe/Berlin', weekly: week, holidays: ['2026-03-30'], overrides: {} },
  tokyo: { timeZone: 'Asia/Tokyo', weekly: { ...week, sat: office }, holidays: [], overrides: {} },
}
const calendars = ({ id }: { id: string }) => hours[id as keyof typeof hours]
const begin = Date.parse('2026-03-26T06:00:00Z')

const target: fc.Arbitrary<AgreedTarget> = fc.record({
  seconds: fc.integer({ min: 1, max: 40 * 3600 }),
  time: fc.constant('business' as const),
  calendar: fc.constantFrom(
    { id: 'berlin', version: 1, because: 'organisation' as const },
    { id: 'tokyo', version: 1, because: 'contract' as const },
    null,
  ),
  pausesIn: fc.constantFrom([], ['pending' as const]),
})
const terms: fc.Arbitrary<Terms | null> = fc.record({
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

test('breaches are never back-dated nor taken back, and finished clocks stand', () => {
  const check = everyStep((time, event, before) => {
    time.clocks.forEach((clock, i) => {
      const earlier = before?.clocks[i]
      if (earlier?.breachedAt) expect(clock.breachedAt).toBe(earlier.breachedAt)
      else if (clock.breachedAt !== null && earlier) {
        expect(clock.breachedAt).toBeGreaterThanOrEqual(Math.min(earlier.dueAt ?? event.at, event.at))
        expect(clock.breachedAt).toBeLessThanOrEqual(event.at)
      }
      const takesBack = ['reply_voided', 'messages_moved_out', 'restored', 'status_changed'].includes(event.kind)
      if (earlier && !isLive(earlier) && !takesBack) expect(clock).toEqual(earlier)
    })
  })
  fc.assert(fc.property(history, check), { numRuns: 300 })
})

test('one live clock per metric, and every unanswered message is under one', () => {
  const check = everyStep((time) => {
    const live = time.clocks.filter(isLive).map((clock) => clock.metric)
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
