import { expect, test } from 'vitest'
import type { Person } from '../../../features/people/contract/person.ts'
import { assigneesFor } from './assignees.ts'

const now = new Date('2026-11-19T12:00:00Z')
const accounts = { id: 'accounts', name: 'Customer accounts' }
const technical = { id: 'technical', name: 'Technical support' }
const finance = { id: 'finance', name: 'Finance' }
const person = (name: string, more: Partial<Person>): Person =>
  ({
    id: name,
    name,
    role: 'agent',
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
    teams: [],
    ...more,
  }) as Person

const people = [
  person('Ana', { teams: [accounts], load: 12 }),
  person('Elena', { teams: [accounts], load: 4 }),
  person('Nadia', { teams: [accounts], awayUntil: '2026-11-25T08:00:00Z' }),
  person('Priya', { teams: [technical], load: 20 }),
  person('Jonas', { teams: [technical], load: 3 }),
  person('Tom', { teams: [finance], status: 'off', statusSince: '2026-11-16T12:00:00Z' }),
  person('Helen', { role: 'sales' }),
  person('Gone', { teams: [accounts], deactivatedAt: '2026-01-01T00:00:00Z' }),
]
const labels = (ownerId: string | null, me: { id: string; teams: { id: string }[] }) =>
  assigneesFor({ people, ownerId, me, team: technical, now }).map(({ group, items }) => [
    group,
    items.map(({ label, disabled }) => (disabled ? `(${label})` : label)),
  ])

test('my team first, then the team of the case, then the others; by room, the absent last and marked', () => {
  expect(labels('Ana', { id: 'Elena', teams: [accounts] })).toEqual([
    ['My team', ['Elena (me), room for 16 of 20', '(Nadia, on leave until 25 Nov)']],
    ['Technical support', ['Jonas, room for 17 of 20', 'Priya, full, 20 of 20']],
    ['Other teams', ['(Tom, off duty for more than a day)']],
  ])
})

test('a reader in no team sees the team of the case first', () => {
  expect(labels(null, { id: 'Helen', teams: [] })[0]).toEqual([
    'Technical support',
    ['Jonas, room for 17 of 20', 'Priya, full, 20 of 20'],
  ])
})
