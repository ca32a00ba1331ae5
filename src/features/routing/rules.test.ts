import { expect, test } from 'vitest'
import type { OpeningHours } from '../calendars/contract.ts'
import type { CandidateFacts, CaseFacts, QueueFacts, RoutingFacts, WantedSkill } from './rules/facts.ts'
import { keptOf } from './rules/kept.ts'
import { inOrder, matchWaiting, type WaitingCase } from './rules/match.ts'
import { minutesAfter, relaxations } from './rules/relaxation.ts'
import { route } from './rules/route.ts'
import { weightOf } from './rules/weight.ts'
import { waitingLine } from './rules/words.ts'

const now = Date.parse('2026-11-19T13:00:00Z')
const minutes = (n: number) => now + n * 60_000
const queue: QueueFacts = {
  id: 'q',
  name: 'First line',
  method: 'spare_number',
  mode: 'push',
  relaxMinutes: 20,
  fallbackMinutes: 30,
  hours: null,
  fallbackTeams: [
    { id: 't2', name: 'Second line' },
    { id: 't3', name: 'Third line' },
  ],
  dutyHolder: { id: 'duty', name: 'Ana' },
}
const person = (id: string, facts: Partial<CandidateFacts> = {}): CandidateFacts => ({
  id,
  name: id,
  step: 0,
  assignable: true,
  status: 'online',
  absent: null,
  backAt: null,
  load: 0,
  capacity: 10,
  skills: [],
  lastAssignedAt: null,
  ...facts,
})
const subject = (facts: Partial<CaseFacts> = {}): CaseFacts => ({
  weight: 1,
  skills: [],
  waitingSince: now,
  dutyAt: minutes(120),
  sticky: [],
  declined: new Map(),
  seenBy: null,
  ...facts,
})
const french = (need: WantedSkill['need'], level = 3): WantedSkill => ({
  id: 'fr',
  name: 'French',
  level,
  need,
  because: 'the rule French customers',
})
const speaks = (level: number, until: string | null = null, expired = false) => ({
  skills: [{ id: 'fr', level, until, expired }],
})
const facts = (
  candidates: CandidateFacts[],
  about: Partial<CaseFacts> = {},
  of: Partial<QueueFacts> = {},
): RoutingFacts => ({ queue: { ...queue, ...of }, case: subject(about), candidates })
const winner = (given: RoutingFacts, at = now) => route(given, at).owner?.person.id ?? null

test.each<[string, RoutingFacts, string | null]>([
  ['most spare capacity', facts([person('a', { load: 4 }), person('b', { load: 3 })]), 'b'],
  [
    'by number, not by share',
    facts([person('a', { capacity: 40, load: 30 }), person('b', { capacity: 10, load: 1 })]),
    'a',
  ],
  [
    'by share where the queue says so',
    facts([person('a', { capacity: 40, load: 30 }), person('b', { load: 1 })], {}, { method: 'spare_share' }),
    'b',
  ],
  [
    'capacity before skills',
    facts([person('a', { load: 1, ...speaks(5) }), person('b')], { skills: [french('welcome')] }),
    'b',
  ],
  ['then skill fit', facts([person('a'), person('b', speaks(2))], { skills: [french('welcome')] }), 'b'],
  [
    'then longest since the last assignment',
    facts([
      person('a', { lastAssignedAt: new Date(minutes(-5)) }),
      person('b', { lastAssignedAt: new Date(minutes(-9)) }),
    ]),
    'b',
  ],
  ['then the id', facts([person('b'), person('a')]), 'a'],
  [
    'taking turns, whoever waits longest before room and skill',
    facts(
      [
        person('a', { lastAssignedAt: new Date(minutes(-5)) }),
        person('b', { load: 5, lastAssignedAt: new Date(minutes(-9)) }),
      ],
      {},
      { method: 'round_robin' },
    ),
    'b',
  ],
  [
    'a sticky owner before more room',
    facts([person('a', { load: 5 }), person('b')], { sticky: [{ id: 'a', because: 'x' }] }),
    'a',
  ],
  [
    'the first of two sticky ones',
    facts([person('a'), person('b', { load: 5 })], {
      sticky: [
        { id: 'b', because: 'x' },
        { id: 'a', because: 'y' },
      ],
    }),
    'b',
  ],
  [
    'no sticky owner who is not eligible',
    facts([person('a', { status: 'away' }), person('b')], { sticky: [{ id: 'a', because: 'x' }] }),
    'b',
  ],
  ['nobody whose role takes none', facts([person('a', { assignable: false })]), null],
  ['nobody who is absent', facts([person('a', { absent: 'on leave' })]), null],
  ...(['away', 'busy', 'off'] as const).map((status): [string, RoutingFacts, null] => [
    `nobody ${status}`,
    facts([person('a', { status })]),
    null,
  ]),
  ['nobody without room', facts([person('a', { load: 10 })]), null],
  ['nobody above the cap by hand', facts([person('a', { load: 14 })]), null],
  ['nobody whom it would put above the cap', facts([person('a', { load: 8 })], { weight: 3 }), null],
  ['up to the cap exactly', facts([person('a', { load: 7 })], { weight: 3 }), 'a'],
  ['nothing for a full one, however light', facts([person('a', { load: 10 })], { weight: 0 }), null],
  [
    'nobody who declined',
    facts([person('a'), person('b', { load: 5 })], { declined: new Map([['a', 'declined' as const]]) }),
    'b',
  ],
  ['nobody who may not see it', facts([person('a'), person('b', { load: 5 })], { seenBy: new Set(['b']) }), 'b'],
  [
    'the level that is asked',
    facts([person('a', speaks(2)), person('b', { load: 5, ...speaks(3) })], { skills: [french('required')] }),
    'b',
  ],
  ['no expired skill', facts([person('a', speaks(5, '2026-11-03', true))], { skills: [french('required')] }), null],
  ['welcome skills exclude nobody', facts([person('a')], { skills: [french('welcome')] }), 'a'],
  ['nobody in a queue that people take from', facts([person('a')], {}, { mode: 'pull' }), null],
])('routing gives it to %s', (_, given, expected) => {
  expect(winner(given)).toBe(expected)
})

