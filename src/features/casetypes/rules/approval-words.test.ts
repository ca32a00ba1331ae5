import { expect, test } from 'vitest'
import type { ApprovalAsked } from '../contract/approvals.ts'
import { moneyTypes } from '../defaults/money.ts'
import { approvalWords } from './approval-words.ts'
import { changesOf } from './changes.ts'

const { definition } = moneyTypes.find(({ key }) => key === 'refund_review')!
const [refund, exception] = definition.approvals as [ApprovalAsked, ApprovalAsked]
const names = new Map([
  ['tom', 'Tom Okafor'],
  ['fin', 'Finance'],
])

test.each([
  [
    refund,
    'To leave Decision, the lead of its team has to agree, where Amount asked for is over €500, within 16 h. A rejection leads to Review.',
  ],
  [
    exception,
    'To leave Decision, the lead of its team or the managers of its team has to agree, where Within our policy is no, within 16 h. A rejection leads to Review.',
  ],
  [
    { approvers: [{ who: 'person', personId: 'tom' }], stage: undefined, codes: ['refunded', 'partly'] },
    'To resolve it as Refunded or Refunded in part, Tom Okafor has to agree.',
  ],
  [
    {
      approvers: [{ who: 'team', teamId: 'fin' }, { who: 'lead' }],
      stage: 'payout',
      mode: 'all',
      inOrder: true,
    },
    'To leave Payout, the team Finance and the lead of its team have to agree, one after the other.',
  ],
  [
    { approvers: [{ who: 'manager_of_owner' }], stage: 'payout' },
    'To leave Payout, the manager of the owner has to agree.',
  ],
  [
    { approvers: [{ who: 'manager_of_requester' }, { who: 'lead' }], stage: 'payout' },
    'To leave Payout, the manager of whoever asks or the lead of its team has to agree.',
  ],
  [
    { approvers: [{ who: 'role', role: 'light' }], stage: 'payout', mode: { atLeast: 2 } },
    'To leave Payout, 2 of the light agents of its team have to agree.',
  ],
] as [Partial<ApprovalAsked>, string][])('%#: reads as a sentence', (more, words) => {
  const plain = { key: 'k', title: 'T', asks: 'A', fields: [], codes: [], mode: 'any', inOrder: false, remindHours: [] }
  expect(approvalWords({ ...plain, ...more } as ApprovalAsked, definition, names)).toBe(words)
})

test('publishing says which approvals come, go and change', () => {
  const changed = {
    ...definition,
    approvals: [
      { ...refund, dueHours: 8 },
      { ...refund, key: 'new', title: 'Voucher' },
    ],
  }
  expect(changesOf(definition, changed)).toEqual([
    'The approval “Exception to our policy” is gone.',
    'The approval “Refund over 500 EUR”: To leave Decision, the lead of its team has to agree, where Amount asked for is over €500, within 8 h. A rejection leads to Review.',
    'New approval “Voucher”: To leave Decision, the lead of its team has to agree, where Amount asked for is over €500, within 16 h. A rejection leads to Review.',
  ])
  expect(changesOf(definition, definition)).toEqual([])
})
