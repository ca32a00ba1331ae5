import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { loadToWork } from '../../cases/actions/load.ts'
import type { SideMessage } from '../contract.ts'
import type { Address } from '../rules.ts'
import * as messages from '../store/messages.ts'
import { about, loadSide } from './load.ts'
import { asked, sendSideOptions } from './release.ts'
import { showMessage } from './show.ts'
import { requireRecipients } from './write.ts'

/** Sends a failed or kept mail once more, where it could be written today. */
export async function retrySideMessage(ctx: Context, id: string): Promise<SideMessage> {
  ctx.require('cases.work')
  const sideId = await messages.sideOfMessage(ctx.db, id)
  const side = sideId ? await loadSide(ctx, sideId) : undefined
  const message = side && (await messages.lockMessage(ctx.db, id))
  if (!side || message?.direction !== 'out') throw new Refusal('not_found', { what: 'side message', id })
  if (message.delivery !== 'failed' && message.delivery !== 'kept') return showMessage(ctx, id)
  await loadToWork(ctx, side.standingCaseId)
  if (side.status === 'closed') throw new Refusal('side_conversation_has_ended')
  const recipients = [message.to_addresses, message.cc_addresses] as unknown as Address[][]
  await requireRecipients(ctx, side.standingCaseId, recipients.flat())
  const { bounced: _, ...flags } = message.flags as { bounced?: unknown }
  await messages.updateMessage(ctx.db, id, {
    delivery: 'queued',
    delivery_error: null,
    flags: JSON.stringify(flags),
  })
  const eventId = await ctx.record({
    name: 'side_message.retried',
    caseId: side.standingCaseId,
    content: { ...about(side), sideMessageId: id },
  })
  await asked(ctx, side, { messageId: id, causeId: eventId })
  await ctx.enqueue('send-side-message', { messageId: id }, sendSideOptions(id))
  return showMessage(ctx, id)
}
