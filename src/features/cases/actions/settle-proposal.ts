import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import type { Status } from '../../../platform/shapes.ts'
import { closedStage, isOpen } from '../rules/lifecycle.ts'
import { caseNumberText } from '../rules/numbers.ts'
import * as write from '../store/write.ts'
import { loadToChange, loadToWork } from './load.ts'
import { save } from './save-case.ts'

export interface Withdrawal {
  because: string
  /** The case that has what this one was opened for; null where it was for nothing. */
  into: { id: string; number: number } | null
}

/**
 * Takes an open case out of work: it should not have been opened. It is no resolution: nobody is told or asked, its
 * clocks end without being met, and it counts as none of the solved.
 */
export async function withdrawCase(ctx: Context, ref: string, { because, into }: Withdrawal): Promise<void> {
  const { record, definition } = await loadToWork(ctx, ref)
  if (!isOpen(record.status as Status))
    throw new Refusal('transition_not_allowed', { because: 'it is resolved already', missing: [] })
  const person = ctx.actor.kind === 'person' ? ctx.actor.id : null
  await save(ctx, record, undefined, {
    status: 'closed',
    stage: closedStage(definition).key,
    stage_since: ctx.now,
    closed_at: ctx.now,
    owner_id: record.owner_id ?? person ?? (await write.queueOfTeam(ctx.db, record.team_id))?.leadId ?? null,
    resolution_summary: because,
    merged_into_id: into?.id ?? null,
    proposed_case_id: null,
    customer_replied_at: null,
    next_step: null,
    next_step_whose: null,
    next_step_person_id: null,
    next_step_due_at: null,
    next_step_latest_at: null,
  })
  await ctx.record({
    name: 'case.withdrawn',
    caseId: record.id,
    content: {
      because,
      ...(into && { into: into.id, number: caseNumberText(into.number) }),
      fromStatus: record.status,
      toStatus: 'closed',
    },
  })
}

/** The case stays one of its own: the link that was proposed for it is not made. */
export async function keepApart(ctx: Context, ref: string, proposedCaseId: string): Promise<void> {
  const { record } = await loadToChange(ctx, ref)
  await save(ctx, record, undefined, { proposed_case_id: null })
  await ctx.record({ name: 'case.kept_apart', caseId: record.id, content: { proposedCaseId } })
}

/** What was proposed as a part of a closed case goes on as its follow-up. */
export async function followClosed(ctx: Context, ref: string, closedRef: string): Promise<void> {
  const { record } = await loadToChange(ctx, ref)
  const { record: closed } = await loadToChange(ctx, closedRef)
  await save(ctx, record, undefined, { proposed_case_id: null, follow_up_of_id: closed.id })
  await ctx.record({
    name: 'case.followed_up',
    caseId: closed.id,
    content: { followUpId: record.id, number: caseNumberText(record.number) },
  })
}
