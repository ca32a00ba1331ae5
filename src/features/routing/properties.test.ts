import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { OpeningHours } from '../calendars/contract.ts'
import type { CandidateFacts, QueueFacts } from './rules/facts.ts'
import { inOrder, matchWaiting, type WaitingCase } from './rules/match.ts'
import { relaxations } from './rules/relaxation.ts'
import { route } from './rules/route.ts'

const now = Date.parse('2026-11-19T12:00:00Z')
const held = fc.record({
  id: fc.constantFrom('a', 'b'),
  level: fc.integer({ min: 1, max: 5 }),
  until: fc.constant(null),
  expired: fc.boolean(),
})
const person = fc.record({
  name: fc.constant('Somebody'),
  step: fc.integer({ min: 0, max: 2 }),
  assignable: fc.boolean(),
  status: fc.constantFrom('online' as const, 'away' as const, 'off' as const),
  absent: fc.option(fc.constant('on leave')),
  backAt: fc.option(fc.integer({ min: now - 1000, max: now + 1e7 })),
  load: fc.integer({ min: 0, max: 12 }),
  capacity: fc.integer({ min: 0, max: 10 }),
  skills: fc.uniqueArray(held, { selector: ({ id }) => id }),
  lastAssignedAt: fc.option(fc.integer({ min: 1, max: 100 }).map((n) => new Date(now - n))),
})
const people = fc
  .array(person, { maxLength: 12 })
  .map((all) => all.map((each, n): CandidateFacts => ({ ...each, id: `p${n}` })))
const office: OpeningHours = {
  timeZone: 'Europe/Oslo',
  weekly: { mon: [['09:00', '12:00']], thu: [['08:00', '17:00']] },
  holidays: [],
  overrides: {},
}
const queue = fc.record({
  ...{ id: fc.constant('q'), name: fc.constant('Queue') },
  method: fc.constantFrom('spare_number' as const, 'spare_share' as const, 'round_robin' as const),
  mode: fc.constantFrom('push' as const, 'offer' as const),
  relaxMinutes: fc.integer({ min: 0, max: 60 }),
  fallbackMinutes: fc.integer({ min: 0, max: 60 }),
  hours: fc.constantFrom(null, office),
  fallbackTeams: fc.constant([
    { id: '1', name: 'One' },
    { id: '2', name: 'Two' },
  ]),
  dutyHolder: fc.constant({ id: 'd', name: 'Duty' }),
  takesFirst: fc.constantFrom('priority' as const, 'deadline' as const),
})
const wanted = fc.record({
  id: fc.constantFrom('a', 'b'),
  name: fc.constant('Skill'),
  level: fc.integer({ min: 1, max: 5 }),
  need: fc.constantFrom('required' as const, 'optional' as const, 'welcome' as const),
  because: fc.constant(''),
})
const waiting = fc
  .record({
    priority: fc.constantFrom('low' as const, 'medium' as const, 'high' as const, 'critical' as const),
    queuedAt: fc.integer({ min: now - 1e7, max: now }),
    dueAt: fc.option(fc.integer({ min: now - 1e7, max: now + 1e7 })),
    breached: fc.boolean(),
    weight: fc.integer({ min: 0, max: 4 }),
    skills: fc.uniqueArray(wanted, { selector: ({ id }) => id }),
    waitedMinutes: fc.integer({ min: 0, max: 200 }),
    declined: fc.uniqueArray(fc.constantFrom('p0', 'p1', 'p2')),
  })
  .map(
    ({ weight, skills, waitedMinutes, declined, ...each }): Omit<WaitingCase, 'id'> => ({
      ...each,
      facts: {
        ...{
          weight,
          skills,
          sticky: [],
          seenBy: null,
          declined: new Map(declined.map((id) => [id, 'declined' as const])),
        },
        waitingSince: now - waitedMinutes * 60_000,
        dutyAt: now + 3_600_000,
      },
    }),
  )
const cases = fc
  .array(waiting, { maxLength: 15 })
  .map((all) => all.map((each, n): WaitingCase => ({ ...each, id: `c${n}` })))

const given = (q: QueueFacts & { takesFirst: 'priority' | 'deadline' }, all: WaitingCase[], who: CandidateFacts[]) =>
  matchWaiting(q, all, who, now).flatMap(({ case: each, result }) =>
    result.owner ? [{ each, owner: result.owner.person }] : [],
  )

test('nobody is ever given more than they have room for, and nobody who is full is given anything', () => {
  fc.assert(
    fc.property(queue, cases, people, (q, all, who) => {
      const load = new Map(who.map(({ id, load: has }) => [id, has]))
      for (const { each, owner } of given(q, all, who)) {
        const had = load.get(owner.id)!
        expect(had).toBeLessThan(owner.capacity)
        load.set(owner.id, had + each.facts.weight)
        expect(load.get(owner.id)!).toBeLessThanOrEqual(owner.capacity)
      }
    }),
  )
})

test('nobody is given what they are not eligible for, however long it waits', () => {
  fc.assert(
    fc.property(queue, cases, people, (q, all, who) => {
      for (const { each, owner } of given(q, all, who)) {
        expect(owner).toMatchObject({ assignable: true, status: 'online', absent: null })
        expect(each.facts.declined.has(owner.id)).toBe(false)
        for (const { id, level, need } of each.facts.skills) {
          const has = owner.skills.find((skill) => skill.id === id && !skill.expired)?.level ?? 0
          if (need === 'required') expect(has).toBeGreaterThanOrEqual(level)
        }
      }
    }),
  )
})

test('a case keeps its place: whoever declined it, or had it meanwhile, does not change who comes first', () => {
  fc.assert(
    fc.property(queue, cases, ({ takesFirst }, all) => {
      const order = (list: WaitingCase[]) => list.toSorted((a, b) => inOrder(takesFirst, a, b)).map(({ id }) => id)
      const later = all.map((each) => ({
        ...each,
        facts: {
          ...each.facts,
          declined: new Map(['p0', 'p1', 'p2'].map((id) => [id, 'timed_out' as const])),
          waitingSince: now,
        },
      }))
      expect(order(later.toReversed())).toEqual(order(all))
    }),
  )
})

test('nobody who could take a case is passed over, and what waits is looked at by the next relaxation at the latest', () => {
  fc.assert(
    fc.property(queue, cases, people, (q, all, who) => {
      for (const each of all) {
        const result = route({ queue: q, case: each.facts, candidates: who }, now)
        expect(result.owner !== null).toBe(result.considered.some(({ against }) => against === 0))
        if (result.owner) continue
        const next = relaxations(q, each.facts).find(({ at }) => at > now)!
        expect(result.wakeAt!).toBeGreaterThan(now)
        expect(result.wakeAt!).toBeLessThanOrEqual(next.at)
      }
    }),
  )
})