test.each<[string, number, Partial<CaseFacts>, CandidateFacts[], string | null]>([
  ['an optional skill is asked for at first', 19, { skills: [french('optional')] }, [person('a')], null],
  ['and relaxes at its instant', 20, { skills: [french('optional')] }, [person('a')], 'a'],
  ['a required one never does', 100_000, { skills: [french('required')] }, [person('a')], null],
  ['the fallback team is not asked at first', 29, {}, [person('b', { step: 1 })], null],
  ['and is after its time', 30, {}, [person('b', { step: 1 })], 'b'],
  ['the next one after as long again', 59, {}, [person('c', { step: 2 })], null],
  ['and then is asked', 60, {}, [person('c', { step: 2 })], 'c'],
  ['required skills bind fallback teams too', 90, { skills: [french('required')] }, [person('b', { step: 1 })], null],
])('%s (%i minutes)', (_, waited, about, people, expected) => {
  expect(winner(facts(people, about), minutes(waited))).toBe(expected)
})

test('no team is asked before optional skills are given up', () => {
  const given = facts([person('b', { step: 1 })], { skills: [french('optional')] }, { relaxMinutes: 45 })
  expect(winner(given, minutes(44))).toBeNull()
  expect(winner(given, minutes(45))).toBe('b')
})

test('what waits says why, what comes when, and when to look again', () => {
  const given = facts([person('Luca', { status: 'off', ...speaks(4) }), person('Mira')], {
    skills: [french('optional')],
  })
  const result = route(given, now)
  const { because } = keptOf(given, result)
  expect(waitingLine(because, result.ahead, now, 'Europe/Oslo')).toBe(
    'nobody with French ≥ 3 is online; French relaxes at 14:20 CET; Second line is asked too at 14:30 CET; Third line is asked too at 15:00 CET; Ana is told at 16:00 CET',
  )
  expect(result.wakeAt).toBe(minutes(20))
  expect(route(given, minutes(5)).owner).toBeNull()
  const none = facts([person('Luca', { status: 'off' })])
  expect(route(none, minutes(200)).wakeAt).toBe(minutes(260))
})

test('who is known to be back is an instant to look at', () => {
  const given = facts([person('Luca', { absent: 'on leave until 2026-11-19', backAt: minutes(7) })])
  const result = route(given, now)
  expect(result.ahead[0]).toEqual({ at: minutes(7), kind: 'back', text: 'Luca is back' })
  expect(result.wakeAt).toBe(minutes(7))
})

