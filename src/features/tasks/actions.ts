import type { Context, Role } from '../../platform/context.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { CaseTypeDefinition, Stage } from '../casetypes/contract.ts'
import { whyNoWork } from '../people/rules/work.ts'
import { type CaseOfTasks, doerOf, dueAfter, hoursFor } from './actions/order.ts'
import type { Task } from './contract.ts'
import { firstReminder } from './rules/reminders.ts'
import { taskOf } from './rules.ts'
import * as store from './store.ts'

/**
 * The work that a stage asks for, written down when it is entered; the closing checklist comes with the case. Answers the
 * titles of what was not there yet.
 */
export async function spawnTasks(
  ctx: Context,
  subject: CaseOfTasks,
  definition: CaseTypeDefinition,
  stage: Stage,
  { withChecklist }: { withChecklist: boolean | 'missing' },
): Promise<string[]> {
  const known = withChecklist === true ? [] : await store.tasksOfCase(ctx.db, subject.id)
  const fresh = stage.tasks.filter((task) => !known.some((old) => old.key === task.key && old.stage === stage.key))
  const checklist = withChecklist
    ? definition.closure.checklist.filter(
        ({ key }) => !known.some((old) => old.kind === 'checklist' && old.key === key),
      )
    : []
  if (fresh.length + checklist.length === 0) return []
  const leadId = fresh.some(({ doneBy }) => doneBy === 'lead') ? await store.leadOf(ctx.db, subject.teamId) : null
  const names = fresh.flatMap(({ doneBy }) =>
    typeof doneBy === 'object' && 'teamNamed' in doneBy ? [doneBy.teamNamed] : [],
  )
  const teams = names.length > 0 ? await store.teamsNamed(ctx.db, names) : new Map<string, string>()
  const finished = new Set(known.filter((old) => old.stage === stage.key && old.done_at).map(({ key }) => key))
  const work = []
  for (const task of fresh) {
    const waits = task.after?.some((key) => !finished.has(key)) ?? false
    const doer = doerOf(task.doneBy, subject, leadId, teams)
    const due =
      task.dueHours && !waits
        ? dueAfter(task.dueHours, ctx.now, await hoursFor(ctx, doer.team_id, subject.teamId))
        : null
    work.push({ ...task, ...doer, startable_at: waits ? null : ctx.now, due_at: due })
  }
  const row = { case_id: subject.id, created_at: ctx.now }
  await store.insertTasks(ctx.db, [
    ...work.map((task, at) => ({
      ...row,
      id: ctx.newId(),
      kind: 'task',
      key: task.key,
      title: task.title,
      stage: stage.key,
      mandatory: task.mandatory,
      evidence_required: task.evidence ?? false,
      after: task.after ?? [],
      owner_id: task.owner_id,
      team_id: task.team_id,
      due_hours: task.dueHours ?? null,
      startable_at: task.startable_at,
      due_at: task.due_at,
      remind_every_hours: task.remindHours ?? null,
      remind_at: task.remindHours && task.startable_at ? firstReminder(task.due_at, task.remindHours, ctx.now) : null,
      position: known.length + at,
    })),
    ...checklist.map((item, at) => ({
      ...row,
      id: ctx.newId(),
      kind: 'checklist',
      key: item.key,
      title: item.title,
      stage: null,
      mandatory: item.mandatory,
      evidence_required: item.evidence ?? false,
      team_id: subject.teamId,
      startable_at: ctx.now,
      position: 1000 + at,
    })),
  ])
  return [...fresh, ...checklist].map(({ title }) => title)
}

export const tasksOfCase = (ctx: Context, caseId: string): Promise<store.TaskRow[]> => store.tasksOfCase(ctx.db, caseId)

/** Withdraws the work that a stage asked for when it was entered at an instant, as far as nobody did it. */
export async function withdrawTasks(ctx: Context, caseId: string, stage: string, enteredAt: Date): Promise<void> {
  await store.withdrawSpawned(ctx.db, caseId, stage, enteredAt, ctx.now)
}

/** The work of another type: what the old one still asked for is cancelled, what the new one asks is written down. */
export async function replaceTasks(
  ctx: Context,
  subject: CaseOfTasks,
  definition: CaseTypeDefinition,
  stage: Stage,
): Promise<void> {
  for (const task of await store.cancelOpenOfType(ctx.db, subject.id, ctx.now)) {
    const content = { taskId: task.id, title: task.title, because: 'the type of the case was changed' }
    await ctx.record({ name: 'task.cancelled', caseId: subject.id, content })
  }
  await spawnTasks(ctx, subject, definition, stage, { withChecklist: true })
}

export async function addTask(
  ctx: Context,
  subject: CaseOfTasks,
  task: {
    title: string
    ownerId?: string | null | undefined
    teamId?: string | null | undefined
    dueAt?: string | null | undefined
    mandatory: boolean
    toResolve?: boolean
    stage: string
    remindHours?: number | undefined
  },
): Promise<Task> {
  ctx.require('cases.work')
  await requireKnown(ctx, task)
  const id = ctx.newId()
  const due = task.dueAt ? new Date(task.dueAt) : null
  await store.insertTasks(ctx.db, [
    {
      id,
      case_id: subject.id,
      kind: 'task',
      title: task.title,
      stage: task.mandatory && !task.toResolve ? task.stage : null,
      mandatory: task.mandatory || task.toResolve === true,
      owner_id: task.ownerId ?? null,
      team_id: task.teamId ?? subject.teamId,
      due_at: due,
      remind_every_hours: task.remindHours ?? null,
      remind_at: task.remindHours ? firstReminder(due, task.remindHours, ctx.now) : null,
      startable_at: ctx.now,
      position: await store.nextPosition(ctx.db, subject.id),
      created_at: ctx.now,
      created_by: ctx.actor.kind === 'person' ? ctx.actor.id : null,
    },
  ])
  const saved = taskOf((await store.findTask(ctx.db, id))!, [], ctx.now)
  await ctx.record({
    name: 'task.added',
    caseId: subject.id,
    content: { taskId: id, title: task.title, owner: saved.owner?.name ?? null, dueAt: saved.dueAt },
  })
  return saved
}

/** Work is given to those who take cases: whoever reads, notes and approves helps without it. */
export async function requireTaker(ctx: Context, personId: string): Promise<void> {
  const person = await store.taker(ctx.db, personId)
  if (!person) throw new Refusal('not_found', { what: 'person', id: personId })
  const because = whyNoWork({ name: person.name, role: person.role as Role, deactivated: false })
  if (because) throw new Refusal('takes_no_work', { person: person.name, because })
}

/** Work goes to somebody who is here, or to a team that there is. */
export async function requireKnown(
  ctx: Context,
  { ownerId, teamId }: { ownerId?: string | null | undefined; teamId?: string | null | undefined },
): Promise<void> {
  if (ownerId) await requireTaker(ctx, ownerId)
  if (teamId && !(await store.teamExists(ctx.db, teamId))) throw new Refusal('not_found', { what: 'team', id: teamId })
}
