import type { Context } from '../../../platform/context.ts'
import { pullSoon } from '../../routing/actions/pull-soon.ts'
import * as store from '../store/activity.ts'
import { setAvailability } from './availability.ts'

/**
 * Somebody is at a screen. When is kept as one instant, not as a history: the timeline of the administration does not tell
 * who was at their desk when.
 */
export async function noteActive(ctx: Context, personId: string): Promise<void> {
  if (await store.touch(ctx.db, personId, ctx.now)) await tellBack(ctx, [personId])
}

/** Statuses whose end has come, and those who show no sign of life. */
export async function followStatuses(ctx: Context): Promise<void> {
  for (const { id, awayUntil } of await store.lockStatusesOver(ctx.db, ctx.now))
    await setAvailability(ctx, id, {
      status: 'online',
      awayUntil: awayUntil && awayUntil > ctx.now ? awayUntil : null,
    })
  for (const id of await store.markIdle(ctx.db, ctx.now)) ctx.changed({ kind: 'people', id })
}

/** Nobody is away by themselves any more. */
export async function wakeEverybody(ctx: Context): Promise<void> {
  await tellBack(ctx, await store.unmarkIdle(ctx.db, ctx.now))
}

/** What waits for them in queues is looked at at once. */
async function tellBack(ctx: Context, personIds: readonly string[]): Promise<void> {
  for (const id of personIds) {
    ctx.changed({ kind: 'people', id })
    await pullSoon(ctx, { personId: id })
  }
}
