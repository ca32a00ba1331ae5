import type { Context } from '../../../platform/context.ts'
import type { InputOf } from '../../../platform/endpoint.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { insertFirstMessage } from '../../conversations/actions/first-message.ts'
import { findOrCreateContact } from '../../customers/actions/find-or-create-contact.ts'
import type { casesContract } from '../contract.ts'
import { caseNumberText } from '../rules/numbers.ts'
import { loadToRead } from './load.ts'
import { openCase } from './open-case.ts'

type Body = InputOf<typeof casesContract.createCase>['body']

/** Opens a case by hand or through the API, with what the customer said or an internal start. */
export async function createCase(ctx: Context, body: Body): Promise<string> {
  ctx.require('cases.work')
  if (body.restricted) ctx.require('cases.restrict')
  const contactId = body.contactId ?? (body.contact ? await contactOf(ctx, body.contact) : undefined)
  const opened = await openCase(ctx, {
    subject: body.subject,
    text: body.message ?? body.note ?? '',
    typeId: body.typeId,
    typeKey: body.type,
    priority: body.priority,
    contactId,
    accountId: body.accountId,
    teamId: body.teamId,
    ownerId: body.ownerId,
    channel: body.channel ?? (ctx.actor.kind === 'key' ? 'api' : 'agent'),
    language: body.language,
    tags: body.tags,
    productId: body.productId,
    assetId: body.assetId,
    fields: body.custom,
    restricted: body.restricted,
    opening: body.message ? 'customer' : 'agent',
    receivedAt: ctx.now,
  })
  if (body.message)
    await insertFirstMessage(ctx, opened, { text: body.message, from: 'customer', contactId: contactId ?? null })
  if (body.note) await insertFirstMessage(ctx, opened, { text: body.note, from: 'colleague', contactId: null })
  return opened.id
}

async function contactOf(
  ctx: Context,
  contact: { name: string; email?: string | undefined; phone?: string | undefined },
): Promise<string> {
  const found = await findOrCreateContact(ctx, contact)
  return found.id
}

/** A linked case for what comes after a closed one: type, account, contact, fields and tags go along; owner and priority do not. */
export async function openFollowUp(ctx: Context, ref: string, subject: string | undefined): Promise<string> {
  ctx.require('cases.work')
  const record = await loadToRead(ctx, ref)
  if (record.status !== 'closed')
    throw new Refusal('already_exists', { because: 'the case is still open; work goes on in it' })
  const opened = await openCase(ctx, {
    subject: subject ?? record.subject,
    text: '',
    typeId: record.type_id,
    teamId: record.team_id,
    contactId: record.contact_id,
    accountId: record.account_id,
    channel: 'agent',
    tags: record.tags,
    productId: record.product_id,
    assetId: record.asset_id,
    custom: record.custom as Record<string, unknown>,
    restricted: record.restricted,
    opening: 'agent',
    receivedAt: ctx.now,
    followUpOfId: record.id,
  })
  await ctx.record({
    name: 'case.followed_up',
    caseId: record.id,
    content: { followUpId: opened.id, number: caseNumberText(opened.number) },
  })
  return opened.id
}
