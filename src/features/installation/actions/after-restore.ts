import type { Context } from '../../../platform/context.ts'
import { markKept } from '../../conversations/actions/delivery.ts'
import { releaseMessage } from '../../conversations/actions/release-message.ts'
import { keepUnsentSides } from '../../sideconversations/actions/delivery.ts'
import { unsentMessages } from '../store.ts'

const reason = 'It waited to be sent when the backup was made, and may have left since. Send it again if it has not.'

/** What waited to leave when the backup was made may have left since: it is kept, and says why. Answers how many. */
export async function keepUnsentMail(ctx: Context): Promise<number> {
  const ids = await unsentMessages(ctx.db)
  for (const id of ids) {
    await releaseMessage(ctx, id)
    await markKept(ctx, id, { to: [], reason })
  }
  return ids.length + (await keepUnsentSides(ctx, reason))
}
