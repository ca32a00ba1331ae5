import type { Context } from '../../../platform/context.ts'
import type { Status } from '../../../platform/shapes.ts'
import { effectOfReply, isOpen, type ReplyEffect } from '../rules/lifecycle.ts'
import { caseNumberText } from '../rules/numbers.ts'
import * as write from '../store/write.ts'
import { stepSoon } from './follow-step.ts'
import { loadToChange } from './load.ts'
import { type OpenedCase, openCase } from './open-case.ts'
import { reopenCase } from './resolve-case.ts'
import { enterStage } from './transition-case.ts'

export interface CustomerMessage {
  receivedAt: Date
  machine: boolean
  bareThanks: boolean
  subject: string
  text: string
  contactId: string | null
  channel: string
  /** What the sender is called in the reason of a reopening. */
  sender: string
}

/** What a message does to its case, decided before it is stored: a closed case gets a follow-up instead. */
export async function placeReply(
  ctx: Context,
  caseId: string,
  message: CustomerMessage,
): Promise<{ caseId: string; effect: ReplyEffect['kind']; followUp: OpenedCase | null }> {
  const { record, definition } = await loadToChange(ctx, caseId)
  if (record.merged_into_id) return placeReply(ctx, record.merged_into_id, message)
  const effect = effectOfReply({
    status: record.status as Status,
    stage: record.stage,
    previousStage: record.previous_stage,
    definition,
    machine: message.machine,
    bareThanks: message.bareThanks,
  })
  if (effect.kind !== 'follow_up') return { caseId, effect: effect.kind, followUp: null }
  const followUp = await openCase(ctx, {
    subject: message.subject,
    text: message.text,
    typeId: record.type_id,
    teamId: record.team_id,
    contactId: message.contactId ?? record.contact_id,
    accountId: record.account_id,
    channel: message.channel,
    tags: record.tags,
    productId: record.product_id,
    assetId: record.asset_id,
    custom: record.custom as Record<string, unknown>,
    restricted: record.restricted,
    opening: 'customer',
    receivedAt: message.receivedAt,
    followUpOfId: record.id,
    ...(record.mailbox_id && { mailboxId: record.mailbox_id }),
  })
  await ctx.record({
    name: 'case.followed_up',
    caseId: record.id,
    content: { followUpId: followUp.id, number: caseNumberText(followUp.number) },
  })
  return { caseId: followUp.id, effect: 'follow_up', followUp }
}

/** Applies what the message does, caused by its timeline entry `eventId`. */
export async function applyReply(
  ctx: Context,
  caseId: string,
  message: CustomerMessage,
  eventId: string,
): Promise<void> {
  const { record, definition } = await loadToChange(ctx, caseId)
  const effect = effectOfReply({
    status: record.status as Status,
    stage: record.stage,
    previousStage: record.previous_stage,
    definition,
    machine: message.machine,
    bareThanks: message.bareThanks,
  })
  if (!message.machine) {
    await write.updateFacts(ctx.db, record.id, {
      last_customer_message_at: message.receivedAt,
      updated_at: ctx.now,
      ...((isOpen(record.status as Status) || effect.kind === 'reopen') && { customer_replied_at: message.receivedAt }),
    })
  }
  if (!message.machine && record.next_step_automatic && isOpen(record.status as Status)) stepSoon(ctx, record.id)
  if (effect.kind === 'return') {
    await enterStage(ctx, record, definition, effect.stage, {
      because: ['the customer answered'],
      nextStep: 'Answer the customer',
      stepByRule: true,
      causeId: eventId,
    })
  }
  if (effect.kind === 'reopen') {
    await reopenCase(ctx, record.id, { because: `${message.sender} wrote again`, causeId: eventId })
  }
}
