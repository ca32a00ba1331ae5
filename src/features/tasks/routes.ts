import type { Context } from '../../platform/context.ts'
import type { Handlers } from '../../platform/http/implement.ts'
import { Refusal } from '../../platform/refusal.ts'
import { loadToRead, loadToWork } from '../cases/actions/load.ts'
import { cancelTask, changeTask } from './actions/change-task.ts'
import { findPromises, givePromises, listPromises } from './actions/promises.ts'
import { teamTasks } from './actions/team-tasks.ts'
import { addTask } from './actions.ts'
import type { tasksContract } from './contract.ts'
import { taskOf } from './rules.ts'
import { findTask, tasksOfCase } from './store.ts'

export const tasksRoutes: Handlers<typeof tasksContract> = {
  listTasks: async (ctx, { params }) => {
    ctx.require('cases.read')
    const record = await loadToRead(ctx, params.id)
    const rows = await tasksOfCase(ctx.db, record.id)
    return { items: rows.map((row) => taskOf(row, rows, ctx.now)) }
  },
  listTeamTasks: async (ctx, { query }) => teamTasks(ctx, query),
  addTask: async (ctx, { params, body }) => {
    const { record } = await loadToWork(ctx, params.id)
    if (body.promise) return promiseByHand(ctx, { id: record.id, teamId: record.team_id }, { ...body, ...body.promise })
    return addTask(
      ctx,
      { id: record.id, teamId: record.team_id, ownerId: record.owner_id },
      { ...body, stage: record.stage },
    )
  },
  findPromises: async (ctx, { params, body }) => ({ items: await findPromises(ctx, params.id, body.text) }),
  listPromises: (ctx, { query }) => listPromises(ctx, query),
  changeTask: async (ctx, { params, body }) => changeTask(ctx, await taskToWork(ctx, params.id), body),
  removeTask: async (ctx, { params }) => {
    await cancelTask(ctx, await taskToWork(ctx, params.id))
    return { ok: true }
  },
}

/** A promise that somebody writes down themselves. */
async function promiseByHand(
  ctx: Context,
  subject: { id: string; teamId: string },
  {
    dueAt,
    ...given
  }: Omit<Parameters<typeof givePromises>[2][number], 'dueAt'> & { dueAt?: string | null | undefined },
) {
  if (!dueAt) throw new Refusal('malformed', { fields: [{ path: 'dueAt', message: 'a promise has a date' }] })
  const [id] = await givePromises(ctx, subject, [{ ...given, dueAt }], null)
  return taskOf((await findTask(ctx.db, id!))!, [], ctx.now)
}

/** A task of a case that the actor may see and that is not closed: as it stands once nobody else changes the case. */
async function taskToWork(ctx: Context, id: string) {
  ctx.require('cases.work')
  const known = await findTask(ctx.db, id)
  if (known) await loadToWork(ctx, known.case_id)
  const task = known && (await findTask(ctx.db, id))
  // A merge took it to another case while this one was waited for.
  if (task && task.case_id !== known.case_id)
    throw new Refusal('changed_meanwhile', { current: taskOf(task, [], ctx.now) })
  if (!task) throw new Refusal('not_found', { what: 'task', id })
  return task
}
