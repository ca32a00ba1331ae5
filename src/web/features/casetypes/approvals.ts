import type { ApprovalAsked, Approver } from '../../../features/casetypes/contract/approvals.ts'
import type { CaseTypeDefinition } from '../../../features/casetypes/contract.ts'
import { keyFor } from '../../../features/casetypes/rules.ts'
import { finalKeys } from './fields.ts'

/** As they are published: those without a name are left out, and stages and fields go by the keys they end up with. */
export function tidiedApprovals(
  { approvals, fields }: CaseTypeDefinition,
  published: CaseTypeDefinition,
  stageKey: (key: string) => string,
): ApprovalAsked[] {
  const named = fields.filter(({ label }) => label.trim())
  const fieldKey = finalKeys(named, published.fields)
  const kept = published.approvals.map(({ key }) => key)
  const taken = [...kept]
  return approvals
    .filter(({ title }) => title.trim())
    .map((approval) => {
      const key = kept.includes(approval.key) ? approval.key : keyFor(approval.title, taken)
      taken.push(key)
      const { when, stage, rejectTo } = approval
      return {
        ...approval,
        key,
        title: approval.title.trim(),
        asks: approval.asks.trim() || approval.title.trim(),
        fields: approval.fields.map(fieldKey),
        ...(when && { when: { ...when, field: fieldKey(when.field) } }),
        ...(stage !== undefined && { stage: stageKey(stage) }),
        ...(rejectTo !== undefined && { rejectTo: stageKey(rejectTo) }),
      }
    })
}

/** An approver as a list of choices names them: `lead`, `person <id>`. */
export const valueOfApprover = (approver: Approver): string =>
  approver.who === 'person'
    ? `person ${approver.personId}`
    : approver.who === 'team'
      ? `team ${approver.teamId}`
      : approver.who === 'role'
        ? `role ${approver.role}`
        : approver.who

export function approverOf(value: string): Approver {
  const [who, what] = value.split(' ') as [string, string]
  if (who === 'person') return { who, personId: what }
  if (who === 'team') return { who, teamId: what }
  if (who === 'role') return { who, role: what as 'agent' }
  return { who: who === 'lead_of_requester' ? who : 'lead' }
}
