import { spokenLanguage } from '../../../platform/catalogue.ts'
import type { Context } from '../../../platform/context.ts'
import { installationSecret } from '../../../platform/installation.ts'
import {
  beginSideSending,
  filesToSend,
  markSideFailed,
  markSideKept,
  markSideSent,
  markSideWaiting,
} from '../../sideconversations/actions/delivery.ts'
import { sideBodyToken, sideMessageId, sideReplyAddress } from '../rules/tokens.ts'
import { type Address, referencesOf } from './compose.ts'
import { sendBy } from './lane.ts'
import { quoteBelow } from './quote.ts'
import * as store from './store.ts'

/** Sends a mail of a side conversation. It carries marks of its own and nothing of the customer's thread. */
export const sendSideMessage = sendBy({
  prepare,
  filesOf: filesToSend,
  markKept: markSideKept,
  markSent: markSideSent,
  markFailed: markSideFailed,
  markWaiting: markSideWaiting,
})

async function prepare(ctx: Context, id: string) {
  const secret = await installationSecret(ctx.db, 'mail_token_secret', ctx.now)
  const begun = await beginSideSending(ctx, id, async ({ number, caseId, thread }) => {
    const { mailbox } = await store.senderOf(ctx.db, caseId)
    const address = mailbox ?? `nobody@${new URL(ctx.config.url).hostname}`
    return {
      messageId: sideMessageId(secret, number, id, address.slice(address.lastIndexOf('@') + 1)),
      fromEmail: address,
      ...referencesOf(thread),
    }
  })
  if (!begun) return null
  const { side, message, quotable } = begun
  const from = await store.senderOf(ctx.db, side.standingCaseId)
  const to = message.to_addresses as unknown as Address[]
  const cc = message.cc_addresses as unknown as Address[]
  const everybody = [...new Set([...to, ...cc].map(({ email }) => email.toLowerCase()))]
  const { delivered = [] } = message.flags as { delivered?: string[] }
  // Their language is how they wrote; the customer's is not asked.
  const language = spokenLanguage(message.language, from.organisationLanguage)
  const mail = {
    messageId: message.message_id!,
    inReplyTo: message.in_reply_to,
    references: message.reference_ids,
    fromName: (message.author_id && message.from_name) || from.organisation || '',
    mailbox: from.mailbox ?? '',
    replyTo: from.mailbox ? sideReplyAddress(secret, from.mailbox, side.number) : '',
    to,
    cc,
    remaining: everybody.filter((email) => !delivered.includes(email)),
    subject: message.in_reply_to ? `Re: ${side.subject}` : side.subject,
    text: message.text,
    html: null,
    quote: quoteBelow(quotable, everybody, { language, timeZone: from.timeZone ?? 'UTC' }),
    language: message.language,
    token: sideBodyToken(secret, side.number),
    automatic: null,
    at: message.released_at ?? ctx.now,
  }
  return { mail, everybody, demo: side.sentFromDemo }
}
