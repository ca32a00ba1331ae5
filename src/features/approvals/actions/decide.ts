import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import type { Status } from '../../../platform/shapes.ts'
import { letSee } from '../../cases/actions/let-see.ts'
import { loadToChange, loadToRead } from '../../cases/actions/load.ts'
import { enterStage } from '../../cases/actions/transition-case.ts'
import { isOpen } from '../../cases/rules/lifecycle.ts'
import { stageOf } from '../../casetypes/rules/stages.ts'
import { decide, mayDecide, type Standing, type Vote } from '../rules/decide.ts'
import * as store from '../store.ts'
import { factsOf } from './facts.ts'

export interface Decision {
  decision: 'approved' | 'rejected'
  comment?: string | undefined
  checkedAgain?: true | undefined
  byMail?: true
}

/** An approval that the actor may see, with its case locked: of two who decide at once, one comes after the other. */
export async function approvalToChange(ctx: Context, id: string): Promise<store.ApprovalRow> {
  const found = await store.findApproval(ctx.db, id)
  if (!found) throw new Refusal('not_found', { what: 'approval', id })
  await loadToRead(ctx, found.case_id)
  await loadToChange(ctx, found.case_id)
  return (await store.findApproval(ctx.db, id))!
}

/** Takes somebody's word, and what follows from it: the next is asked, the gate opens, or the case goes back. */
export async function decideApproval(ctx: Context, id: string, said: Decision): Promise<store.ApprovalRow> {
  ctx.require('cases.read')
  const row = await approvalToChange(ctx, id)
  const person = ctx.actor.kind === 'person' ? ctx.actor.id : null
  if (!person) throw new Refusal('not_asked_to_approve', { because: 'only people approve' })
  const before = factsOf(row)
  const may = mayDecide(before, { id: person, barred: row.barred, selfCheck: row.self_check }, ctx.now)
  if (!may.ok) {
    const own = row.barred.includes(person) && !row.self_check && row.state === 'waiting'
    const code = row.state !== 'waiting' ? 'approval_settled' : own ? 'own_request' : 'not_asked_to_approve'
    throw new Refusal(code, { because: may.because })
  }
  if (row.self_check && said.decision === 'approved' && !said.checkedAgain)
    throw new Refusal('malformed', {
      fields: [{ path: 'body.checkedAgain', message: 'say that you looked at your own request again' }],
    })
  const comment = said.comment?.trim() || null
  await store.updateVote(ctx.db, may.vote.id, {
    decision: said.decision,
    decided_by: person,
    decided_at: ctx.now,
    comment,
    by_mail: said.byMail ?? false,
  })
  const after = (await store.findApproval(ctx.db, id))!
  const standing = decide(factsOf(after), ctx.now)
  const told = { ...wordsOf(after, may.vote, person, said), comment }
  if (standing.state === 'waiting') await passOn(ctx, after, standing, told, said.decision)
  else await settle(ctx, after, standing, told)
  return (await store.findApproval(ctx.db, id))!
}

/** The same for several second looks at one case, which one look is: nobody confirms to themselves twice in a row. */
export async function decideTogether(
  ctx: Context,
  id: string,
  { also, ...said }: Decision & { also?: readonly string[] },
): Promise<void> {
  const { case_id: caseId } = await decideApproval(ctx, id, said)
  for (const other of new Set(also)) {
    const row = await approvalToChange(ctx, other)
    if (row.case_id !== caseId || !row.self_check)
      throw new Refusal('malformed', {
        fields: [{ path: 'body.also', message: 'only further second looks on the same case are one look' }],
      })
    if (row.state === 'waiting') await decideApproval(ctx, other, said)
  }
}

function wordsOf(row: store.ApprovalRow, vote: Vote, person: string, said: Decision) {
  return {
    approvalId: row.id,
    title: row.title,
    round: row.round,
    ...(vote.personId !== person && { for: vote.name }),
    ...(said.byMail && { byMail: true }),
    ...(row.self_check && { selfCheck: true }),
  }
}

/** Not settled yet: in order, the next one is asked now. */
async function passOn(
  ctx: Context,
  row: store.ApprovalRow,
  { next, because }: Standing,
  told: Record<string, unknown>,
  decision: string,
): Promise<void> {
  const to = row.in_order ? next.map(({ personId: id, name, standIn }) => standIn ?? { id, name }) : []
  await letSee(ctx, row.case_id, to, `asked to approve “${row.title}”`)
  await ctx.record({
    name: 'approval.voted',
    caseId: row.case_id,
    content: { ...told, decision, because, to, mail: true, dueAt: row.due_at?.toISOString() ?? null },
  })
}

async function settle(
  ctx: Context,
  row: store.ApprovalRow,
  { state, because }: Standing,
  told: Record<string, unknown>,
): Promise<void> {
  await store.updateApproval(ctx.db, row.id, {
    state,
    settled_at: ctx.now,
    settled_because: because.join(', '),
    wake_at: null,
  })
  const asker = row.requested_by && row.requester ? [{ id: row.requested_by, name: row.requester }] : []
  const causeId = await ctx.record({
    name: `approval.${state}`,
    caseId: row.case_id,
    content: { ...told, because, to: asker.filter(({ id }) => id !== ctx.actor.id), mail: false },
  })
  if (state === 'rejected' && row.reject_to) await sendBack(ctx, row, row.reject_to, causeId)
}

/** A rejection leads to its stage, by the same door as every move. */
async function sendBack(ctx: Context, row: store.ApprovalRow, to: string, causeId: string): Promise<void> {
  const { record, definition } = await loadToChange(ctx, row.case_id)
  const stage = stageOf(definition, to)
  if (!stage || record.stage === to || !isOpen(record.status as Status)) return
  await enterStage(ctx, record, definition, stage, {
    because: [`“${row.title}” was rejected by ${ctx.actor.name}`],
    causeId,
  })
}
