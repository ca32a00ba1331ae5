import type { Context } from '../../../platform/context.ts'
import { loadToRead } from '../../cases/actions/load.ts'
import { definitionOf } from '../../casetypes/actions.ts'
import type { CaseTypeDefinition } from '../../casetypes/contract.ts'
import { stageOf } from '../../casetypes/rules/stages.ts'
import type { Approval } from '../contract.ts'
import { decide, mayDecide } from '../rules/decide.ts'
import * as store from '../store.ts'
import { factsOf } from './facts.ts'
import { mayWithdraw } from './requests.ts'

export async function listApprovals(ctx: Context, ref: string): Promise<Approval[]> {
  ctx.require('cases.read')
  const record = await loadToRead(ctx, ref)
  const definition = await definitionOf(ctx, record.type_id, record.type_version)
  const rows = await store.approvalsOf(ctx.db, record.id)
  return rows.map((row) => shown(ctx, row, definition))
}

/** One approval of a case that the actor may see. */
export async function showApproval(ctx: Context, id: string): Promise<Approval> {
  return shownTo(ctx, (await store.findApproval(ctx.db, id))!)
}

/** As whoever acts in this context may read it. */
export async function shownTo(ctx: Context, row: store.ApprovalRow): Promise<Approval> {
  const record = await loadToRead(ctx, row.case_id)
  return shown(ctx, row, await definitionOf(ctx, record.type_id, record.type_version))
}

/** What only leads may read of a case stays with them here too. */
const seesLeadFields = ({ actor }: Context): boolean => actor.rights.has('*') || actor.rights.has('cases.override')

function shown(ctx: Context, row: store.ApprovalRow, definition: CaseTypeDefinition): Approval {
  const facts = factsOf(row)
  const standing = decide(facts, ctx.now)
  const named = (id: string | null, name: string | null) => (id && name !== null ? { id, name } : null)
  const me = ctx.actor.kind === 'person' ? ctx.actor.id : null
  const may = me ? mayDecide(facts, { id: me, barred: row.barred, selfCheck: row.self_check }, ctx.now) : null
  const waits = row.state === 'waiting'
  return {
    id: row.id,
    caseId: row.case_id,
    key: row.key,
    round: row.round,
    title: row.title,
    asks: row.asks,
    values: row.subject
      .filter(({ forLeads }) => !forLeads || seesLeadFields(ctx))
      .map(({ label, words }) => ({ label, words })),
    stage: row.stage === null ? null : { key: row.stage, name: stageOf(definition, row.stage)?.label ?? row.stage },
    holds: row.holds,
    mode: row.mode,
    needed: row.needed,
    inOrder: row.in_order,
    rejectTo: row.reject_to && (stageOf(definition, row.reject_to)?.label ?? row.reject_to),
    selfCheck: row.self_check,
    requestedBy: named(row.requested_by, row.requester),
    requestedAt: row.requested_at.toISOString(),
    dueAt: row.due_at?.toISOString() ?? null,
    overdue: waits && standing.overdue,
    escalatedAt: row.escalated_at?.toISOString() ?? null,
    state: row.state,
    because: waits ? standing.because : row.settled_because ? [row.settled_because] : [],
    settledAt: row.settled_at?.toISOString() ?? null,
    votes: row.votes.map((vote) => ({
      id: vote.id,
      person: { id: vote.personId, name: vote.name },
      because: vote.because,
      standIn:
        vote.standInId && vote.standInName
          ? { id: vote.standInId, name: vote.standInName, because: vote.standInBecause ?? '' }
          : null,
      next: waits && standing.next.some(({ id }) => id === vote.id),
      decision: vote.decision,
      decidedBy: named(vote.decidedById, vote.decidedByName),
      decidedAt: vote.decidedAt && new Date(vote.decidedAt).toISOString(),
      comment: vote.comment,
      byMail: vote.byMail,
    })),
    leftOut: row.left_out,
    mine:
      waits && may?.ok
        ? { for: may.vote.personId === me ? null : { id: may.vote.personId, name: may.vote.name } }
        : null,
    canWithdraw: (waits || row.state === 'rejected') && mayWithdraw(ctx, row),
  }
}
