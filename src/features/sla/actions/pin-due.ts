import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { raiseLevel } from '../../cases/actions/escalation-level.ts'
import { loadToWork } from '../../cases/actions/load.ts'
import type { ClockView } from '../contract.ts'
import { isLive } from '../rules/clock.ts'
import { clocksOf } from '../store/clocks.ts'
import { listClocks } from './show-clocks.ts'

/** Sets when a clock is due, whatever its policy says, until somebody lifts it; both ask for a reason. */
export async function pinClock(
  ctx: Context,
  ref: string,
  clockId: string,
  { dueAt, because }: { dueAt: string | null; because: string },
): Promise<ClockView> {
  ctx.require('cases.work')
  const { record } = await loadToWork(ctx, ref)
  const found = (await clocksOf(ctx.db, record.id)).find(({ id }) => id === clockId)
  if (!found) throw new Refusal('not_found', { what: 'clock', id: clockId })
  const { clock } = found
  if (!isLive(clock)) throw new Refusal('clock_has_ended')
  const to = dueAt === null ? null : Date.parse(dueAt)
  if (to !== null && to <= ctx.now.getTime())
    throw new Refusal('malformed', { fields: [{ path: 'dueAt', message: 'must lie ahead' }] })
  if (to !== clock.pinnedDueAt) {
    // Another date arms its steps again; what went up by them stays up until somebody takes it back.
    if (record.escalation_level > 0) await raiseLevel(ctx, record.id, record.escalation_level)
    await ctx.record({
      name: to === null ? 'clock.due_unpinned' : 'clock.due_pinned',
      caseId: record.id,
      content: {
        metric: clock.metric,
        ...(clock.milestone && { milestone: clock.milestone.key }),
        clockId,
        because,
        from: clock.dueAt === null ? null : new Date(clock.dueAt).toISOString(),
        ...(to !== null && { to: new Date(to).toISOString() }),
        ...(clock.breachedAt !== null && { breachedAt: new Date(clock.breachedAt).toISOString() }),
      },
    })
  }
  return (await listClocks(ctx, record.id)).find(({ id }) => id === clockId)!
}
