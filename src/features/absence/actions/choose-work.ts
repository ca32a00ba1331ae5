import type { z } from 'zod'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import type { WorkChoice } from '../contract/hand-over.ts'
import type { LeaveRow } from '../store/leaves.ts'
import * as work from '../store/work.ts'

/** Writes down what is chosen for single cases and tasks of somebody; what is not theirs, or hidden, is refused. */
export async function chooseWork(
  ctx: Context,
  leave: LeaveRow,
  choices: readonly z.output<typeof WorkChoice>[],
): Promise<void> {
  if (choices.length === 0) return
  const theirs = await work.openWorkOf(ctx.db, ctx.actor, leave.person_id)
  const by = ctx.actor.kind === 'person' ? ctx.actor.id : null
  for (const { caseId, taskId, goes, brief } of choices) {
    if (!theirs.some((row) => row.caseId === caseId && row.taskId === taskId))
      throw new Refusal('not_found', { what: taskId ? 'task' : 'case', id: taskId ?? caseId })
    await work.choose(ctx.db, leave.id, { id: ctx.newId(), caseId, taskId, goes, brief, by })
  }
}
