import { spokenLanguage } from '../../../platform/catalogue.ts'
import type { Context } from '../../../platform/context.ts'
import { installationSecret } from '../../../platform/installation.ts'
import type { JobFrame } from '../../../platform/jobs.ts'
import { caseNumberText } from '../../cases/rules/numbers.ts'
import { beginSending, markFailed, markKept, markSent, markWaiting } from '../../conversations/actions/delivery.ts'
import { withConfirmLink } from '../../portal/actions/confirm-link.ts'
import { bodyToken, ourMessageId, replyAddress } from '../rules/tokens.ts'
import { type Address, type Outgoing, referencesOf, unusableAddress } from './compose.ts'
import { handOver } from './hand-over.ts'
import type { Outcome } from './outcome.ts'
import { quoteBelow } from './quote.ts'
import * as store from './store.ts'

/** Sends a released message: decide its identity, hand it over outside any transaction, say what came of it. */
export async function sendMessage(frame: JobFrame): Promise<void> {
  const id = String(frame.payload.messageId)
  const prepared = await frame.transaction((ctx) => prepare(ctx, id))
  if (!prepared) return
  const { mail, everybody, demo } = prepared
  // What is written on a case of the demo company never leaves the building.
  const relay = demo ? null : frame.runtime.config.smtpOut
  if (!relay) return frame.transaction((ctx) => markKept(ctx, id, { to: everybody }))
  const have = everybody.filter((email) => !mail.remaining.includes(email))
  const bad = unusableAddress(everybody)
  const outcome: Outcome =
    bad !== null
      ? { kind: 'failed', error: `${bad} is not an address that mail can be sent to.` }
      : !mail.mailbox
        ? { kind: 'failed', error: 'There is no mailbox to send from. Set one up, then send it again.' }
        : await attempt(relay, frame, mail, id)
  if (outcome.kind === 'sent')
    return frame.transaction((ctx) => markSent(ctx, id, { to: everybody, refused: outcome.refused }))
  if (outcome.kind === 'failed' || frame.lastAttempt)
    return frame.transaction((ctx) => markFailed(ctx, id, outcome.error))
  await frame.transaction((ctx) => markWaiting(ctx, id, { error: outcome.error, have: [...have, ...outcome.accepted] }))
  throw new Error('the message waits for another try')
}

type Unattached = Omit<Outgoing, 'files'>

async function prepare(ctx: Context, id: string) {
  const secret = await installationSecret(ctx.db, 'mail_token_secret', ctx.now)
  const message = await beginSending(ctx, id, async (fresh) => {
    const from = await store.senderOf(ctx.db, fresh.case_id)
    const address = from.mailbox ?? `nobody@${new URL(ctx.config.url).hostname}`
    const { inReplyTo, references } = referencesOf(await store.threadBefore(ctx.db, fresh.case_id, id))
    const domain = address.slice(address.lastIndexOf('@') + 1)
    return {
      messageId: ourMessageId(secret, from.number, id, domain),
      fromEmail: address,
      inReplyTo,
      references,
    }
  })
  if (!message) return null
  const from = await store.senderOf(ctx.db, message.case_id)
  const to = message.to_addresses as unknown as Address[]
  const cc = message.cc_addresses as unknown as Address[]
  const everybody = [...new Set([...to, ...cc].map(({ email }) => email.toLowerCase()))]
  const { delivered = [], letter } = message.flags as { delivered?: string[]; letter?: string }
  const mail: Unattached = {
    messageId: message.message_id!,
    inReplyTo: message.in_reply_to,
    references: message.reference_ids,
    fromName: (message.author_id && message.from_name) || from.organisation || '',
    mailbox: from.mailbox ?? '',
    replyTo: from.mailbox ? replyAddress(secret, from.mailbox, from.number) : '',
    to,
    cc,
    remaining: everybody.filter((email) => !delivered.includes(email)),
    subject: message.subject ?? caseNumberText(from.number),
    text: letter === 'resolution' ? await withConfirmLink(ctx, message) : message.text,
    html: message.html,
    quote: message.automatic ? null : await quoteFor(ctx, message, everybody, from),
    language: message.language ?? from.language,
    token: `${caseNumberText(from.number)} · ${bodyToken(secret, from.number)}`,
    automatic: !message.automatic ? null : letter === 'acknowledgement' ? 'replied' : 'generated',
    at: message.released_at ?? ctx.now,
  }
  return { mail, everybody, demo: from.demo }
}

/** The same in every try: what came after the answer was written is not in it. */
async function quoteFor(
  ctx: Context,
  message: { id: string; case_id: string; created_at: Date; language: string | null },
  recipients: readonly string[],
  from: { language: string | null; organisationLanguage: string | null; timeZone: string | null },
) {
  const thread = await store.quotable(ctx.db, message.case_id, { id: message.id, writtenAt: message.created_at })
  const language = spokenLanguage(message.language, from.language, from.organisationLanguage)
  return quoteBelow(thread, recipients, { language, timeZone: from.timeZone ?? 'UTC' })
}

async function attempt(relay: string, { runtime }: JobFrame, mail: Unattached, id: string): Promise<Outcome> {
  const files = (await store.filesOf(runtime.db, id)).map(({ hash, ...file }) => ({
    ...file,
    content: runtime.files.stream(hash),
  }))
  return handOver(relay, { ...mail, files })
}