test.each<[string, CandidateFacts[], Partial<CaseFacts>, string]>([
  ['no members', [], {}, 'First line has no members'],
  ['nobody online', [person('a', { status: 'off' })], {}, 'nobody in First line is online'],
  ['no room', [person('a', { load: 10 })], {}, 'nobody in First line has room'],
  [
    'some full, some away',
    [person('a', { load: 10 }), person('b', { status: 'away' })],
    {},
    'nobody in First line who is online has room; 1 more is not online',
  ],
  [
    'all declined',
    [person('a')],
    { declined: new Map([['a', 'declined' as const]]) },
    'nobody in First line is left: a declined it',
  ],
  ['no skill', [person('a')], { skills: [french('required')] }, 'nobody with French ≥ 3 is in First line'],
  ['not to be seen', [person('a')], { seenBy: new Set<string>() }, 'nobody in First line takes cases like this'],
])('waiting is explained: %s', (_, people, about, expected) => {
  const given = facts(people, about)
  expect(keptOf(given, route(given, now)).because).toEqual([expected])
})

test.each<[string, Partial<CandidateFacts>, string[]]>([
  ['expired', speaks(4, '2026-11-03', true), ['French until 3 Nov (expired)']],
  ['too low', speaks(1), ['French 1, asked for 3']],
  ['missing', {}, ['lacks French 3']],
  ['everything at once', { status: 'busy', load: 10 }, ['is busy', 'carries 10 of 10, no room', 'lacks French 3']],
  ['not asked yet', { step: 2, ...speaks(3) }, ['Third line is not asked yet']],
])('why not her: %s', (_, about, expected) => {
  const given = facts([person('a', about)], { skills: [french('required')] })
  expect(keptOf(given, route(given, now)).considered[0]!.excluded).toEqual(expected)
})

const waiting = (id: string, about: Partial<WaitingCase> = {}): WaitingCase => ({
  id,
  priority: 'medium',
  queuedAt: now,
  dueAt: null,
  breached: false,
  facts: subject(),
  ...about,
})

test.each<['priority' | 'deadline', WaitingCase[], string]>([
  ['priority', [waiting('b', { queuedAt: minutes(-1) }), waiting('a', { priority: 'critical' }), waiting('c')], 'abc'],
  ['deadline', [waiting('c'), waiting('b', { dueAt: minutes(9) }), waiting('a', { dueAt: minutes(5) })], 'abc'],
  ['deadline', [waiting('b', { dueAt: minutes(1) }), waiting('a', { dueAt: minutes(9), breached: true })], 'ab'],
  ['deadline', [waiting('b'), waiting('a', { priority: 'high' })], 'ab'],
])('a queue by %s', (takesFirst, cases, expected) => {
  const order = cases.toSorted((a, b) => inOrder(takesFirst, a, b))
  expect(order.map(({ id }) => id).join('')).toBe(expected)
})

test('what one case is given counts for the next one, and nothing waits behind what cannot go', () => {
  const matches = matchWaiting(
    { ...queue, takesFirst: 'priority' },
    [
      waiting('1', { priority: 'critical', facts: subject({ skills: [french('required')] }) }),
      waiting('2', { priority: 'high' }),
      waiting('3'),
      waiting('4', { priority: 'low' }),
    ],
    [person('a', { capacity: 2 }), person('b', { capacity: 1 })],
    now,
  )
  expect(matches.map(({ case: { id }, result }) => [id, result.owner?.person.id ?? null])).toEqual([
    ['1', null],
    ['2', 'a'],
    ['3', 'b'],
    ['4', 'a'],
  ])
})

test.each([
  [3, 'critical', 3],
  [3, 'high', 5],
  [0, 'critical', 0],
  [1, 'low', 1],
  [60, 'high', 90],
  [90, 'high', 100],
] as const)('a type of weight %i weighs, being %s, %i', (type, priority, expected) => {
  expect(weightOf(type, priority, { low: 20, medium: 100, high: 150, critical: 100 })).toBe(expected)
})

test('what somebody has of the skills asked for is told, and why what they lack did not count', () => {
  const asked = [french('optional'), { ...french('welcome', 2), id: 'de', name: 'German' }]
  const given = facts([person('a', { skills: [{ id: 'de', level: 4, until: null, expired: false }] })], {
    skills: asked,
  })
  const kept = keptOf(given, route(given, minutes(25))).considered[0]!
  expect(kept).toMatchObject({ has: ['German 4'], unmet: ['French 3 (given up)'] })
  const alone = facts([person('a')], { skills: [french('welcome')] })
  expect(keptOf(alone, route(alone, now)).considered[0]!.unmet).toEqual(['French 3 (only welcome)'])
  const waits = facts([person('a')], { skills: [french('required')] })
  expect(keptOf(waits, route(waits, now)).considered[0]).toMatchObject({ has: [], unmet: [] })
})

