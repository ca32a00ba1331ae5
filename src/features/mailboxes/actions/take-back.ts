import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { loadToChange } from '../../cases/actions/load.ts'
import { openCase } from '../../cases/actions/open-case.ts'
import { caseNumberText } from '../../cases/rules/numbers.ts'
import { moveMessage } from '../../conversations/actions/stored-message.ts'
import * as held from '../store/held.ts'
import { updateInbound } from '../store/inbound.ts'

/**
 * A mail that somebody put away comes back as a case of its own, which follows the one that was ended for it. The
 * customer has waited since it was received, so its clocks count from then; nothing is acknowledged any more.
 */
export async function takeBack(ctx: Context, mail: held.LockedMail): Promise<void> {
  const putAway = mail.fate === 'quarantined' && mail.reason === 'discarded_by_hand'
  const message = putAway && mail.message_row_id ? await held.messageOf(ctx.db, mail.message_row_id) : undefined
  if (!message || !mail.case_id)
    throw new Refusal('transition_not_allowed', {
      because: 'only a mail that was put away by hand, and had a case, comes back this way',
      missing: [],
    })
  const { record } = await loadToChange(ctx, mail.case_id)
  const text = message.visibleText ?? message.text
  const opened = await openCase(ctx, {
    subject: message.subject || record.subject,
    text,
    typeId: record.type_id,
    teamId: record.team_id,
    contactId: message.contactId ?? record.contact_id,
    accountId: record.account_id,
    channel: 'email',
    language: record.language,
    restricted: record.restricted,
    opening: 'customer',
    receivedAt: mail.received_at,
    followUpOfId: record.id,
    ...(mail.mailbox_id && { mailboxId: mail.mailbox_id }),
  })
  await moveMessage(ctx, message.id, record.id, opened.id)
  await ctx.record({
    name: 'case.followed_up',
    caseId: record.id,
    content: { followUpId: opened.id, number: caseNumberText(opened.number) },
  })
  await ctx.record({
    name: 'message.received',
    caseId: opened.id,
    at: mail.received_at,
    causeId: opened.openedEventId,
    content: {
      messageId: message.id,
      mailId: mail.id,
      from: message.fromEmail,
      fromName: message.fromName,
      subject: message.subject,
      machine: false,
      bounce: false,
      opening: true,
      thanks: false,
      imported: false,
      mustNotAutoReply: true,
      receivedAt: mail.received_at.toISOString(),
      fate: 'new_case',
      because: 'taken_back',
    },
  })
  await updateInbound(ctx.db, mail.id, { fate: 'new_case', reason: 'taken_back', error: null, case_id: opened.id })
  await ctx.record({ name: 'mail.taken_back', content: { mailId: mail.id, caseId: opened.id } })
}
