import type { Context } from '../../../platform/context.ts'
import { sentMail } from '../../../platform/mail-rows.ts'
import { keepAttachments } from '../../conversations/actions/stored-message.ts'
import * as store from '../store/conversations.ts'
import * as intake from '../store/intake.ts'
import * as messages from '../store/messages.ts'
import { keepPage } from '../store/pages.ts'
import { about } from './load.ts'
import { answered } from './release.ts'
import { toOwner } from './stand-in.ts'

/** Where what a mail refers to leads, by Message-ID and by the numbers that its marks prove. */
export const sidesByClues = async (ctx: Context, ids: readonly string[], numbers: readonly number[]) => ({
  sideOfMessage: await intake.sidesOfMessages(ctx.db, ids),
  sideOfNumber: await intake.sidesOfNumbers(ctx.db, numbers),
})

/** Who may write in a side conversation: whom we wrote to in it, or let in. Being in the customer's thread is not enough. */
export const sideParticipants = (ctx: Context, id: string): Promise<Set<string>> => messages.participantsOf(ctx.db, id)

export interface SideMail {
  /** Null for what was only told of. */
  mailId: string | null
  receivedAt: Date
  from: { name: string; email: string } | null
  to: readonly { name: string; email: string }[]
  cc: readonly { name: string; email: string }[]
  subject: string
  text: string
  /** As it was sent, sanitised. */
  html: string | null
  visibleText: string
  quotedText: string | null
  language: string | null
  messageId: string | null
  inReplyTo: string | null
  references: readonly string[]
  machine: boolean
  bounce: boolean
  /** Old mail that is read in: it is kept, and moves nothing. */
  imported: boolean
  /** A person let the sender in, who may write from now on. */
  letIn: boolean
  because: string
  files: readonly SideFile[]
}

interface SideFile {
  hash: string
  name: string
  type: string
  bytes: number
  inline: boolean
  contentId: string | null
}

/** A mail comes into a side conversation. Nothing of the customer's is touched: no clock, no status, no thread. */
export async function takeSideMail(
  ctx: Context,
  sideId: string,
  mail: SideMail,
): Promise<{ caseId: string; sideMessageId: string; eventId: string }> {
  const side = (await store.lockSide(ctx.db, sideId))!
  const id = ctx.newId()
  const { customer } = await store.addressesAround(ctx.db, side.standingCaseId)
  const also = [...mail.to, ...mail.cc].map(({ email }) => email.toLowerCase()).filter((email) => customer.has(email))
  await messages.insertMessage(ctx.db, {
    id,
    side_conversation_id: side.id,
    direction: 'in',
    machine: mail.machine,
    bounce: mail.bounce,
    from_name: mail.from?.name || null,
    from_email: mail.from?.email.toLowerCase() ?? null,
    to_addresses: JSON.stringify(mail.to),
    cc_addresses: JSON.stringify(mail.cc),
    subject: mail.subject,
    text: mail.text,
    visible_text: mail.visibleText,
    quoted_text: mail.quotedText,
    language: mail.language,
    message_id: mail.messageId,
    in_reply_to: mail.inReplyTo,
    reference_ids: [...mail.references],
    flags: JSON.stringify({
      ...(also.length > 0 && { alsoToCustomer: [...new Set(also)] }),
      ...(mail.letIn && { letIn: true }),
    }),
    inbound_mail_id: mail.mailId,
    received_at: mail.receivedAt,
    created_at: ctx.now,
  })
  if (mail.html !== null) await keepPage(ctx.db, id, mail.html)
  const files = mail.files.map((file) => ({ ...file, id: ctx.newId() }))
  await keepAttachments(ctx, side.standingCaseId, files)
  await messages.linkFiles(
    ctx.db,
    id,
    files.map((file) => file.id),
  )
  const moves = !mail.machine && !mail.imported
  const eventId = await ctx.record({
    name: 'side_message.received',
    caseId: side.standingCaseId,
    at: mail.receivedAt,
    content: {
      ...about(side),
      sideMessageId: id,
      mailId: mail.mailId,
      from: mail.from?.email ?? null,
      fromName: mail.from?.name ?? null,
      machine: mail.machine,
      bounce: mail.bounce,
      provenBy: mail.because,
      ...(also.length > 0 && { alsoToCustomer: also }),
      ...(moves && { to: await toOwner(ctx, side), said: `${side.party} answered: ${side.subject}` }),
    },
  })
  if (moves) await answered(ctx, side, eventId)
  ctx.changed({ kind: 'case', id: side.standingCaseId })
  return { caseId: side.standingCaseId, sideMessageId: id, eventId }
}

/** The mail of a side conversation that a delivery report speaks of. */
export async function bouncedSideMessage(
  ctx: Context,
  report: { messageId: string | null; email: string; provenSideId: string | null; since: Date },
): Promise<string | null> {
  const named = report.messageId && (await sentMail(ctx.db, 'side_message', report.messageId, report.email))
  if (named) return named.id
  if (report.provenSideId === null) return null
  return (await intake.lastSentTo(ctx.db, report.provenSideId, report.email, report.since))?.id ?? null
}
