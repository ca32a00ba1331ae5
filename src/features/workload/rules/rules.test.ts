import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CarriedFacts, type CarrierFacts, planMoves, roomSaid, takesRoom } from './plan.ts'
import { rebalance } from './rebalance.ts'

const person = (id: string, load: number, more: Partial<CarrierFacts> = {}): CarrierFacts => ({
  id,
  name: id,
  takesCases: true,
  absent: null,
  gone: false,
  status: 'online',
  load,
  capacity: 20,
  teamIds: ['desk'],
  skills: [],
  ...more,
})
const work = (id: string, ownerId: string | null, more: Partial<CarriedFacts> = {}): CarriedFacts => ({
  id,
  ownerId,
  teamId: 'desk',
  team: 'Desk',
  status: 'open',
  weight: 2,
  restricted: false,
  skills: [],
  priority: 'medium',
  ownedSince: new Date('2026-11-19T08:00:00Z'),
  answered: false,
  asks: false,
  ...more,
})
const french = { id: 'fr', name: 'French', level: 3, need: 'required', because: 'it is in French' } as const
const onLeave = { absent: 'on leave until 2026-11-30', gone: true }

test.each<[string, CarriedFacts, CarrierFacts, { refused?: string; notes?: string[] }]>([
  ['to somebody with room', work('a', 'Ana'), person('Ben', 4), { notes: [] }],
  [
    'by hand more than fits',
    work('a', 'Ana'),
    person('Ben', 19),
    { notes: ['Ben then carries 21 of 20, more than fits'] },
  ],
  ['to who has it', work('a', 'Ben'), person('Ben', 4), { refused: 'Ben has it already' }],
  [
    'to a role that takes none',
    work('a', 'Ana'),
    person('Ben', 0, { takesCases: false }),
    { refused: 'the role of Ben takes no cases' },
  ],
  ['to somebody on leave', work('a', 'Ana'), person('Ben', 0, onLeave), { refused: 'Ben: on leave until 2026-11-30' }],
  [
    'to somebody after hours',
    work('a', 'Ana'),
    person('Ben', 0, { absent: 'outside their working hours' }),
    { notes: ['Ben: outside their working hours, nobody works on it until then'] },
  ],
  ['to somebody who is busy', work('a', 'Ana'), person('Ben', 0, { status: 'busy' }), { notes: ['Ben is busy now'] }],
  [
    'one that waits',
    work('a', 'Ana', { status: 'pending' }),
    person('Ben', 19),
    { notes: ['it waits, and takes room once an answer comes'] },
  ],
  [
    'to somebody whose French has expired',
    work('a', 'Ana', { skills: [french] }),
    person('Ben', 0, { skills: [{ id: 'fr', level: 4, until: '2026-11-03', expired: true }] }),
    { notes: ['Ben lacks French 3'] },
  ],
  ['to another team', work('a', 'Ana'), person('Ben', 0, { teamIds: ['field'] }), { notes: ['it leaves Desk'] }],
  [
    'a restricted one to another team',
    work('a', 'Ana', { restricted: true }),
    person('Ben', 0, { teamIds: ['field'] }),
    { notes: ['it stays with Desk'] },
  ],
])('a move %s', (_, subject, to, { refused = null, notes = [] }) => {
  const plan = planMoves([subject], [person('Ana', 10), to], [{ caseId: 'a', toId: 'Ben' }])
  expect(plan.moves).toEqual([{ caseId: 'a', toId: 'Ben', refused, notes }])
})

test('back to the queue, and for somebody unknown', () => {
  const plan = planMoves(
    [work('a', 'Ana'), work('b', null), work('c', 'Ana')],
    [person('Ana', 10)],
    [
      { caseId: 'a', toId: null },
      { caseId: 'b', toId: null },
      { caseId: 'c', toId: 'nobody' },
      { caseId: 'hidden', toId: null },
    ],
  )
  expect(plan.moves.map(({ refused }) => refused)).toEqual([
    null,
    'it waits in its queue already',
    'there is no such person',
  ])
  expect(plan.people).toEqual([{ id: 'Ana', before: 10, after: 8, capacity: 20 }])
})

test('whoever carries too much gives what nobody has begun to whoever has most room', () => {
  const cases = [
    work('begun', 'Ana'),
    work('fresh', 'Ana', { status: 'new' }),
    work('waits', 'Ana', { status: 'pending' }),
  ]
  const people = [person('Ana', 22), person('Ben', 12), person('Cem', 8)]
  const proposal = rebalance(cases, people)
  expect(proposal.moves[0]).toEqual({
    caseId: 'fresh',
    toId: 'Cem',
    because: 'Ana carries 22 of 20; Cem has room for 12 more',
  })
  expect(proposal.moves.map(({ caseId }) => caseId)).toEqual(['fresh', 'begun'])
})

test('what its owner is in the middle of goes last: an answered customer, and before that nobody who waits for a word', () => {
  const later = { ownedSince: new Date('2026-11-20T08:00:00Z') }
  const cases = [
    work('asked for an approval', 'Ana', { ...later, asks: true }),
    work('answered', 'Ana', { ...later, answered: true }),
    work('not answered', 'Ana'),
  ]
  const { moves } = rebalance(cases, [person('Ana', 26), person('Ben', 0)])
  expect(moves.map(({ caseId }) => caseId)).toEqual(['not answered', 'answered', 'asked for an approval'])
})

