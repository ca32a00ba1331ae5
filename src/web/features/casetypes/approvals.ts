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

/** Those that are chosen by what they are to the case. */
export const plainApprovers = ['lead', 'lead_of_requester', 'manager_of_owner', 'manager_of_requester'] as const

/** An approver as a list of choices names them: `lead`, `person <id>`, `team_named <name>`. */
export function valueOfApprover(approver: Approver): string {
  switch (approver.who) {
    case 'person':
      return `person ${approver.personId}`
    case 'team':
      return `team ${approver.teamId}`
    case 'team_named':
      return `team_named ${approver.name}`
    case 'own_role':
      return `own_role ${approver.roleId}`
    case 'role':
      return `role ${approver.role}`
    default:
      return approver.who
  }
}

export function approverOf(value: string): Approver {
  const [who] = value.split(' ', 1)
  const what = value.slice(who!.length + 1)
  if (who === 'person') return { who, personId: what }
  if (who === 'team') return { who, teamId: what }
  if (who === 'team_named') return { who, name: what }
  if (who === 'own_role') return { who, roleId: what }
  if (who === 'role') return { who, role: what as 'agent' }
  return { who: plainApprovers.find((each) => each === who) ?? 'lead' }
}
