import { expect, test } from 'vitest'
import type { ApprovalAsked } from '../../../features/casetypes/contract/approvals.ts'
import { moneyTypes } from '../../../features/casetypes/defaults/money.ts'
import { approverOf, tidiedApprovals, valueOfApprover } from './approvals.ts'

const { definition } = moneyTypes.find(({ key }) => key === 'refund_review')!

test.each([
  { who: 'lead' },
  { who: 'lead_of_requester' },
  { who: 'role', role: 'manager' },
  { who: 'team', teamId: 't' },
  { who: 'team_named', name: 'Field service' },
  { who: 'person', personId: 'p' },
] as const)('%j is chosen by its value', (approver) => {
  expect(approverOf(valueOfApprover(approver))).toEqual(approver)
})

test('what is new gets its key from its words, and follows the stages and fields it names', () => {
  const drawn: ApprovalAsked = {
    ...definition.approvals[0]!,
    key: 'new_approval',
    title: ' Voucher ',
    asks: '',
    fields: ['new_field'],
    when: { field: 'new_field', over: 1 },
    stage: 'fresh',
    rejectTo: 'review',
  }
  const field = { ...definition.fields[1]!, key: 'new_field', label: 'Voucher value' }
  const redrawn = { ...definition, fields: [...definition.fields, field], approvals: [drawn, { ...drawn, title: '' }] }
  const stageKey = (key: string) => (key === 'fresh' ? 'voucher_stage' : key)
  expect(tidiedApprovals(redrawn, definition, stageKey)).toEqual([
    {
      ...drawn,
      key: 'voucher',
      title: 'Voucher',
      asks: 'Voucher',
      fields: ['voucher_value'],
      when: { field: 'voucher_value', over: 1 },
      stage: 'voucher_stage',
    },
  ])
  expect(tidiedApprovals(definition, definition, stageKey)).toEqual(definition.approvals)
})
