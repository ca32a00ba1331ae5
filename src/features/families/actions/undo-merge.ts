import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { loadToRead } from '../../cases/actions/load.ts'
import { bringBack, letGo, loadPair, returnFollowers } from '../../cases/actions/merge-away.ts'
import { caseNumberText } from '../../cases/rules/numbers.ts'
import { returnThread } from '../../conversations/actions/move-thread.ts'
import { returnEscalations } from '../../escalations/actions.ts'
import { saidOn } from '../../sla/actions/keep-time.ts'
import { returnTasks } from '../../tasks/actions/move-tasks.ts'
import type { Merge } from '../contract.ts'
import { canUndo } from '../rules/merging.ts'
import * as store from '../store/merges.ts'
import type { Stand, Taken } from './merge-cases.ts'

/** Takes a merge back: both cases stand as before it; what came since stays with the survivor. */
export async function undoMerge(ctx: Context, id: string) {
  ctx.require('cases.merge')
  const found = await store.findMerge(ctx.db, id)
  if (!found) throw new Refusal('not_found', { what: 'merge', id })
  const [source, survivor] = await loadPair(ctx, [found.source_id, found.survivor_id])
  const merge = (await store.findMerge(ctx.db, id))!
  const standing = await standingOf(ctx, merge)
  if (!standing.undo.allowed) throw new Refusal('merge_cannot_be_undone', { because: standing.undo.because })
  const { thread, tasks, escalations, followers } = merge.taken as unknown as Taken
  const stood = merge.stood as unknown as Stand
  const [fromId, toId] = [survivor.record.id, source.record.id]
  const said = (await saidOn(ctx, fromId)).filter((each) => thread.messages.includes(each.id))
  await returnThread(ctx, thread, fromId, toId)
  await returnTasks(ctx, tasks, fromId, toId)
  await returnFollowers(ctx, followers, fromId, toId)
  const about = { mergeId: id, mergedAt: merge.merged_at.toISOString() }
  const [back, stays] = [caseNumberText(source.record.number), caseNumberText(survivor.record.number)]
  await letGo(ctx, survivor, stood.survivor, {
    ...about,
    to: toId,
    source: back,
    messageIds: thread.messages,
    stays: standing.undo.stays,
  })
  await bringBack(ctx, source, stood.source, { ...about, from: fromId, number: stays, said })
  await returnEscalations(ctx, escalations ?? [], fromId, toId)
  await store.markUndone(ctx.db, id, ctx.actor.kind === 'person' ? ctx.actor.id : null, ctx.now)
  return { source: { id: toId, number: back }, survivor: { id: fromId, number: stays } }
}

/** The merges that stand of a case, whichever side it was on. */
export async function listMerges(ctx: Context, ref: string): Promise<Merge[]> {
  ctx.require('cases.read')
  const record = await loadToRead(ctx, ref)
  const rows = await store.mergesOf(ctx.db, ctx.actor, record.id)
  const merges: Merge[] = []
  for (const { merger, ...row } of rows)
    merges.push({
      ...(await standingOf(ctx, row)),
      by: row.merged_by && merger ? { id: row.merged_by, name: merger } : null,
    })
  return merges
}

async function standingOf(ctx: Context, merge: store.MergeRow): Promise<Omit<Merge, 'by'>> {
  const source = await loadToRead(ctx, merge.source_id)
  const survivor = await loadToRead(ctx, merge.survivor_id)
  const { thread } = merge.taken as unknown as Taken
  const { there, stays } = await store.countMessages(ctx.db, survivor.id, thread.messages, merge.merged_at)
  const { mergedInto } = await store.namesOn(ctx.db, survivor.id)
  const linked = (each: typeof source) => ({ id: each.id, number: caseNumberText(each.number), subject: each.subject })
  const decision = canUndo({
    source: { ...linked(source), mergedIntoId: source.merged_into_id },
    survivor: { ...linked(survivor), mergedInto: mergedInto === null ? null : caseNumberText(mergedInto) },
    isUndone: merge.undone_at !== null,
    gone: thread.messages.length - there,
  })
  return {
    id: merge.id,
    source: linked(source),
    survivor: linked(survivor),
    at: merge.merged_at.toISOString(),
    undo: { allowed: decision.ok, because: decision.ok ? [] : decision.because, returns: there, stays },
  }
}
