import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { applyReply } from '../../cases/actions/customer-wrote.ts'
import { loadToWork } from '../../cases/actions/load.ts'
import { followClosed, keepApart, withdrawCase } from '../../cases/actions/settle-proposal.ts'
import { isBareThanks } from '../../cases/rules/lifecycle.ts'
import { caseNumberText } from '../../cases/rules/numbers.ts'
import { isWorkedOn, moveMessage } from '../../conversations/actions/stored-message.ts'
import { awaitTurn } from '../../routing/actions/decide-owner.ts'
import type { LedgerEntry, MailDecision } from '../contract.ts'
import * as held from '../store/held.ts'
import { updateInbound } from '../store/inbound.ts'
import { getLedgerEntry } from './ledger.ts'
import { letIntoSide } from './let-into-side.ts'
import { takeBack } from './take-back.ts'

/** Decides what the rules would not decide alone; every decision is on the timelines of the cases it touches. */
export async function decideMail(ctx: Context, id: string, decision: MailDecision): Promise<LedgerEntry> {
  ctx.require('mail.read')
  ctx.require('cases.work')
  await getLedgerEntry(ctx, id)
  const mail = await held.lockMail(ctx.db, id)
  if (!mail) throw new Refusal('not_found', { what: 'mail', id })
  if (decision.do === 'discard') await discard(ctx, mail, decision.reason)
  else if (decision.do === 'take_back') await takeBack(ctx, mail)
  else await settleProposal(ctx, mail, decision.do)
  ctx.changed({ kind: 'mail', id })
  return getLedgerEntry(ctx, id)
}

async function settleProposal(ctx: Context, mail: held.LockedMail, choice: 'accept' | 'keep'): Promise<void> {
  const { case_id: caseId, proposed_case_id: proposedCaseId } = mail
  if (!caseId || !proposedCaseId)
    throw new Refusal('transition_not_allowed', { because: 'it is decided already', missing: [] })
  if (choice === 'keep') {
    await keepApart(ctx, caseId, proposedCaseId)
    return updateInbound(ctx.db, mail.id, { fate: 'new_case', reason: 'kept_apart' })
  }
  // Both cases must be within sight of whoever decides, and open to work.
  await loadToWork(ctx, caseId)
  const target = await held.proposedCase(ctx.db, ctx.actor, proposedCaseId)
  if (!target) throw new Refusal('not_found', { what: 'case', id: proposedCaseId })
  const side = await held.proposedSide(ctx.db, mail)
  if (side) {
    await refuseWorkedOn(ctx, caseId, mail.message_row_id!)
    return letIntoSide(ctx, mail, { caseId, target, sideId: side.id, party: side.party })
  }
  if (target.status === 'closed') {
    await followClosed(ctx, caseId, target.id)
    return updateInbound(ctx.db, mail.id, { fate: 'new_case', reason: 'follows_closed' })
  }
  await accept(ctx, mail, caseId, target)
  await updateInbound(ctx.db, mail.id, { fate: 'reply', reason: 'accepted_by_hand', case_id: target.id })
}

/** The message goes to the proposed case, as if it had come there at the time it was received. */
async function accept(ctx: Context, mail: held.LockedMail, caseId: string, target: held.ProposedCase): Promise<void> {
  const message = mail.message_row_id ? await held.messageOf(ctx.db, mail.message_row_id) : undefined
  if (!message) throw new Refusal('not_found', { what: 'message', id: mail.message_row_id })
  await refuseWorkedOn(ctx, caseId, message.id)
  const number = caseNumberText(target.number)
  // A reopened case may go back to its queue: queues are taken before contracts, here as by those who open cases.
  if (target.status === 'resolved' && target.queueId) await awaitTurn(ctx, target.queueId)
  await withdrawCase(ctx, caseId, { because: `its mail belongs to ${number}`, into: target })
  await moveMessage(ctx, message.id, caseId, target.id)
  const thanks = isBareThanks(message.visibleText ?? message.text)
  const eventId = await ctx.record({
    name: 'message.received',
    caseId: target.id,
    at: mail.received_at,
    content: {
      messageId: message.id,
      mailId: mail.id,
      from: message.fromEmail,
      fromName: message.fromName,
      subject: message.subject,
      machine: false,
      bounce: false,
      opening: false,
      thanks,
      imported: false,
      receivedAt: mail.received_at.toISOString(),
      fate: 'reply',
      because: 'accepted_by_hand',
      acceptedBy: ctx.actor.name,
    },
  })
  await applyReply(
    ctx,
    target.id,
    {
      receivedAt: mail.received_at,
      machine: false,
      bareThanks: thanks,
      subject: message.subject ?? '',
      text: message.visibleText ?? message.text,
      contactId: message.contactId,
      channel: 'email',
      sender: message.fromName || message.fromEmail || 'Somebody',
    },
    eventId,
  )
}

/** The mail stays in the ledger with who put it away and why; a case that was opened for it is taken out of work. */
async function discard(ctx: Context, mail: held.LockedMail, reason: string): Promise<void> {
  const isHeld = mail.fate === 'held' || mail.proposed_case_id !== null
  if (!isHeld && mail.fate !== 'failed')
    throw new Refusal('transition_not_allowed', {
      because: 'only what is held or failed can be discarded',
      missing: [],
    })
  if (mail.case_id) {
    if (mail.message_row_id) await refuseWorkedOn(ctx, mail.case_id, mail.message_row_id)
    await withdrawCase(ctx, mail.case_id, { because: `its mail was discarded: ${reason}`, into: null })
  }
  await updateInbound(ctx.db, mail.id, {
    fate: 'quarantined',
    reason: 'discarded_by_hand',
    error: reason,
    processed_at: ctx.now,
  })
  await ctx.record({ name: 'mail.discarded', content: { mailId: mail.id, reason, was: mail.fate } })
}

async function refuseWorkedOn(ctx: Context, caseId: string, messageId: string): Promise<void> {
  if (await isWorkedOn(ctx, caseId, messageId))
    throw new Refusal('transition_not_allowed', {
      because: 'its own case has been worked on since; keep it as a case of its own',
      missing: [],
    })
}
