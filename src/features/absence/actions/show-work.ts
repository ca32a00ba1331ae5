import type { Context } from '../../../platform/context.ts'
import type { InputOf } from '../../../platform/endpoint.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { briefsOf } from '../../briefs/actions.ts'
import { caseNumberText } from '../../cases/rules/numbers.ts'
import type { Goes, LeaveWork } from '../contract/hand-over.ts'
import type { absenceContract } from '../contract.ts'
import { type AwayFacts, fateOf } from '../rules/hand-over.ts'
import { stateOfRow } from '../rules/state.ts'
import * as work from '../store/work.ts'
import { chooseWork } from './choose-work.ts'
import { requireSay, toChange } from './leaves.ts'
import { theLeave } from './tell-leave.ts'

type Asked<E extends keyof typeof absenceContract> = InputOf<(typeof absenceContract)[E]>

/** What a leave would do that nobody has planned yet. */
export async function previewHandOver(ctx: Context, asked: Asked<'previewHandOver'>['body']): Promise<LeaveWork[]> {
  await requireSay(ctx, asked.personId)
  const { rule, deputyId } = asked
  const away = { from: new Date(asked.from), until: new Date(asked.until), rule, hasDeputy: deputyId !== null }
  return foreseen(ctx, asked.personId, away, [])
}

/** What a planned leave will do, or what one that began did. */
export async function leaveWork(ctx: Context, id: string): Promise<LeaveWork[]> {
  const leave = await theLeave(ctx, id)
  await requireSay(ctx, leave.person_id)
  const rows = await work.workOf(ctx.db, ctx.actor, id)
  const state = stateOfRow(leave)
  if (state === 'away' || state === 'ended') return rows.filter((row) => row.decided_at).map(happened)
  const away: AwayFacts = {
    from: leave.starts_at,
    until: leave.ends_at,
    rule: leave.rule as AwayFacts['rule'],
    hasDeputy: leave.deputy_id !== null,
  }
  return foreseen(ctx, leave.person_id, away, rows)
}

export async function chooseLeaveWork(
  ctx: Context,
  id: string,
  { version, items }: Asked<'chooseLeaveWork'>['body'],
): Promise<LeaveWork[]> {
  const leave = await toChange(ctx, id)
  const state = stateOfRow(leave)
  if (state === 'away') throw new Refusal('leave_has_begun')
  if (state !== 'planned') throw new Refusal('leave_is_over')
  if (version !== leave.version) throw new Refusal('changed_meanwhile', { currentVersion: leave.version })
  await chooseWork(ctx, leave, items)
  return leaveWork(ctx, id)
}

async function foreseen(
  ctx: Context,
  personId: string,
  away: AwayFacts,
  chosen: readonly work.HandOverRow[],
): Promise<LeaveWork[]> {
  const rows = await work.openWorkOf(ctx.db, ctx.actor, personId)
  const briefs = await briefsOf(
    ctx,
    rows.flatMap(({ caseId, taskId }) => (taskId === null ? [caseId] : [])),
  )
  return rows.map((row) => {
    const said = chosen.find((each) => each.case_id === row.caseId && each.task_id === row.taskId)
    const choice = (said?.chosen ?? null) as Goes | null
    const fate = fateOf({ kind: row.taskId ? 'task' : 'case', dues: row.dues }, away, choice)
    return {
      ...itemOf(row),
      dueAt: fate.due?.at.toISOString() ?? null,
      dueWhat: fate.due?.what ?? null,
      goes: fate.goes,
      because: fate.because,
      chosen: choice,
      brief: row.taskId === null ? (said?.brief ?? briefs.get(row.caseId) ?? null) : null,
      briefIsOwn: typeof said?.brief === 'string',
      ...nothingYet,
    }
  })
}

const nothingYet = {
  movedAt: null,
  movedTo: null,
  problem: null,
  returnedAt: null,
  keptBecause: null,
  meanwhile: null,
}

const happened = (row: work.HandOverRow): LeaveWork => ({
  ...itemOf({ ...row, caseId: row.case_id, taskId: row.task_id }),
  dueAt: null,
  dueWhat: null,
  goes: row.goes as Goes,
  because: row.because ?? '',
  chosen: row.chosen as Goes | null,
  brief: row.brief,
  briefIsOwn: row.brief_by !== null,
  movedAt: row.moved_at?.toISOString() ?? null,
  movedTo: row.moved_to_id && row.takerName ? { id: row.moved_to_id, name: row.takerName } : null,
  problem: row.problem,
  returnedAt: row.returned_at?.toISOString() ?? null,
  keptBecause: row.kept_because,
  meanwhile: row.meanwhile,
})

const itemOf = ({
  caseId,
  taskId,
  number,
  subject,
  account,
  title,
}: Pick<work.WorkRow, 'caseId' | 'taskId' | 'number' | 'subject' | 'account' | 'title'>) => ({
  case: { id: caseId, number: caseNumberText(number), subject, account },
  task: taskId && title ? { id: taskId, title } : null,
})
