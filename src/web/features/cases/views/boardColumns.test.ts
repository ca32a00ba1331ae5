import { expect, test } from 'vitest'
import type { CaseType } from '../../../../features/casetypes/contract.ts'
import { shipped } from '../../../../features/casetypes/defaults/build.ts'
import { columnsOf, riskColumns } from './boardColumns.ts'

const { definition } = shipped('billing', {
  name: 'Billing',
  description: 'X',
  words: 'bill',
  path: [
    ['verification', 'Verification', 'We check', ['Cause named']],
    ['review', 'Finance review', 'Finance decides'],
  ],
  reopen: 'verification',
  codes: { done: 'Done' },
})
const id = '0199c9a0-0000-7000-8000-000000000001'
const type = { id, key: 'billing', definition } as CaseType
const told = (filter: Parameters<typeof columnsOf>[0]) =>
  columnsOf(filter, [type]).map(({ title, filter }) => (filter ? title : `(${title})`))

test('of one type, its stages: the path, what stands beside it, and its end to drop on', () => {
  const stages = ['Received', 'Verification', 'Finance review', 'Waiting for the customer', 'Waiting for others']
  expect(told({ type: id, status: 'unresolved' })).toEqual([...stages, '(Resolved)'])
  expect(told({ type: 'billing' })).toEqual([...stages, 'Resolved'])
  const [, , review] = columnsOf({ type: id, owner: 'me', sort: 'due' }, [type])
  expect(review).toMatchObject({
    hint: 'asks: cause named',
    target: { kind: 'stage', key: 'review' },
    filter: { type: id, owner: 'me', sort: 'due', stage: 'review' },
  })
})

test('of several types, the status categories that the filter lets through', () => {
  expect(told({ status: 'unresolved' })).toEqual([
    'New',
    'In work',
    'Waits for customer',
    'Waits for others',
    '(Resolved)',
  ])
  expect(told({ status: 'pending,on_hold' })).toEqual(['Waits for customer', 'Waits for others'])
  expect(told({ status: 'all', type: `${id},other` })).toContain('Closed')
})

test('columns by due risk are those that the filter leaves, and nothing is put there by hand', () => {
  const columns = riskColumns({ status: 'unresolved', risk: 'at_risk,breached' })
  expect(columns.map(({ key, filter, target }) => [key, filter?.risk, target.kind])).toEqual([
    ['breached', 'breached', 'risk'],
    ['at_risk', 'at_risk', 'risk'],
  ])
})
