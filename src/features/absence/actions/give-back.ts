import type { Context } from '../../../platform/context.ts'
import { keepBrief, meanwhile } from '../../briefs/actions.ts'
import { stopWatching } from '../../cases/actions/facts.ts'
import { handOverCase, whyNotGiven } from '../../cases/actions/hand-over.ts'
import { handOverTask } from '../../tasks/actions/hand-over.ts'
import { comesBack } from '../rules/hand-over.ts'
import { stateOfRow } from '../rules/state.ts'
import * as leaves from '../store/leaves.ts'
import * as work from '../store/work.ts'
import { batch } from './hand-over.ts'
import { tell } from './tell-leave.ts'

/**
 * Gives back some of what went elsewhere, or one alone; true while there may be more. Where one leave follows another,
 * nothing is decided before the person is back from both.
 */
export async function giveBackSome(ctx: Context, leaveId: string, only?: string): Promise<boolean> {
  await leaves.lockLeave(ctx.db, leaveId)
  const leave = await leaves.findLeave(ctx.db, ctx.actor, leaveId)
  if (!leave || stateOfRow(leave) !== 'ended' || leave.given_back_at) return false
  if (await leaves.leaveNow(ctx.db, leave.person_id, ctx.now)) return false
  const some = await work.claimToReturn(ctx.db, leaveId, batch, only)
  if (some.length > 0) {
    const because = await whyNotGiven(ctx, leave.person_id)
    for (const row of some) await returnOne(ctx, leave, row, because)
    return true
  }
  if (await leaves.noteDone(ctx.db, leaveId, 'given_back_at', ctx.now)) {
    for (const { caseId, watcherId } of await work.watchedFor(ctx.db, leaveId))
      if (watcherId) await stopWatching(ctx, caseId, watcherId, `${leave.personName} is back`)
    const { returned, kept } = await work.countsOf(ctx.db, leaveId)
    await tell(ctx, 'leave.given_back', leave, { returned, kept })
  }
  return false
}

type Claimed = Awaited<ReturnType<typeof work.claimToReturn>>[number]

async function returnOne(ctx: Context, leave: leaves.LeaveRow, row: Claimed, notGiven: string | null): Promise<void> {
  const since = row.task_id ? null : await meanwhile(ctx, row.case_id, row.moved_at!)
  const stands = (await work.ownerNow(ctx.db, row.case_id, row.task_id))!
  const decision = comesBack({
    ...stands,
    kind: row.task_id ? 'task' : 'case',
    goes: row.goes as 'deputy',
    movedToId: row.moved_to_id,
  })
  const kept = !decision.back ? decision.because : notGiven && `${leave.personName}: ${notGiven}`
  if (kept) {
    await work.settle(ctx.db, row.id, { kept_because: kept, meanwhile: since })
    return
  }
  const ask = {
    fromId: stands.ownerId,
    toId: leave.person_id,
    reason: `${leave.personName} is back`,
    leaveId: leave.id,
  }
  const isBack = row.task_id
    ? await handOverTask(ctx, row.task_id, ask)
    : (await handOverCase(ctx, row.case_id, ask)).moved
  if (!isBack) {
    await work.settle(ctx.db, row.id, { kept_because: 'somebody else was faster', meanwhile: since })
    return
  }
  if (since) await keepBrief(ctx, row.case_id, { text: `While ${leave.personName} was away. ${since}`, by: null })
  await work.settle(ctx.db, row.id, { returned_at: ctx.now, meanwhile: since })
}
