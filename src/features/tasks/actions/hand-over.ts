import type { Context, RecordedEvent } from '../../../platform/context.ts'
import { whoMaySee } from '../../cases/actions/who-may-see.ts'
import { whoIsLessened } from '../../people/actions/less-than-before.ts'
import { giveTask, openTasksOf } from '../store/give.ts'

/** Moves one open task that still is somebody's to another, or to its team; false where it is theirs no longer. */
export async function handOverTask(
  ctx: Context,
  taskId: string,
  { fromId, toId, reason, leaveId }: { fromId: string | null; toId: string | null; reason: string; leaveId?: string },
): Promise<boolean> {
  const task = await giveTask(ctx.db, taskId, fromId, toId)
  if (!task) return false
  await ctx.record({
    name: 'task.handed_over',
    caseId: task.case_id,
    content: { taskId, title: task.title, from: fromId, to: toId, because: reason, ...(leaveId && { leaveId }) },
  })
  return true
}

/**
 * Moves every open task of somebody, each to whom the team of its case says, or to that team where that is nobody who may
 * see the case. Answers how many moved.
 */
export async function handOverTasks(
  ctx: Context,
  fromId: string,
  toOf: (teamId: string) => string | null,
  reason: string,
): Promise<number> {
  const open = await openTasksOf(ctx.db, fromId)
  const sees = await whoMaySee(
    ctx.db,
    open.flatMap(({ teamId }) => toOf(teamId) ?? []),
    open.map(({ caseId }) => caseId),
  )
  for (const { id, caseId, teamId } of open) {
    const toId = toOf(teamId)
    await handOverTask(ctx, id, { fromId, toId: toId && sees(toId, caseId) ? toId : null, reason })
  }
  return open.length
}

/** Whoever takes no work on cases any more: theirs is that of its team, or of whoever has the case. */
export async function passOnTasks(ctx: Context, event: RecordedEvent): Promise<void> {
  for (const { id, because } of await whoIsLessened(ctx, event))
    await handOverTasks(ctx.asSystem(), id, () => null, because)
}
