import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { requireKnown } from '../actions.ts'
import type { Task } from '../contract.ts'
import { remindAt } from '../rules/promise-state.ts'
import { taskOf } from '../rules.ts'
import * as store from '../store.ts'
import { letBegin, requireEvidence, requireReady } from './order.ts'

interface Change {
  version: number
  title?: string | undefined
  ownerId?: string | null | undefined
  teamId?: string | null | undefined
  dueAt?: string | null | undefined
  done?: boolean | undefined
  evidence?: string | null | undefined
}

/** Changes an open task of a locked case, ticks it or takes the tick back; what is as it was is no change. */
export async function changeTask(ctx: Context, task: store.TaskRow, change: Change): Promise<Task> {
  ctx.require('cases.work')
  await requireKnown(ctx, change)
  requireSense(task, change)
  const ticked = change.done !== undefined && change.done !== (task.done_at !== null)
  const all = await store.tasksOfCase(ctx.db, task.case_id)
  if (ticked) requireReady(task, all, change)
  else requireEvidence(task, change.evidence)
  const was = whatWas(task, change)
  if (!ticked && Object.keys(was).length === 0 && change.version === task.version) return taskOf(task, all, ctx.now)
  const saved = await store.updateTask(ctx.db, task.id, change.version, {
    ...(change.title !== undefined && { title: change.title }),
    ...(change.ownerId !== undefined && { owner_id: change.ownerId }),
    ...(change.teamId !== undefined && { team_id: change.teamId }),
    ...(change.dueAt !== undefined && { due_at: change.dueAt ? new Date(change.dueAt) : null }),
    ...(task.remind_every_hours && change.dueAt && { remind_at: new Date(change.dueAt) }),
    ...(task.promise && change.dueAt && 'dueAt' in was && movedPromise(task, new Date(change.dueAt), ctx.now)),
    ...(change.evidence !== undefined && { evidence: change.evidence }),
    ...(ticked && {
      done_at: change.done ? ctx.now : null,
      done_by: change.done && ctx.actor.kind === 'person' ? ctx.actor.id : null,
    }),
  })
  if (!saved) throw new Refusal('changed_meanwhile', { current: taskOf(task, all, ctx.now) })
  const current = taskOf((await store.findTask(ctx.db, task.id))!, all, ctx.now)
  await ctx.record({
    name: ticked ? (change.done ? 'task.done' : 'task.reopened') : 'task.changed',
    caseId: task.case_id,
    content: {
      taskId: task.id,
      title: current.title,
      kind: task.kind,
      key: task.key,
      evidence: current.evidence,
      owner: current.owner?.name ?? null,
      team: current.team?.name ?? null,
      dueAt: current.dueAt,
      was,
      ...(current.promise && { promise: current.promise.kind }),
    },
  })
  if (ticked && change.done) await letBegin(ctx, task, all)
  return current
}

/** Takes a task off the plan of its locked case that its type does not ask for, or a promise that nobody needs any more. */
export async function cancelTask(ctx: Context, task: store.TaskRow): Promise<void> {
  ctx.require('cases.work')
  if (task.mandatory && task.key !== null)
    throw new Refusal('still_in_use', { because: 'a gate of this case asks for it' })
  const all = await store.tasksOfCase(ctx.db, task.case_id)
  if (!(await store.updateTask(ctx.db, task.id, task.version, { cancelled_at: ctx.now })))
    throw new Refusal('changed_meanwhile', { current: taskOf(task, all, ctx.now) })
  await ctx.record({ name: 'task.cancelled', caseId: task.case_id, content: { taskId: task.id, title: task.title } })
  await letBegin(ctx, task, all)
}

function requireSense(task: store.TaskRow, { title, dueAt }: Change): void {
  const malformed = (path: string, message: string) => new Refusal('malformed', { fields: [{ path, message }] })
  if (task.promise && dueAt === null) throw malformed('dueAt', 'a promise has a date')
  if (task.key !== null && title !== undefined && title !== task.title)
    throw malformed('title', 'the type of the case asks for it under this name')
}

/** What of a task is another now, with what it was until then. */
function whatWas(task: store.TaskRow, { title, ownerId, teamId, dueAt, evidence }: Change): Record<string, unknown> {
  const due = task.due_at?.toISOString() ?? null
  const asked = dueAt ? new Date(dueAt).toISOString() : dueAt
  return {
    ...(title !== undefined && title !== task.title && { title: task.title }),
    ...(ownerId !== undefined && ownerId !== task.owner_id && { owner: task.owner_name }),
    ...(teamId !== undefined && teamId !== task.team_id && { team: task.team_name }),
    ...(asked !== undefined && asked !== due && { dueAt: due }),
    ...(evidence !== undefined && evidence !== task.evidence && { evidence: task.evidence }),
  }
}

/** What moves with the date of a promise. One that was broken stays so: it is given anew instead. */
function movedPromise(task: store.TaskRow, dueAt: Date, now: Date) {
  if (task.broken_at) throw new Refusal('task_not_ready', { because: 'it was not kept; promise something new instead' })
  return { remind_at: remindAt(dueAt, now), reminded_at: null }
}
