import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { organisationZone } from '../../people/actions/teams.ts'
import { dayOf } from '../../reports/rules.ts'
import type { Fate, InboundMailAnswer, LedgerCounts, LedgerEntry, LedgerRow } from '../contract.ts'
import * as held from '../store/held.ts'
import * as inbound from '../store/inbound.ts'
import * as store from '../store/ledger.ts'
import { answerOf } from './process-mail.ts'

export async function listLedger(
  ctx: Context,
  listing: store.Listing,
): Promise<{ items: LedgerRow[]; nextCursor: string | null }> {
  ctx.require('mail.read')
  return store.listLedger(ctx.db, ctx.actor, listing)
}

/** The sum of today's fates, and what waits for a decision. Counts name no case, so all are counted. */
export async function countLedger(ctx: Context): Promise<LedgerCounts> {
  ctx.require('mail.read')
  const { from } = dayOf(ctx.now, await organisationZone(ctx.db))
  const counted = (rows: { fate: string; count: number }[]) =>
    rows.map(({ fate, count }) => ({ fate: fate as Fate, count }))
  return { today: counted(await held.fatesSince(ctx.db, from)), waiting: counted(await held.unsettled(ctx.db)) }
}

export async function getLedgerEntry(ctx: Context, id: string): Promise<LedgerEntry> {
  ctx.require('mail.read')
  const { rawHash: _, ...entry } = await theEntry(ctx, id)
  return entry
}

/** What became of a mail, for whoever hands mail in. */
export async function getInboundMail(ctx: Context, id: string): Promise<InboundMailAnswer> {
  ctx.require('mail.deliver')
  await theEntry(ctx, id)
  return answerOf((await inbound.findInbound(ctx.db, id))!)
}

/** Works on a mail that rests once more, from its raw bytes. */
export async function retryMail(ctx: Context, id: string): Promise<LedgerEntry> {
  ctx.require('mail.read')
  const { fate, caseId } = await theEntry(ctx, id)
  // One that a person discarded is decided; it has been read already.
  if ((fate === 'failed' || fate === 'quarantined') && caseId === null) {
    await inbound.updateInbound(ctx.db, id, {
      fate: 'pending',
      reason: null,
      error: null,
      attempts: 0,
      processed_at: null,
    })
    await ctx.enqueue('process-mail', { id }, { key: `mail ${id}` })
    await ctx.record({ name: 'mail.retried', content: { mailId: id, was: fate } })
    ctx.changed({ kind: 'mail', id })
  }
  return getLedgerEntry(ctx, id)
}

export async function rawHashOfMail(ctx: Context, id: string): Promise<string> {
  ctx.require('mail.read')
  const { rawHash } = await theEntry(ctx, id)
  // Of a refused mail only the envelope is kept.
  if (rawHash === null) throw new Refusal('not_found', { what: 'raw mail', id })
  return rawHash
}

/** The source of a message is for everybody who may read the message. */
export async function rawHashOfMessage(ctx: Context, id: string): Promise<string> {
  ctx.require('cases.read')
  const row = isId(id)
    ? ((await store.rawOfMessage(ctx.db, ctx.actor, id)) ?? (await store.rawOfSideMessage(ctx.db, ctx.actor, id)))
    : undefined
  if (!row?.raw_hash) throw new Refusal('not_found', { what: 'message', id })
  return row.raw_hash
}

async function theEntry(ctx: Context, id: string) {
  const entry = isId(id) ? await store.findEntry(ctx.db, ctx.actor, id) : null
  if (!entry) throw new Refusal('not_found', { what: 'mail', id })
  return entry
}

const isId = (id: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)
