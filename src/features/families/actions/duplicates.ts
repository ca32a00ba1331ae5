import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { loadToRead } from '../../cases/actions/load.ts'
import { loadPair } from '../../cases/actions/merge-away.ts'
import { caseNumberText } from '../../cases/rules/numbers.ts'
import type { Duplicate } from '../contract/duplicates.ts'
import { type AskedCase, leastScore, likenessOf, rareWords, resolvedWithinDays } from '../rules/likeness.ts'
import * as store from '../store/duplicates.ts'

const shown = 3

/** Cases that one which is being written may repeat. */
export async function findDuplicates(
  ctx: Context,
  asked: {
    contactId?: string | null | undefined
    accountId?: string | null | undefined
    subject: string
    text: string
  },
): Promise<Duplicate[]> {
  ctx.require('cases.read')
  const contactId = asked.contactId ?? null
  const { accountId, contact, account } = await store.customerOf(ctx.db, contactId, asked.accountId ?? null)
  const names = [contact, account].filter((name) => name !== null)
  const about = { contactId, subject: asked.subject, text: asked.text.slice(0, 4000), names }
  return likest(ctx, about, { contactId, accountId, caseId: null, openedBefore: null })
}

/** Older cases that a case may repeat; nothing where it is over. */
export async function listDuplicates(ctx: Context, ref: string): Promise<Duplicate[]> {
  ctx.require('cases.read')
  const { id, status } = await loadToRead(ctx, ref)
  if (status === 'resolved' || status === 'closed') return []
  const own = await store.askedBy(ctx.db, id)
  const names = [own.contact, own.account].filter((name) => name !== null)
  return likest(
    ctx,
    { contactId: own.contactId, subject: own.subject, text: own.text, names },
    { contactId: own.contactId, accountId: own.accountId, caseId: id, openedBefore: own.openedAt },
  )
}

/** Two cases that look alike and are not the same: remembered, and told on both. */
export async function tellApart(ctx: Context, ref: string, otherRef: string): Promise<void> {
  ctx.require('cases.work')
  const [{ record: one }, { record: other }] = await loadPair(ctx, [ref, otherRef])
  if (one.id === other.id)
    throw new Refusal('malformed', { fields: [{ path: 'other', message: 'a case is the same as itself' }] })
  const by = ctx.actor.kind === 'person' ? ctx.actor.id : null
  if (!(await store.insertToldApart(ctx.db, [one.id, other.id], by, ctx.now))) return
  for (const [record, with_] of [
    [one, other],
    [other, one],
  ] as const)
    await ctx.record({
      name: 'case.told_apart',
      caseId: record.id,
      content: { otherId: with_.id, number: caseNumberText(with_.number) },
    })
}

async function likest(
  ctx: Context,
  asked: AskedCase,
  of: Omit<Parameters<typeof store.candidates>[2], 'resolvedSince'>,
): Promise<Duplicate[]> {
  if (of.contactId === null && of.accountId === null) return []
  const resolvedSince = new Date(ctx.now.getTime() - resolvedWithinDays * 86_400_000)
  const found = await store.candidates(ctx.db, ctx.actor, { ...of, resolvedSince }).execute()
  const rare = rareWords(asked, found)
  return found
    .map((candidate) => ({ candidate, ...likenessOf(asked, candidate, rare, ctx.now) }))
    .filter(({ score }) => score >= leastScore)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, shown)
    .map(({ candidate, score, because }) => ({ case: shownCase(candidate), score, because }))
}

const named = (id: string | null, name: string | null) => (id && name !== null ? { id, name } : null)

const shownCase = (found: store.Candidate): Duplicate['case'] => ({
  id: found.id,
  number: caseNumberText(found.number),
  subject: found.subject,
  status: found.status as Duplicate['case']['status'],
  contact: named(found.contactId, found.contact),
  owner: named(found.ownerId, found.owner),
  createdAt: found.openedAt.toISOString(),
})
