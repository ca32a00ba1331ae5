import type { Context } from '../../../platform/context.ts'
import { takeSideMail } from '../../sideconversations/actions/take-mail.ts'
import { writtenAt } from '../rules/written-at.ts'
import type { ArrivedMail } from './join-case.ts'

/** Adds a mail to the side conversation it belongs to; the customer's thread and clocks never hear of it. */
export function joinSide(ctx: Context, { row, reading, decision, files }: ArrivedMail, sideId: string) {
  const { mail, html, folded } = reading
  const imported = row.source === 'import'
  return takeSideMail(ctx, sideId, {
    mailId: row.id,
    receivedAt: imported ? writtenAt(mail.date, row.received_at) : row.received_at,
    from: mail.from,
    to: mail.to,
    cc: mail.cc,
    subject: mail.subject,
    text: mail.text,
    html,
    visibleText: folded.visible,
    quotedText: [folded.quoted, folded.signature].filter(Boolean).join('\n\n') || null,
    language: mail.language,
    messageId: mail.messageId,
    inReplyTo: mail.inReplyTo[0] ?? null,
    references: mail.references,
    machine: decision.fate.fate === 'machine',
    bounce: mail.bounce !== null,
    imported,
    letIn: false,
    because: decision.fate.reason,
    files,
  })
}