test.each<[string, CarrierFacts[], string]>([
  ['an even team', [person('Ana', 10), person('Ben', 9)], 'The load is even: no move would bring anybody closer.'],
  ['nobody is here', [person('Ana', 10, onLeave)], 'Nobody of the team is here to take anything.'],
  ['nobody has room', [person('Ana', 24), person('Ben', 20)], 'Ana still carries 24 of 20: nobody has room for more.'],
])('no moves: %s', (_, people, because) => {
  expect(rebalance([work('a', 'Ana')], people)).toEqual({ moves: [], because: [because] })
})

test('who lacks a skill is not proposed, however empty', () => {
  const speaks = { skills: [{ id: 'fr', level: 3, until: null, expired: false }] }
  const { moves } = rebalance(
    [work('a', 'Ana', { skills: [french] })],
    [person('Ana', 22), person('Ben', 0), person('Cem', 10, speaks)],
  )
  expect(moves.map(({ toId }) => toId)).toEqual(['Cem'])
})

test('its language stays with who speaks it, unless they are gone; by hand it is said', () => {
  const spanish = { id: 'es', name: 'Spanish', level: 1, need: 'welcome', because: 'it is in Spanish' } as const
  const speaks = { skills: [{ id: 'es', level: 5, until: null, expired: false }] }
  const cases = [work('a', 'Ana', { skills: [spanish] })]
  const ben = person('Ben', 0)
  expect(rebalance(cases, [person('Ana', 22, speaks), ben])).toEqual({
    moves: [],
    because: ['Ana still carries 22 of 20: nobody with room can take any more of it.'],
  })
  const toBen = [{ caseId: 'a', toId: 'Ben' }]
  expect(planMoves(cases, [person('Ana', 22, speaks), ben], toBen).moves[0]!.notes).toEqual([
    'Ana has Spanish 1, Ben does not',
  ])
  expect(rebalance(cases, [person('Ana', 22), ben]).moves).toHaveLength(1)
  const gone = person('Ana', 2, { ...speaks, ...onLeave })
  expect(rebalance(cases, [gone, ben]).moves.map(({ toId }) => toId)).toEqual(['Ben'])
  expect(rebalance(cases, [gone, ben, person('Cem', 9, speaks)]).moves.map(({ toId }) => toId)).toEqual(['Cem'])
})

test('everything of somebody on leave finds a place while there is room', () => {
  const cases = [1, 2, 3].map((n) => work(`case ${n}`, 'Ana'))
  const { moves } = rebalance(cases, [person('Ana', 6, onLeave), person('Ben', 0), person('Cem', 2, { capacity: 4 })])
  expect(moves.map(({ toId }) => toId)).toEqual(['Ben', 'Ben', 'Ben'])
})

test('no proposal overfills anybody, moves a case twice, moves what waits, or makes the fullest fuller', () => {
  const scene = fc.record({
    people: fc.array(
      fc.record({ capacity: fc.integer({ min: 1, max: 30 }), gone: fc.boolean(), online: fc.boolean() }),
      { minLength: 1, maxLength: 6 },
    ),
    cases: fc.array(
      fc.record({
        owner: fc.nat(5),
        weight: fc.integer({ min: 1, max: 5 }),
        status: fc.constantFrom('new', 'open', 'pending', 'on_hold'),
      }),
      { maxLength: 40 },
    ),
  })
  fc.assert(
    fc.property(scene, ({ people: makings, cases: makes }) => {
      const cases = makes.map(({ owner, ...more }, n) => work(`case ${n}`, `p${owner % makings.length}`, more))
      const loadOf = (id: string) =>
        cases.filter((each) => each.ownerId === id && takesRoom(each)).reduce((sum, { weight }) => sum + weight, 0)
      const people = makings.map(({ capacity, gone, online }, n) =>
        person(`p${n}`, loadOf(`p${n}`), {
          capacity,
          ...(gone ? onLeave : {}),
          status: online ? 'online' : 'off',
        }),
      )
      const { moves } = rebalance(cases, people)
      const plan = planMoves(cases, people, moves)
      expect(new Set(moves.map(({ caseId }) => caseId)).size).toBe(moves.length)
      expect(plan.moves.every(({ refused }) => refused === null)).toBe(true)
      const takers = new Set(moves.map(({ toId }) => toId))
      for (const { id, after, capacity } of plan.people) if (takers.has(id)) expect(after).toBeLessThanOrEqual(capacity)
      for (const { caseId } of moves) expect(takesRoom(cases.find(({ id }) => id === caseId)!)).toBe(true)
      const here = people.filter(({ gone }) => !gone)
      const share = (id: string, load: number) => load / people.find((each) => each.id === id)!.capacity
      const after = new Map(plan.people.map(({ id, after: load }) => [id, load]))
      const fullest = Math.max(...here.map(({ id, load }) => share(id, load)), 0)
      for (const { id, load } of here)
        expect(share(id, after.get(id) ?? load)).toBeLessThanOrEqual(Math.max(fullest, 1) + 1e-9)
    }),
  )
})

test.each<[string, CarrierFacts[], string | null]>([
  ['all of it fits', [person('Ana', 4), person('Ben', 16)], null],
  [
    'some of it',
    [person('Ana', 4), person('Ben', 19), person('Cleo', 0, { status: 'away' })],
    'Whoever else of Desk is here has room for 1 of 4: what does not fit waits in its queue.',
  ],
  [
    'none of it',
    [person('Ana', 4), person('Ben', 0, onLeave), person('Cleo', 0, { takesCases: false })],
    'Nobody else of Desk is here: it waits in its queue until somebody is.',
  ],
])('what goes to routing says what does not fit: %s', (_, people, said) => {
  const moved = [work('a', 'Ana'), work('b', 'Ana'), work('c', 'Ana', { status: 'pending', weight: 50 })]
  expect(roomSaid(moved, people, ['Desk'])).toBe(said)
})
