import type { Context } from '../../../platform/context.ts'
import { applyReply } from '../../cases/actions/customer-wrote.ts'
import { isBareThanks } from '../../cases/rules/lifecycle.ts'
import { keepMessage } from '../../conversations/actions/stored-message.ts'
import { domainOf } from '../rules/company/contacts.ts'
import type { PlannedCase } from '../rules/moves.ts'
import { ownAddress } from '../store/loading.ts'
import { serviceAddress } from './deliver.ts'

export interface CustomerMail {
  text: string
  kind?: 'machine' | 'bounce'
  /** The timeline entry of the case it opened. */
  openingCauseId?: string
}

const kinds: Record<PlannedCase['channel'], string> = {
  email: 'email',
  portal: 'portal',
  phone: 'email',
  chat: 'chat',
  form: 'form',
}

/** What a customer, or a machine of theirs, wrote on a case, with all that this does to the case. */
export async function receiveFromCustomer(
  ctx: Context,
  caseId: string,
  planned: PlannedCase,
  contactId: string,
  mail: CustomerMail,
): Promise<string> {
  const id = ctx.newId()
  const { contact } = planned
  const bounce = mail.kind === 'bounce'
  const domain = domainOf(contact.account)
  const from = bounce
    ? { name: 'Mail Delivery System', email: `mailer-daemon@${domain}` }
    : { name: contact.name, email: contact.email }
  const machine = mail.kind !== undefined
  const opening = mail.openingCauseId !== undefined
  const thanks = !machine && isBareThanks(mail.text)
  await keepMessage(ctx, {
    id,
    case_id: caseId,
    kind: opening ? kinds[planned.channel] : 'email',
    direction: 'in',
    public: true,
    machine,
    bounce,
    contact_id: bounce ? null : contactId,
    from_name: from.name,
    from_email: from.email,
    to_addresses: JSON.stringify([{ name: 'Norrvik Service', email: (await ownAddress(ctx.db)) ?? serviceAddress }]),
    subject: opening ? planned.subject : `Re: ${planned.subject}`,
    text: mail.text,
    language: planned.tongue,
    message_id: `<${id}@${domain}>`,
    received_at: ctx.now,
    created_at: ctx.now,
  })
  const eventId = await ctx.record({
    name: 'message.received',
    caseId,
    ...(mail.openingCauseId && { causeId: mail.openingCauseId }),
    content: {
      messageId: id,
      from: from.email,
      fromName: from.name,
      subject: planned.subject,
      machine,
      bounce,
      opening,
      thanks,
      imported: false,
      receivedAt: ctx.now.toISOString(),
    },
  })
  if (opening) return id
  const facts = { receivedAt: ctx.now, machine, bounce, bareThanks: thanks, subject: planned.subject, text: mail.text }
  await applyReply(ctx, caseId, { ...facts, contactId, channel: 'email', sender: from.name }, eventId)
  return id
}
