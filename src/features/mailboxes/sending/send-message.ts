import { spokenLanguage } from '../../../platform/catalogue.ts'
import type { Context } from '../../../platform/context.ts'
import { installationSecret } from '../../../platform/installation.ts'
import { type LetterPage, withLetterLink } from '../../../platform/letter-links.ts'
import { caseNumberText } from '../../cases/rules/numbers.ts'
import { beginSending, markFailed, markKept, markSent, markWaiting } from '../../conversations/actions/delivery.ts'
import { bodyToken, ourMessageId, replyAddress, withoutMarks } from '../rules/tokens.ts'
import { type Address, referencesOf } from './compose.ts'
import { sendBy, type Unattached } from './lane.ts'
import { quoteBelow } from './quote.ts'
import * as store from './store.ts'

/** The page that a letter of its kind leads to. */
const pages: Readonly<Record<string, LetterPage | undefined>> = { resolution: 'confirm', survey: 'survey' }

/** Sends a released message of a case's thread. */
export const sendMessage = sendBy({ prepare, filesOf: store.filesOf, markKept, markSent, markFailed, markWaiting })

async function prepare(ctx: Context, id: string) {
  const secret = await installationSecret(ctx.db, 'mail_token_secret', ctx.now)
  const message = await beginSending(ctx, id, async (fresh) => {
    const from = await store.senderOf(ctx.db, speaksAs(fresh))
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
  const from = await store.senderOf(ctx.db, speaksAs(message))
  const to = message.to_addresses as unknown as Address[]
  const cc = message.cc_addresses as unknown as Address[]
  const everybody = [...new Set([...to, ...cc].map(({ email }) => email.toLowerCase()))]
  const { delivered = [], letter } = message.flags as { delivered?: string[]; letter?: string }
  const page = pages[letter ?? '']
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
    text: page ? await withLetterLink(ctx, page, message) : withoutMarks(message.text),
    html: message.html && withoutMarks(message.html),
    quote: message.automatic ? null : await quoteFor(ctx, message, everybody, from),
    language: message.language ?? from.language,
    token: `${caseNumberText(from.number)} · ${bodyToken(secret, from.number)}`,
    automatic: !message.automatic ? null : letter === 'acknowledgement' ? 'replied' : 'generated',
    at: message.released_at ?? ctx.now,
  }
  return { mail, everybody, demo: from.demo }
}

/** The case that a letter names to whom it goes: whoever asked in a merged one knows that. */
const speaksAs = ({ case_id: caseId, flags }: { case_id: string; flags: unknown }) =>
  (flags as { askedIn?: string }).askedIn ?? caseId

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
