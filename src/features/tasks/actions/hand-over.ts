import type { Context } from '../../../platform/context.ts'
import { giveTask } from '../store/give.ts'

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
