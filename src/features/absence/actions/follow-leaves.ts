import type { Context, RecordedEvent } from '../../../platform/context.ts'
import { setAvailability } from '../../people/actions/availability.ts'
import * as store from '../store/leaves.ts'
import { decideWork } from './hand-over.ts'
import { tell } from './tell-leave.ts'

/** Does what a leave asks for by now: whoever comes first does it, everybody else finds it done. */
export async function followLeave(ctx: Context, id: string): Promise<void> {
  const system = ctx.asSystem()
  await store.lockLeave(ctx.db, id)
  const leave = await store.findLeave(ctx.db, system.actor, id)
  if (!leave || leave.cancelled_at || leave.ended_at) return
  if (leave.ends_at <= ctx.now) await (leave.begun_at ? end(system, leave) : miss(system, leave))
  else if (leave.starts_at <= ctx.now) await begin(system, leave)
}

/** From now on the person counts as absent, until the end that the leave has by then. */
async function begin(ctx: Context, leave: store.LeaveRow): Promise<void> {
  await setAvailability(ctx, leave.person_id, { awayUntil: leave.ends_at, awayReason: null })
  if (leave.begun_at) return
  await store.updateLeave(ctx.db, leave.id, leave.version, { begun_at: ctx.now })
  await tell(ctx, 'leave.begun', leave)
  await decideWork(ctx, leave.id)
  await ctx.enqueue('hand-over', { id: leave.id }, { key: `hand over ${leave.id}` })
}

async function end(ctx: Context, leave: store.LeaveRow): Promise<void> {
  await store.updateLeave(ctx.db, leave.id, leave.version, {
    ended_at: leave.ends_at,
    ended_because: 'its end has come',
  })
  const next = await store.leaveNow(ctx.db, leave.person_id, ctx.now)
  await setAvailability(ctx, leave.person_id, { awayUntil: next?.until ?? null, ...(next && { awayReason: null }) })
  await tell(ctx, 'leave.ended', leave)
  await ctx.enqueue('give-back', { id: leave.id }, { key: `give back ${leave.id}` })
}

/** Nobody worked while it lasted: there is nothing to hand over, and nothing to give back. */
async function miss(ctx: Context, leave: store.LeaveRow): Promise<void> {
  await store.updateLeave(ctx.db, leave.id, leave.version, { cancelled_at: ctx.now })
  await tell(ctx, 'leave.cancelled', leave, { because: 'it was over before anybody could begin it' })
}

/** Whoever says that they are here is back: a leave under way ends. */
export async function endWhenBack(ctx: Context, event: RecordedEvent): Promise<void> {
  const { personId, awayUntil } = event.content as { personId: string; awayUntil: string | null }
  if (event.actor.kind === 'system' || awayUntil !== null) return
  for (const { id, begunAt } of await store.liveLeavesOf(ctx.db, personId)) {
    if (!begunAt) continue
    await store.lockLeave(ctx.db, id)
    const leave = await store.findLeave(ctx.db, ctx.actor, id)
    if (!leave || leave.ended_at) continue
    await store.updateLeave(ctx.db, id, leave.version, { ends_at: ctx.now })
    await followLeave(ctx, id)
  }
}

/** Who has left is on no leave any more: what was planned is cancelled, what is under way is over. */
export async function dropLeaves(ctx: Context, event: RecordedEvent): Promise<void> {
  for (const { id } of await store.liveLeavesOf(ctx.db, String(event.content.personId))) {
    await store.lockLeave(ctx.db, id)
    const leave = await store.findLeave(ctx.db, ctx.actor, id)
    if (!leave || leave.cancelled_at || leave.ended_at) continue
    await store.updateLeave(
      ctx.db,
      id,
      leave.version,
      leave.begun_at
        ? { ended_at: ctx.now, given_back_at: ctx.now, ended_because: 'they have left' }
        : { cancelled_at: ctx.now },
    )
  }
}
