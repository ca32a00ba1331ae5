import type { Context } from '../../../platform/context.ts'
import { markSent } from '../../conversations/actions/delivery.ts'
import { lockMessage, noteOnMessage } from '../../conversations/actions/stored-message.ts'

export const serviceAddress = 'service@norrvik.example'

/** What the job would have told of a message back then. Nothing leaves. */
export async function tellSent(ctx: Context, messageId: string): Promise<void> {
  const message = await lockMessage(ctx, messageId)
  if (message?.delivery !== 'queued') return
  await noteOnMessage(ctx, messageId, {
    from_email: serviceAddress,
    message_id: `<${messageId}@norrvik.example>`,
    delivery_attempts: 1,
  })
  const to = (message.to_addresses as { email: string }[]).map(({ email }) => email)
  await markSent(ctx, messageId, { to, refused: [] })
}

/** The last message that had left came back. */
export async function tellBounced(ctx: Context, caseId: string, messageId: string, address: string): Promise<void> {
  const error = `${address}: 4.2.2 mailbox full`
  await noteOnMessage(ctx, messageId, { delivery: 'failed', delivery_error: error, uncounted_since: ctx.now })
  await ctx.record({
    name: 'message.failed',
    caseId,
    content: { messageId, automatic: false, recipients: [address], error, because: 'a delivery report came back' },
  })
}
