import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import type { CaseTypeDefinition, Stage } from '../../casetypes/contract.ts'
import { spawnTasks } from '../actions.ts'
import { taskOf } from '../rules.ts'
import * as store from '../store.ts'
import { type CaseOfTasks, letBegin } from './order.ts'

interface NewVersion {
  after: CaseTypeDefinition
  /** Where the case stands on the path of the new version. */
  stage: Stage
  /** Where the work of an older stage belongs now; null where nowhere. */
  stageOf: (key: string) => Stage | null
}

/**
 * The work of a case under a newer version of its type: what both ask for stays, under its new words; what the new one no
 * longer asks is cancelled unless it is done; what it asks besides, of the present stage and of closing, is written down.
 */
export async function takeTasksAlong(ctx: Context, subject: CaseOfTasks, version: NewVersion): Promise<void> {
  const all = await store.tasksOfCase(ctx.db, subject.id)
  const gone: store.TaskRow[] = []
  for (const task of all) {
    const change = changeFor(task, version)
    if (change === null) gone.push(task)
    else if (Object.keys(change).length > 0) await update(ctx, task, change)
  }
  for (const task of gone) {
    await update(ctx, task, { cancelled_at: ctx.now })
    const content = { taskId: task.id, title: task.title, because: 'the new version of its type does not ask for it' }
    await ctx.record({ name: 'task.cancelled', caseId: subject.id, content })
  }
  const kept = await store.tasksOfCase(ctx.db, subject.id)
  for (const task of gone) await letBegin(ctx, task, kept)
  await spawnTasks(ctx, subject, version.after, version.stage, { withChecklist: 'missing' })
}

/** Somebody whose work is handed over meanwhile has the case looked at once more. */
async function update(
  ctx: Context,
  task: store.TaskRow,
  change: Parameters<typeof store.updateTask>[3],
): Promise<void> {
  if (!(await store.updateTask(ctx.db, task.id, task.version, change)))
    throw new Refusal('changed_meanwhile', { current: taskOf(task, [], ctx.now) })
}

/** What becomes of one task; null where it is cancelled. */
function changeFor(task: store.TaskRow, { after, stage, stageOf }: NewVersion) {
  const place = task.stage === null ? null : stageOf(task.stage)
  const asked =
    task.kind === 'checklist'
      ? after.closure.checklist.find(({ key }) => key === task.key)
      : place?.tasks.find(({ key }) => key === task.key)
  const moved = task.stage !== null && (place ?? stage).key !== task.stage ? { stage: (place ?? stage).key } : {}
  if (task.key === null || (!asked && task.done_at)) return moved
  if (!asked) return null
  const { title, mandatory, evidence = false } = asked
  const same = title === task.title && mandatory === task.mandatory && evidence === task.evidence_required
  return { ...moved, ...(!same && { title, mandatory, evidence_required: evidence }) }
}
