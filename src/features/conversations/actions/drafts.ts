import type { z } from 'zod'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { loadToRead } from '../../cases/actions/load.ts'
import type { Draft } from '../contract.ts'
import * as store from '../store.ts'

const draftBytes = 500_000

export async function listDrafts(ctx: Context, ref: string): Promise<z.infer<typeof Draft>[]> {
  ctx.require('cases.read')
  const record = await loadToRead(ctx, ref)
  if (ctx.actor.kind !== 'person' || !ctx.actor.id) return []
  const rows = await store.draftsOf(ctx.db, record.id, ctx.actor.id)
  return rows.map((row) => ({
    kind: row.kind as 'reply',
    content: row.content as Record<string, unknown>,
    begunAt: row.begun_at.toISOString(),
    savedAt: row.saved_at.toISOString(),
  }))
}

/** Keeps or discards what somebody is writing. Not on the timeline: it is theirs until they send it. */
export async function saveDraft(
  ctx: Context,
  ref: string,
  kind: string,
  content: Record<string, unknown> | null,
): Promise<void> {
  ctx.require('cases.note')
  const record = await loadToRead(ctx, ref)
  if (ctx.actor.kind !== 'person' || !ctx.actor.id)
    throw new Refusal('not_allowed', { because: 'only people write drafts' })
  if (!content || Object.keys(content).length === 0) return store.removeDraft(ctx.db, record.id, ctx.actor.id, kind)
  if (JSON.stringify(content).length > draftBytes) throw new Refusal('too_large')
  await store.saveDraft(ctx.db, { caseId: record.id, personId: ctx.actor.id, kind, content, now: ctx.now })
}
