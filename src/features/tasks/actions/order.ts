import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { hoursOfTeam } from '../../calendars/actions.ts'
import type { OpeningHours } from '../../calendars/contract.ts'
import { dueAt } from '../../calendars/rules.ts'
import type { DoneBy } from '../../casetypes/contract.ts'
import { firstReminder } from '../rules/reminders.ts'
import { builtOn, readyWithout, waitsFor } from '../rules.ts'
import * as store from '../store.ts'

export interface CaseOfTasks {
  id: string
  teamId: string
  ownerId: string | null
}

/** Nobody in particular stands for whoever owns the case, or takes it in the team. */
export function doerOf(
  doneBy: DoneBy | undefined,
  subject: CaseOfTasks,
  leadId: string | null,
  named: ReadonlyMap<string, string>,
) {
  if (doneBy === 'lead') return { owner_id: leadId, team_id: subject.teamId }
  if (doneBy === 'owner') return { owner_id: null, team_id: null }
  if (typeof doneBy !== 'object') return { owner_id: null, team_id: subject.teamId }
  const teamId = 'teamId' in doneBy ? doneBy.teamId : named.get(doneBy.teamNamed.toLowerCase())
  return { owner_id: null, team_id: teamId ?? subject.teamId }
}

/** The calendar that the hours of a task are counted by: that of the team that does it, else of the case. */
export const hoursFor = (ctx: Context, teamId: string | null, caseTeamId: string): Promise<OpeningHours | null> =>
  hoursOfTeam(ctx.db, teamId ?? caseTeamId)

/** So many hours of a team's calendar from an instant; by the clock on the wall where no calendar ever opens. */
export function dueAfter(hours: number, from: Date, open: OpeningHours | null): Date {
  const seconds = hours * 3600
  const due = open && dueAt(open, from.getTime(), seconds)
  return new Date(due && 'due' in due && due.due !== null ? due.due : from.getTime() + seconds * 1000)
}

/** What one finished or cancelled task lets begin: told on the timeline, and from now on its hours run. */
export async function letBegin(ctx: Context, gone: store.TaskRow, all: readonly store.TaskRow[]): Promise<void> {
  for (const task of readyWithout(gone, all)) {
    const due =
      task.due_hours && !task.due_at
        ? { due_at: dueAfter(task.due_hours, ctx.now, await hoursFor(ctx, task.team_id, task.case_team_id)) }
        : { due_at: task.due_at }
    const { remind_every_hours: every } = task
    const remind = every ? { remind_at: firstReminder(due.due_at ?? task.due_at, every, ctx.now) } : {}
    await store.startTask(ctx.db, task.id, { startable_at: ctx.now, ...due, ...remind })
    await ctx.record({
      name: 'task.ready',
      caseId: task.case_id,
      content: { taskId: task.id, title: task.title, after: gone.title, owner: task.owner_name, team: task.team_name },
    })
  }
}

/** What shows that a task was done stays with it as long as it counts as done. */
export function requireEvidence(task: store.TaskRow, evidence: string | null | undefined): void {
  if (evidence === null && task.evidence_required && task.done_at)
    throw new Refusal('task_not_ready', { because: 'it asks what shows that it was done', field: 'evidence' })
}

/** A task is ticked in its turn and with what shows that it was done; what others built on is not unticked. */
export function requireReady(
  task: store.TaskRow,
  all: readonly store.TaskRow[],
  { done, evidence }: { done?: boolean | undefined; evidence?: string | null | undefined },
): void {
  const titles = (tasks: readonly store.TaskRow[]) => tasks.map(({ title }) => `“${title}”`).join(', ')
  const [before, after] = [waitsFor(task, all), builtOn(task, all)]
  if (done && before.length > 0) throw new Refusal('task_not_ready', { because: `${titles(before)} comes first` })
  if (done && task.evidence_required && !(evidence ?? task.evidence))
    throw new Refusal('task_not_ready', { because: 'it asks what shows that it was done', field: 'evidence' })
  if (!done && after.length > 0)
    throw new Refusal('task_not_ready', { because: `${titles(after)} came after it and is done` })
}
