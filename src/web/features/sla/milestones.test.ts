import { expect, test } from 'vitest'
import type { Milestone } from '../../../features/sla/contract.ts'
import { courseWords, keyFor, milestoneOf, problemsOf, valuesOf } from './milestones.ts'

const refund: Milestone = {
  key: 'refund',
  name: 'Refund paid',
  starts: { kind: 'stage_entered', stage: 'finance' },
  sequential: true,
  completes: { kind: 'task_done', task: 'paid' },
  targets: {
    high: { seconds: 3600, time: 'business', calendarId: 'c1', pausesIn: ['pending'], steps: [] },
    low: { seconds: 14_400, time: 'business', calendarId: 'c1', pausesIn: ['pending'], steps: [] },
  },
}
const names = { stages: new Map([['finance', 'Finance review']]), tasks: new Map([['paid', 'Money sent']]) }

test('goes through its fields unchanged', () => {
  expect(milestoneOf(valuesOf(refund), refund, ['refund'])).toEqual(refund)
})

test('is told as a sentence', () => {
  expect(courseWords(refund, names)).toBe(
    'from when it enters “Finance review”, and the one before it was due, until “Money sent” is done: high 1 h, low 4 h',
  )
})

test('has a key that no other one has, whatever it is called', () => {
  expect([keyFor('Refund paid!', []), keyFor('Refund paid', ['refund-paid']), keyFor('返金', [])]).toEqual([
    'refund-paid',
    'refund-paid-2',
    'milestone',
  ])
})

test.each([
  [{ name: ' ' }, ['name']],
  [{ startsName: '' }, ['startsName']],
  [{ completesKind: 'opened' as const, completesName: '' }, []],
  [{ times: { high: 'soon' } }, ['times']],
  [{ times: {} }, ['times']],
])('%j lacks %j', (change, fields) => {
  expect(Object.keys(problemsOf({ ...valuesOf(refund), ...change }))).toEqual(fields)
})
