import type { Context } from '../../../platform/context.ts'
import { applyReply, type CustomerMessage, placeReply } from '../../cases/actions/customer-wrote.ts'
import { caseNumberText } from '../../cases/rules/numbers.ts'
import * as store from '../store.ts'

/** What a customer wrote on one of our pages, with all that this does to the case; a closed one gets a follow-up. */
export async function takePortalMessage(
  ctx: Context,
  caseId: string,
  written: { subject: string; text: string; contactId: string | null; name: string; email: string },
): Promise<{ followUp: string | null }> {
  const message: CustomerMessage = {
    receivedAt: ctx.now,
    machine: false,
    bareThanks: false,
    subject: written.subject,
    text: written.text,
    contactId: written.contactId,
    channel: 'portal',
    sender: written.name || written.email || 'The customer',
  }
  const placed = await placeReply(ctx, caseId, message)
  const id = ctx.newId()
  await store.insertMessage(ctx.db, {
    id,
    case_id: placed.caseId,
    kind: 'portal',
    direction: 'in',
    public: true,
    contact_id: written.contactId,
    from_name: written.name || null,
    from_email: written.email || null,
    text: written.text,
    received_at: ctx.now,
    created_at: ctx.now,
  })
  const eventId = await ctx.record({
    name: 'message.received',
    caseId: placed.caseId,
    ...(placed.followUp && { causeId: placed.followUp.openedEventId }),
    content: {
      messageId: id,
      from: written.email || null,
      fromName: written.name || null,
      machine: false,
      bounce: false,
      opening: placed.followUp !== null,
      receivedAt: ctx.now.toISOString(),
    },
  })
  if (!placed.followUp) await applyReply(ctx, placed.caseId, message, eventId)
  return { followUp: placed.followUp && caseNumberText(placed.followUp.number) }
}
