import { expect, test } from 'vitest'
import type { Person } from '../../../features/people/contract/person.ts'
import { nothingWords, nowOf, withRoom } from './room.ts'

const now = new Date('2026-11-19T12:00:00Z')
const person = (name: string, more: Partial<Person>): Person =>
  ({
    name,
    status: 'online',
    statusSince: now.toISOString(),
    statusUntil: null,
    statusAutomatic: false,
    awayReason: null,
    invited: false,
    awayUntil: null,
    deactivatedAt: null,
    capacity: 20,
    load: 0,
    ...more,
  }) as Person

test('who has room stands first, then who is full, then who is not here', () => {
  const people = [
    person('Nadia', { awayUntil: '2026-11-25T08:00:00Z' }),
    person('Jonas', { load: 21 }),
    person('Mira', { capacity: 0 }),
    person('Ana', { load: 12 }),
    person('Sofia', { load: 4 }),
  ]
  expect(withRoom(people, now).map((each) => `${each.name}: ${nowOf(each, now).said}`)).toEqual([
    'Sofia: available',
    'Ana: available',
    'Mira: takes no automatic work',
    'Jonas: full',
    'Nadia: on leave until 25 Nov',
  ])
})

test('why there is nothing to take', () => {
  expect(nothingWords([])).toBe('Somebody has just taken what waited.')
  expect(
    nothingWords([
      { reason: 'lacks French 3, lacks Pumps 2', cases: 2 },
      { reason: 'gave it back', cases: 1 },
    ]),
  ).toBe('2: you lack French 3, you lack Pumps 2. One: you gave it back.')
})
