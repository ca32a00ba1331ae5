import type { Context } from '../../../platform/context.ts'
import * as closings from '../store/closings.ts'
import * as updates from '../store/updates.ts'
import { finish } from './resolve-incidents.ts'

const reason = 'it was under way when the backup was made, and may have been done since'

/** Updates and endings that were under way end where the backup found them: nobody is told twice. */
export async function endWhatWasUnderWay(ctx: Context): Promise<void> {
  for (const id of await updates.underWay(ctx.db)) {
    await updates.leaveRest(ctx.db, id, reason)
    await updates.noteUpdate(ctx.db, id, { finished_at: ctx.now })
  }
  for (const id of await closings.underWay(ctx.db)) {
    await closings.leaveRest(ctx.db, id, reason)
    await finish(ctx, (await closings.findClosing(ctx.db, id))!)
  }
}
