import type { ApprovalFacts } from '../rules/decide.ts'
import type { ApprovalRow } from '../store.ts'

/** A stored approval as the rule looks at it. */
export const factsOf = (row: ApprovalRow): ApprovalFacts => ({
  needed: row.needed,
  inOrder: row.in_order,
  dueAt: row.due_at,
  voided: row.state === 'void' ? row.settled_because : null,
  votes: row.votes.map(({ id, personId, name, standInId, standInName, position, decision }) => ({
    id,
    personId,
    name,
    position,
    decision,
    standIn: standInId && standInName ? { id: standInId, name: standInName } : null,
  })),
})
