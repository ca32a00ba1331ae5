import { expect, test } from 'vitest'
import type { Case } from '../../../features/cases/contract.ts'
import type { Task } from '../../../features/tasks/contract.ts'
import { planOf } from './plan.ts'

const support = { id: 't', name: 'Technical support' }
const task = (title: string, dueAt: string | null = null) =>
  ({ id: title, kind: 'task', title, team: support, dueAt, doneAt: null, stage: null }) as unknown as Task
const found = (text: string) =>
  ({
    status: 'open',
    stage: { key: 'visit', label: 'Visit' },
    stages: [],
    closure: { requirements: [] },
    nextStep: { text, whose: 'us', person: null, dueAt: '2026-11-13T10:00:00Z' },
  }) as unknown as Case
const linesOf = (text: string, tasks: Task[]) =>
  planOf(found(text), tasks, []).lines.map((line) =>
    'task' in line ? [line.task.title, line.dueAt] : [`→ ${line.coming.text}`, line.coming.at],
  )
const [step, later] = ['2026-11-13T10:00:00Z', '2026-11-20T10:00:00Z']

test.each([
  [
    'a step of its own',
    'Call them',
    [task('Parts')],
    [
      ['→ Call them', step],
      ['Parts', null],
    ],
  ],
  [
    'a task is the next step',
    'Parts',
    [task('Report'), task('Parts')],
    [
      ['Parts', step],
      ['Report', null],
    ],
  ],
  ['a team is asked', 'Technical support: Parts', [task('Parts')], [['Parts', step]]],
  ['with a date of its own', 'Parts', [task('Parts', later)], [['Parts', later]]],
])('the plan says each thing once: %s', (_, text, tasks, expected) => {
  expect(linesOf(text, tasks)).toEqual(expected)
})
