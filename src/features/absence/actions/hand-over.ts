import type { Context } from '../../../platform/context.ts'
import { briefsOf, keepBrief } from '../../briefs/actions.ts'
import { letWatch } from '../../cases/actions/facts.ts'
import { handOverCase, lockToHandOver, whyNotGiven } from '../../cases/actions/hand-over.ts'
import { whoMaySee } from '../../cases/actions/who-may-see.ts'
import { organisationZone } from '../../people/actions/teams.ts'
import { handOverTask } from '../../tasks/actions/hand-over.ts'
import type { Goes } from '../contract/hand-over.ts'
import { type AwayFacts, fateOf } from '../rules/hand-over.ts'
import { stateOfRow } from '../rules/state.ts'
import * as leaves from '../store/leaves.ts'
import * as work from '../store/work.ts'
import { deputyOf } from './deputy.ts'
import { tell } from './tell-leave.ts'

/** So many cases and tasks move in one transaction. */
export const batch = 10

/**
 * Decides over every open case and task of somebody on leave that nothing was decided over: when it begins, and again as
 * time passes, because what had nothing due may have by now, and a resolved case may be opened again.
 */
export async function decideWork(ctx: Context, leaveId: string): Promise<void> {
  await leaves.lockLeave(ctx.db, leaveId)
  const leave = await leaves.findLeave(ctx.db, ctx.actor, leaveId)
  if (!leave || stateOfRow(leave) !== 'away') return
  const away: AwayFacts = {
    from: leave.begun_at ?? leave.starts_at,
    until: leave.ends_at,
    rule: leave.rule as AwayFacts['rule'],
    hasDeputy: leave.deputy_id !== null,
  }
  const known = new Map(
    (await work.workOf(ctx.db, ctx.actor, leaveId)).map((row) => [keyOf(row.case_id, row.task_id), row]),
  )
  const decided = []
  for (const { caseId, taskId, dues } of await work.openWorkOf(ctx.db, ctx.actor, leave.person_id)) {
    const before = known.get(keyOf(caseId, taskId))
    const fate = fateOf({ kind: taskId ? 'task' : 'case', dues }, away, (before?.chosen ?? null) as Goes | null)
    const stands = before?.decided_at && before.goes === fate.goes && !before.moved_at
    if (!stands) decided.push({ id: ctx.newId(), caseId, taskId, goes: fate.goes, because: fate.because })
  }
  await work.decide(ctx.db, leaveId, decided, ctx.now)
  const staying = decided.filter(({ goes, taskId }) => goes === 'stay' && taskId === null).map(({ caseId }) => caseId)
  if (leave.deputy_id && staying.length > 0) await keepAnEyeOn(ctx, leave, leave.deputy_id, staying)
}

/** The deputy watches what stays; a leave lets nobody into a restricted case that they may not see anyway. */
async function keepAnEyeOn(
  ctx: Context,
  leave: leaves.LeaveRow,
  deputyId: string,
  caseIds: readonly string[],
): Promise<void> {
  const reason = await reasonOf(ctx, leave)
  const sees = await whoMaySee(ctx.db, [deputyId], caseIds)
  for (const caseId of caseIds)
    if (sees(deputyId, caseId) && (await letWatch(ctx, caseId, deputyId, reason)))
      await work.noteWatching(ctx.db, leave.id, caseId, deputyId)
}

/**
 * Moves some of what is to move, or one alone; true while there may be more. Whoever is killed amid it leaves it whole to
 * the next.
 */
