import type { Context } from '../../../platform/context.ts'
import { sentMail } from '../../../platform/mail-rows.ts'
import { noteFailedSend } from '../../cases/actions/failed-send.ts'
import { lockMessage, noteOnMessage } from '../../conversations/actions/stored-message.ts'
import { markUndeliverable } from '../../customers/actions/undeliverable.ts'
import { markSideBounced } from '../../sideconversations/actions/delivery.ts'
import { bouncedSideMessage } from '../../sideconversations/actions/take-mail.ts'
import type { BouncedRecipient } from '../reading/bounce.ts'
import * as store from '../store/lookups.ts'

/** For how long after it left a report without its Message-ID is believed to speak of a message. */
const bounceDays = 14

/**
 * Messages of ours came back: the addresses they went to are marked, and they no longer count as answers. A report names
 * a message by its Message-ID; one that lost it speaks of what we last wrote to that address on the case that its signed
 * address or mark proves. A report about an address that we did not write to marks nothing, whoever sent it.
 */
export async function takeBounce(
  ctx: Context,
  recipients: readonly BouncedRecipient[],
  { causeId, ...proven }: Proven & { causeId: string | null },
): Promise<void> {
  const failed = recipients.filter(({ action }) => action === 'failed' || action === null)
  const byMessage = new Map<string, BouncedRecipient[]>()
  const bySide = new Map<string, BouncedRecipient[]>()
  for (const each of failed) {
    const id = await messageOf(ctx, each, proven.provenCaseId)
    const sideId = id ? null : await sideMessageOf(ctx, each, proven.provenSideId)
    if (id) byMessage.set(id, [...(byMessage.get(id) ?? []), each])
    if (sideId) bySide.set(sideId, [...(bySide.get(sideId) ?? []), each])
  }
  for (const [id, came] of byMessage) await comeBack(ctx, id, came, causeId)
  for (const [id, came] of bySide) {
    const why = came.map((each) => ({ recipient: each.recipient, reason: reasonOf(each) }))
    await markSideBounced(ctx, id, why, causeId)
  }
}

interface Proven {
  provenCaseId: string | null
  provenSideId: string | null
}

const sideMessageOf = (ctx: Context, each: BouncedRecipient, provenSideId: string | null) =>
  bouncedSideMessage(ctx, {
    messageId: each.originalMessageId ?? null,
    email: each.recipient.toLowerCase(),
    provenSideId,
    since: new Date(ctx.now.getTime() - bounceDays * 86_400_000),
  })

async function messageOf(ctx: Context, each: BouncedRecipient, provenCaseId: string | null): Promise<string | null> {
  const email = each.recipient.toLowerCase()
  const named = each.originalMessageId && (await sentMail(ctx.db, 'message', each.originalMessageId, email))
  if (named) return named.id
  if (provenCaseId === null) return null
  const since = new Date(ctx.now.getTime() - bounceDays * 86_400_000)
  return (await store.lastSentTo(ctx.db, provenCaseId, email, since))?.id ?? null
}

async function comeBack(ctx: Context, id: string, came: BouncedRecipient[], causeId: string | null): Promise<void> {
  const sent = await lockMessage(ctx, id)
  if (!sent) return
  const flags = sent.flags as { letter?: string; besides?: boolean; bounced?: string[] }
  const known = new Set(flags.bounced)
  const fresh = came.filter(({ recipient }) => !known.has(recipient.toLowerCase()))
  if (fresh.length === 0) return
  const error = fresh.map(reasonOf).join('; ').slice(0, 500)
  for (const each of fresh) await markUndeliverable(ctx, each.recipient, reasonOf(each))
  const bounced = [...known, ...fresh.map(({ recipient }) => recipient.toLowerCase())]
  const change = {
    delivery: 'failed',
    delivery_error: error,
    uncounted_since: sent.uncounted_since ?? ctx.now,
    flags: JSON.stringify({ ...flags, bounced }),
  }
  await noteOnMessage(ctx, sent.id, change)
  const eventId = await ctx.record({
    name: 'message.failed',
    caseId: sent.case_id,
    ...(causeId && { causeId }),
    content: {
      messageId: sent.id,
      automatic: sent.automatic,
      recipients: fresh.map(({ recipient }) => recipient),
      error,
      because: 'a delivery report came back',
    },
  })
  const mattersNot = ['acknowledgement', 'stage', 'survey'].includes(flags.letter ?? '') || flags.besides
  if (!mattersNot) await noteFailedSend(ctx, sent.case_id, eventId)
}

const reasonOf = ({ recipient, status, diagnostic }: BouncedRecipient) =>
  [`${recipient}:`, status, diagnostic ?? 'could not be delivered'].filter(Boolean).join(' ')