test('who is back in days is told of where nobody may come before', () => {
  const away = person('a', { absent: 'on leave until 27 Nov', backAt: minutes(5 * 1440) })
  const kinds = (...people: CandidateFacts[]) => route(facts(people), now).ahead.map(({ kind }) => kind)
  expect(kinds(away)).toContain('back')
  expect(kinds(away, person('b', { status: 'off' }))).not.toContain('back')
  expect(kinds(away, person('b', { load: 10 }))).not.toContain('back')
  expect(kinds({ ...away, backAt: minutes(600) }, person('b', { status: 'off' }))).toContain('back')
  expect(kinds(away, person('b', { load: 0, capacity: 0 }))).toContain('back')
  const asks = (need: WantedSkill['need']) =>
    route(facts([{ ...away, ...speaks(4) }, person('b')], { skills: [french(need)] }), now).ahead.map(
      ({ kind }) => kind,
    )
  expect(asks('required')).toContain('back')
  expect(asks('optional')).not.toContain('back')
})

test('who passed it on is told by what they did, and those who might still take it as they are', () => {
  const declined = new Map([
    ['a', 'timed_out' as const],
    ['b', 'taken_back' as const],
  ])
  const given = facts([person('a'), person('b'), person('c', { status: 'busy' })], { declined })
  const kept = keptOf(given, route(given, now))
  expect(kept.because[0]).toBe(
    'nobody else in First line is online; a let the offer run out, b had it, and it was taken back',
  )
  expect(kept.considered.map(({ excluded }) => excluded)).toEqual([
    ['let the offer run out'],
    ['had it, and it was taken back'],
    ['is busy'],
  ])
})

test('a wait that no time will end is said: nobody who is asked later can take it either', () => {
  const asks = { skills: [french('required')], declined: new Map([['a', 'declined' as const]]) }
  const because = (...people: CandidateFacts[]) => {
    const given = facts(people, asks)
    return keptOf(given, route(given, now)).because[0]
  }
  const a = person('a', speaks(4))
  const left = 'nobody with French ≥ 3 is left: a declined it'
  expect(because(a, person('b', { step: 1 }))).toBe(`${left}; nor can anybody of Second line or Third line take it`)
  expect(because(a, person('b', { step: 1, status: 'off', ...speaks(3) }))).toBe(left)
  expect(because(a)).toBe(left)
})

const office: OpeningHours = {
  timeZone: 'Europe/Oslo',
  weekly: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [['09:00', '17:00']]])),
  holidays: ['2026-11-23'],
  overrides: {},
}
const friday = (time: string) => Date.parse(`2026-11-20T${time}:00+01:00`)

test.each([
  ['in one go', friday('10:00'), 120, friday('12:00')],
  ['over a weekend and a holiday', friday('16:30'), 120, Date.parse('2026-11-24T10:30:00+01:00')],
  [
    'what came in after closing begins to count when they open',
    friday('20:00'),
    60,
    Date.parse('2026-11-24T10:00:00+01:00'),
  ],
  ['none at all is over at once, also at night', friday('22:00'), 0, friday('22:00')],
])('minutes of opening hours: %s', (_, from, asked, expected) => {
  expect(minutesAfter(from, asked, office)).toBe(expected)
})

test('hours that never open count around the clock, so that nobody waits in silence', () => {
  expect(minutesAfter(friday('10:00'), 90, { ...office, weekly: {} })).toBe(friday('11:30'))
  expect(minutesAfter(friday('10:00'), 90, null)).toBe(friday('11:30'))
})

test('what relaxes counts in the opening hours of the queue, in what is told ahead and in what then happens', () => {
  const asked = { skills: [french('optional')], waitingSince: friday('16:50'), dutyAt: friday('22:00') }
  const given = { ...facts([person('a')], asked), queue: { ...queue, hours: office } }
  const tuesday = (time: string) => Date.parse(`2026-11-24T${time}:00+01:00`)
  expect(relaxations(given.queue, given.case).map(({ kind, at }) => [kind, at])).toEqual([
    ['duty', friday('22:00')],
    ['skills', tuesday('09:10')],
    ...given.queue.fallbackTeams.map((_, place) => ['team', tuesday(place === 0 ? '09:20' : '09:50')]),
  ])
  expect(route(given, friday('23:00')).owner).toBeNull()
  expect(route(given, tuesday('09:10')).owner?.person.id).toBe('a')
})