export async function handOverSome(ctx: Context, leaveId: string, only?: string): Promise<boolean> {
  await leaves.lockLeave(ctx.db, leaveId)
  const leave = await leaves.findLeave(ctx.db, ctx.actor, leaveId)
  if (!leave || stateOfRow(leave) !== 'away') return false
  const some = await work.claimToMove(ctx.db, leaveId, batch, only)
  if (some.length > 0) {
    await lockToHandOver(
      ctx,
      some.flatMap((row) => (row.task_id ? [] : [row.case_id])),
    )
    const reason = await reasonOf(ctx, leave)
    const taker = await takerOf(ctx, leave, reason)
    const sees = await whoMaySee(
      ctx.db,
      taker.id ? [taker.id] : [],
      some.map((row) => row.case_id),
    )
    for (const row of some) {
      const mayTake = !taker.id || sees(taker.id, row.case_id)
      const its = mayTake ? taker : { id: null, reason: `${taker.reason}, and whoever stands in may not see it` }
      await moveOne(ctx, leave, row, its, reason)
    }
    return true
  }
  const { moved, stays, left } = await work.countsOf(ctx.db, leaveId)
  if (left === 0 && (await leaves.noteDone(ctx.db, leaveId, 'handed_over_at', ctx.now)))
    await tell(ctx, 'leave.handed_over', leave, { moved, stays })
  return false
}

type Claimed = Awaited<ReturnType<typeof work.claimToMove>>[number]

interface Taker {
  /** Null where nobody named can take it: then its queue decides, and the duty holder stands behind that. */
  id: string | null
  reason: string
}

/** The deputy; where that one is away by now, whoever stands in for them. */
async function takerOf(ctx: Context, leave: leaves.LeaveRow, reason: string): Promise<Taker> {
  if (!leave.deputy_id) return { id: null, reason }
  const notDeputy = await whyNotGiven(ctx, leave.deputy_id)
  if (notDeputy === null) return { id: leave.deputy_id, reason }
  const said = `${reason}, and ${leave.deputyName}: ${notDeputy}`
  const next = (await deputyOf(ctx, leave.deputy_id))?.id
  if (!next || next === leave.person_id || (await whyNotGiven(ctx, next)) !== null) return { id: null, reason: said }
  const name = (await leaves.findColleague(ctx.db, next))?.name
  return { id: next, reason: `${said}; ${name} stands in for them` }
}

async function moveOne(
  ctx: Context,
  leave: leaves.LeaveRow,
  row: Claimed,
  taker: Taker,
  reason: string,
): Promise<void> {
  const toDeputy = row.goes === 'deputy' && taker.id !== null
  const said = row.goes === 'deputy' ? taker.reason : reason
  const ask = { fromId: leave.person_id, toId: toDeputy ? taker.id : null, reason: said, leaveId: leave.id }
  if (row.task_id) {
    const isMoved = await handOverTask(ctx, row.task_id, ask)
    const outcome = isMoved ? { moved_at: ctx.now, moved_to_id: ask.toId } : { problem: 'it is theirs no longer' }
    await work.settle(ctx.db, row.id, outcome)
    return
  }
  const brief = row.brief ?? (await briefsOf(ctx, [row.case_id])).get(row.case_id) ?? ''
  const outcome = await handOverCase(ctx, row.case_id, ask)
  if (!outcome.moved) {
    await work.settle(ctx.db, row.id, { problem: outcome.because })
    return
  }
  const by = row.brief_by ? ((await leaves.findColleague(ctx.db, row.brief_by)) ?? null) : null
  await keepBrief(ctx, row.case_id, { text: brief, by })
  await work.settle(ctx.db, row.id, { moved_at: ctx.now, moved_to_id: outcome.ownerId, brief })
}

const reasonOf = async (ctx: Context, leave: leaves.LeaveRow): Promise<string> =>
  `${leave.personName} is on leave until ${await dayOf(ctx, leave.ends_at)}`

/** A day as people of the organisation call it. */
async function dayOf(ctx: Context, at: Date): Promise<string> {
  const timeZone = await organisationZone(ctx.db)
  return new Intl.DateTimeFormat('en-GB', { timeZone, day: 'numeric', month: 'short' }).format(at)
}

const keyOf = (caseId: string, taskId: string | null) => `${caseId} ${taskId ?? ''}`
