import type { Context } from '../../../platform/context.ts'
import { noteFailedSend } from '../../cases/actions/failed-send.ts'
import { noteOnMessage } from '../../conversations/actions/stored-message.ts'
import { markUndeliverable } from '../../customers/actions/undeliverable.ts'
import type { BouncedRecipient } from '../reading/bounce.ts'
import { sentMessage } from '../store/lookups.ts'

/**
 * A message of ours came back: the addresses it went to are marked, and it no longer counts as an answer. A report
 * about an address that we did not write to marks nothing, whoever sent it.
 */
export async function takeBounce(
  ctx: Context,
  recipients: readonly BouncedRecipient[],
  causeId: string | null,
): Promise<void> {
  const failed = recipients.filter(({ action }) => action === 'failed' || action === null)
  const ids = failed.flatMap(({ originalMessageId }) => originalMessageId?.toLowerCase() ?? [])
  const sent = await sentMessage(ctx.db, ids)
  if (!sent) return
  const wrote = new Set(
    [...(sent.to_addresses as { email: string }[]), ...(sent.cc_addresses as { email: string }[])].map(({ email }) =>
      email.toLowerCase(),
    ),
  )
  const reached = failed.filter(({ recipient }) => wrote.has(recipient.toLowerCase()))
  if (reached.length === 0) return
  const error = reached.map(reasonOf).join('; ').slice(0, 500)
  for (const each of reached) await markUndeliverable(ctx, each.recipient, reasonOf(each))
  await noteOnMessage(ctx, sent.id, { delivery: 'failed', delivery_error: error })
  const eventId = await ctx.record({
    name: 'message.failed',
    caseId: sent.case_id,
    ...(causeId && { causeId }),
    content: {
      messageId: sent.id,
      automatic: sent.automatic,
      recipients: reached.map(({ recipient }) => recipient),
      error,
      because: 'a delivery report came back',
    },
  })
  const acknowledgement = (sent.flags as { letter?: string }).letter === 'acknowledgement'
  if (!acknowledgement) await noteFailedSend(ctx, sent.case_id, eventId)
}

const reasonOf = ({ recipient, status, diagnostic }: BouncedRecipient) =>
  [`${recipient}:`, status, diagnostic ?? 'could not be delivered'].filter(Boolean).join(' ')
