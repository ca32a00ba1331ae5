import type { Context } from '../../../platform/context.ts'
import { withdrawCase } from '../../cases/actions/settle-proposal.ts'
import { caseNumberText } from '../../cases/rules/numbers.ts'
import { takeMessageAway } from '../../conversations/actions/take-message-away.ts'
import { takeSideMail } from '../../sideconversations/actions/take-mail.ts'
import type { LockedMail, ProposedCase } from '../store/held.ts'
import { updateInbound } from '../store/inbound.ts'

/** A held mail goes into the side conversation that it answers, and its sender may write there from now on. */
export async function letIntoSide(
  ctx: Context,
  mail: LockedMail,
  to: { caseId: string; target: ProposedCase; sideId: string; party: string },
): Promise<void> {
  const because = `its mail belongs to the side conversation with ${to.party} on ${caseNumberText(to.target.number)}`
  await updateInbound(ctx.db, mail.id, { message_row_id: null })
  // Not merged into it: the contacts of merged cases have a part in the customer's thread.
  await withdrawCase(ctx, to.caseId, { because, into: null })
  const { message, files } = await takeMessageAway(ctx, mail.message_row_id!)
  const { sideMessageId } = await takeSideMail(ctx, to.sideId, {
    mailId: mail.id,
    receivedAt: mail.received_at,
    from: message.from_email ? { name: message.from_name ?? '', email: message.from_email } : null,
    to: message.to_addresses as unknown as { name: string; email: string }[],
    cc: message.cc_addresses as unknown as { name: string; email: string }[],
    subject: message.subject ?? '',
    text: message.text,
    html: message.html,
    visibleText: message.visible_text ?? message.text,
    quotedText: message.quoted_text,
    language: message.language,
    messageId: message.message_id,
    inReplyTo: message.in_reply_to,
    references: message.reference_ids,
    machine: false,
    bounce: false,
    imported: false,
    letIn: true,
    because: 'accepted_by_hand',
    files,
  })
  await updateInbound(ctx.db, mail.id, {
    fate: 'reply',
    reason: 'accepted_by_hand',
    case_id: to.target.id,
    side_message_id: sideMessageId,
  })
}
