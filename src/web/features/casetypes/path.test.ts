import { expect, test } from 'vitest'
import type { Stage } from '../../../features/casetypes/contract.ts'
import { exchanged, neighbour, withoutStage, withStageAfter, withStatus } from './path.ts'

const stage = (key: string, status: Stage['status'], more: Partial<Stage> = {}): Stage => ({
  key,
  label: key,
  customerLabel: key,
  status,
  aside: false,
  next: [],
  tasks: [],
  ...more,
})
const stages = [
  stage('received', 'new'),
  stage('check', 'open', { next: ['repair'] }),
  stage('wait', 'pending', { aside: true }),
  stage('repair', 'open'),
  stage('resolved', 'resolved'),
  stage('closed', 'closed'),
]
const keys = (all: Stage[]) => all.map(({ key }) => key)

test.each([
  ['behind the chosen one', 1, 2],
  ['behind the last work, where a waiting one is chosen', 2, 4],
  ['before the end, where the end is chosen', 4, 4],
])('a new stage stands %s', (_, at, place) => {
  const made = withStageAfter(stages, at)
  expect(made.at).toBe(place)
  expect(made.stages[place]).toMatchObject({ status: 'open', label: '' })
  expect(made.stages).toHaveLength(7)
})

test('two new stages have keys of their own', () => {
  const twice = withStageAfter(withStageAfter(stages, 1).stages, 1).stages
  expect(new Set(keys(twice)).size).toBe(8)
})

test('what led to a stage that is gone leads elsewhere', () => {
  const left = withoutStage(stages, 3)
  expect(keys(left)).not.toContain('repair')
  expect(left[1]!.next).toEqual([])
})

test.each([
  ['the first stays first', 0, 1, null],
  ['nothing goes before the first', 1, -1, null],
  ['over a waiting one beside the path', 1, 1, 3],
  ['back again', 3, -1, 1],
  ['nothing goes behind the end', 4, 1, null],
  ['a waiting one alone has nobody to change with', 2, 1, null],
] as const)('%s', (_, at, by, place) => {
  expect(neighbour(stages, at, by)).toBe(place)
})

test('two stages change places', () => {
  expect(keys(exchanged(stages, 1, 3))).toEqual(['received', 'repair', 'wait', 'check', 'resolved', 'closed'])
})

test('a stage that waits steps aside, and comes back when it no longer does', () => {
  const waiting = withStatus(stages[1]!, 'on_hold')
  expect(waiting).toMatchObject({ status: 'on_hold', aside: true })
  expect(withStatus({ ...waiting, followUpHours: 4 }, 'open')).toEqual({ ...stages[1], status: 'open' })
})
