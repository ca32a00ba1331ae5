import { expect, test } from 'vitest'
import type { Person } from '../../../features/people/contract/person.ts'
import { personChoices, standingOf } from './standing.ts'

const now = new Date(2026, 10, 19, 12, 0)
const at = (hours: number) => new Date(now.getTime() + hours * 3_600_000).toISOString()
const person = (more: Partial<Person>): Person =>
  ({
    id: 'ana',
    name: 'Ana',
    status: 'online',
    statusSince: at(-1),
    statusUntil: null,
    statusAutomatic: false,
    awayUntil: null,
    awayReason: null,
    deactivatedAt: null,
    invited: false,
    ...more,
  }) as Person

test.each([
  ['available', {}, { mark: null, said: null, absent: false }],
  ['busy', { status: 'busy' }, { mark: 'busy', said: 'busy', absent: false }],
  ['busy for a while', { status: 'busy', statusUntil: at(2) }, { said: 'busy until 14:00' }],
  ['busy until a while ago', { status: 'busy', statusUntil: at(-2) }, { said: 'busy' }],
  ['away by hand', { status: 'away' }, { mark: 'away', said: 'away', absent: false }],
  ['away by itself', { status: 'away', statusAutomatic: true }, { said: 'away, idle since 11:00', absent: false }],
  ['never here', { status: 'away', statusAutomatic: true, invited: true }, { said: 'has not signed in yet' }],
  [
    'of the demo company',
    { status: 'away', statusAutomatic: true, invited: true, demo: true },
    { said: 'away, idle since 11:00' },
  ],
  ['off since the morning', { status: 'off' }, { mark: 'off', said: 'off duty', absent: false }],
  ['off since days', { status: 'off', statusSince: at(-30) }, { said: 'off duty for more than a day', absent: true }],
  ['on leave', { awayUntil: at(72) }, { mark: 'off', said: 'on leave until 22 Nov', absent: true }],
  ['on leave for a reason', { awayUntil: at(72), awayReason: 'Training' }, { said: 'Training until 22 Nov' }],
  ['back from leave', { awayUntil: at(-1) }, { said: null, absent: false }],
  ['gone', { deactivatedAt: at(-1) }, { said: 'no longer works here', absent: true }],
] as const)('%s', (_, more, said) => {
  expect(standingOf(person(more), now)).toMatchObject(said)
})

test('who is here stands first; who is not can be chosen only where anybody may be', () => {
  const people = [
    person({ id: 'nadia', name: 'Nadia', awayUntil: at(72) }),
    person({ status: 'busy' }),
    person({ id: 'ben', name: 'Ben' }),
  ]
  const labels = (wanted: 'anybody' | 'somebody here') =>
    personChoices(people, now, wanted).map(({ label, disabled }) => (disabled ? `(${label})` : label))
  expect(labels('anybody')).toEqual(['Ana, busy', 'Ben', 'Nadia, on leave until 22 Nov'])
  expect(labels('somebody here')).toEqual(['Ana, busy', 'Ben', '(Nadia, on leave until 22 Nov)'])
})
