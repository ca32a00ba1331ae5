import type { Context } from '../../platform/context.ts'
import type { Handlers } from '../../platform/http/implement.ts'
import { Refusal } from '../../platform/refusal.ts'
import { loadToRead, loadToWork } from '../cases/actions/load.ts'
import { teamTasks } from './actions/team-tasks.ts'
import { addTask, cancelTask, changeTask } from './actions.ts'
import type { tasksContract } from './contract.ts'
import { taskOf } from './rules.ts'
import { findTask, tasksOfCase } from './store.ts'

export const tasksRoutes: Handlers<typeof tasksContract> = {
  listTasks: async (ctx, { params }) => {
    ctx.require('cases.read')
    const record = await loadToRead(ctx, params.id)
    const rows = await tasksOfCase(ctx.db, record.id)
    return { items: rows.map((row) => taskOf(row, rows)) }
  },
  listTeamTasks: async (ctx, { query }) => teamTasks(ctx, query),
  addTask: async (ctx, { params, body }) => {
    const { record } = await loadToWork(ctx, params.id)
    return addTask(
      ctx,
      { id: record.id, teamId: record.team_id, ownerId: record.owner_id },
      { ...body, stage: record.stage },
    )
  },
  changeTask: async (ctx, { params, body }) => changeTask(ctx, await taskToWork(ctx, params.id), body),
  removeTask: async (ctx, { params }) => {
    await cancelTask(ctx, await taskToWork(ctx, params.id))
    return { ok: true }
  },
}

/** A task of a case that the actor may see and that is not closed. */
async function taskToWork(ctx: Context, id: string) {
  ctx.require('cases.work')
  const task = await findTask(ctx.db, id)
  if (!task) throw new Refusal('not_found', { what: 'task', id })
  await loadToWork(ctx, task.case_id)
  return task
}
