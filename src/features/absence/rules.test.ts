import { describe, expect, test } from 'vitest'
import { comesBack, fateOf } from './rules/hand-over.ts'
import { standInOf, stateOf, whyNotSpan } from './rules.ts'

const now = new Date('2026-11-19T12:00:00Z')
const days = (count: number) => new Date(now.getTime() + count * 86_400_000)
const away = { from: days(2), until: days(9), rule: 'what_moves' as const, hasDeputy: true }
const due = (...at: number[]) => ({
  kind: 'case' as const,
  dues: at.map((each) => ({ what: `day ${each}`, at: days(each) })),
})

describe('what becomes of a case', () => {
  test.each([
    ['due meanwhile', due(5, 40), away, null, 'deputy', 'day 5 is due meanwhile'],
    ['late already', due(-3), away, null, 'deputy', 'day -3 is late by then'],
    ['due before it begins', due(1, 5), away, null, 'deputy', 'day 1 is late by then'],
    ['due the moment it begins', due(2), away, null, 'deputy', 'day 2 is due meanwhile'],
    ['due after the return', due(12, 40), away, null, 'stay', 'nothing on it is due before they are back'],
    ['due the moment they are back', due(9), away, null, 'stay', 'nothing on it is due before they are back'],
    ['never due', due(), away, null, 'stay', 'nothing on it is due'],
    ['without a deputy', due(5), { ...away, hasDeputy: false }, null, 'queue', 'day 5 is due meanwhile'],
    ['everything goes', due(40), { ...away, rule: 'all' as const }, null, 'deputy', 'everything is handed over'],
    [
      'nothing goes',
      due(5),
      { ...away, rule: 'watch' as const },
      null,
      'stay',
      'nothing is handed over; the deputy watches',
    ],
    ['chosen to stay', due(5), away, 'stay' as const, 'stay', 'chosen by hand'],
    [
      'chosen for the deputy, of whom there is none',
      due(5),
      { ...away, hasDeputy: false },
      'deputy' as const,
      'queue',
      'chosen by hand',
    ],
  ])('%s', (_, work, leave, chosen, goes, because) => {
    expect(fateOf(work, leave, chosen)).toMatchObject({ goes, because })
  })
})

describe('what comes back', () => {
  const moved = {
    kind: 'case' as const,
    goes: 'deputy' as const,
    movedToId: 'elena',
    ownerId: 'elena',
    ownerName: 'Elena',
    isOpen: true,
  }
  test.each([
    ['still with the deputy', {}, { back: true }],
    ['resolved', { isOpen: false }, { back: false, because: 'it is resolved' }],
    ['with somebody else', { ownerId: 'mira', ownerName: 'Mira' }, { back: false, because: 'Mira has it' }],
    ['waiting in a queue', { goes: 'queue' as const, movedToId: null, ownerId: null, ownerName: null }, { back: true }],
    ['taken from the queue', { goes: 'queue' as const, movedToId: 'elena' }, { back: false, because: 'Elena has it' }],
  ])('%s', (_, change, decision) => {
    expect(comesBack({ ...moved, ...change })).toEqual(decision)
  })
})

test('a deputy in turn is stood in for, and a circle ends', () => {
  const leave = (personId: string, deputyId: string | null) => ({
    leaveId: personId,
    personId,
    until: days(3),
    deputyId,
  })
  expect(standInOf('a', [])).toBeNull()
  expect(standInOf('a', [leave('a', 'b')])?.standInId).toBe('b')
  expect(standInOf('a', [leave('a', 'b'), leave('b', 'c')])?.standInId).toBe('c')
  expect(standInOf('a', [leave('a', 'b'), leave('b', null)])).toBeNull()
  expect(standInOf('a', [leave('a', 'b'), leave('b', 'a')])).toBeNull()
})

test('a leave has a beginning before its end, an end ahead, and less than two years', () => {
  expect(whyNotSpan(days(0), days(5), now)).toBeNull()
  for (const [from, until] of [
    [5, 5],
    [-5, 0],
    [1, 900],
  ])
    expect(whyNotSpan(days(from!), days(until!), now)).toMatchObject({ path: 'until' })
  const none = { begunAt: null, endedAt: null, cancelledAt: null }
  expect(
    [none, { ...none, begunAt: now }, { ...none, begunAt: now, endedAt: now }, { ...none, cancelledAt: now }].map(
      stateOf,
    ),
  ).toEqual(['planned', 'away', 'ended', 'cancelled'])
})
