import { expect, test } from 'vitest'
import type { TeamTask } from '../../../features/tasks/contract.ts'
import { columnsOf } from './taskColumns.ts'

const task = (id: string, owner: string | null) =>
  ({ id, owner: owner && { id: owner, name: owner.toUpperCase() }, case: { owner: null } }) as unknown as TeamTask
const shown = (columns: ReturnType<typeof columnsOf>) =>
  columns.map(({ title, tasks }) => `${title}: ${tasks.map(({ id }) => id).join(' ')}`)

test('free first, then me, then the others by name, each with their own', () => {
  const members = ['zoe', 'ana', 'me'].map((id) => ({ id, name: id.toUpperCase() }))
  const tasks = [task('1', null), task('2', 'zoe'), task('3', 'me'), task('4', null)]
  expect(shown(columnsOf(tasks, members, 'me'))).toEqual(['Free to take: 1 4', 'ME: 3', 'ANA: ', 'ZOE: 2'])
})

test('somebody of another team who has one of ours stands there, once', () => {
  const tasks = [task('1', 'guest'), task('2', 'guest')]
  expect(shown(columnsOf(tasks, [{ id: 'me', name: 'ME' }], 'me'))).toEqual(['Free to take: ', 'ME: ', 'GUEST: 1 2'])
})

test('what nobody took of a case of the same team stands with whoever has the case', () => {
  const zoe = { id: 'zoe', name: 'ZOE' }
  const held = { ...task('1', null), team: { id: 't', name: 'T' }, case: { owner: zoe, teamId: 't' } } as TeamTask
  const elsewhere = { ...held, id: '2', team: { id: 'finance', name: 'Finance' } } as TeamTask
  expect(shown(columnsOf([held, elsewhere], [{ id: 'me', name: 'ME' }], 'me'))).toEqual([
    'Free to take: 2',
    'ME: ',
    'ZOE: 1',
  ])
})
