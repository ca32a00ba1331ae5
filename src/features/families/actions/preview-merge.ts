import type { Context } from '../../../platform/context.ts'
import { loadToRead } from '../../cases/actions/load.ts'
import { getCase } from '../../cases/actions/views.ts'
import { CaseRow } from '../../cases/contract/case-row.ts'
import type { MergePreview, MergeSide } from '../contract.ts'
import { canMerge, consequencesOf, differencesOf } from '../rules/merging.ts'
import * as store from '../store/merges.ts'
import { mergeFacts } from './merge-facts.ts'

/** What merging one case into another would do; nothing is changed. */
export async function previewMerge(ctx: Context, ref: string, into: string): Promise<MergePreview> {
  ctx.require('cases.read')
  const source = await loadToRead(ctx, ref)
  const survivor = await loadToRead(ctx, into)
  const { facts } = await mergeFacts(ctx, source, survivor)
  const decision = canMerge(facts)
  const goes = await sideOf(ctx, source.id)
  const stays = await sideOf(ctx, survivor.id)
  const { happens, warnings } = consequencesOf(facts)
  return {
    source: goes,
    survivor: stays,
    allowed: decision.ok && (ctx.actor.rights.has('*') || ctx.actor.rights.has('cases.merge')),
    because: decision.ok ? [] : decision.because,
    happens,
    warnings: [...warnings, ...differencesOf(goes, stays)],
  }
}

async function sideOf(ctx: Context, id: string): Promise<MergeSide> {
  const shown = await getCase(ctx, id)
  return { ...CaseRow.parse(shown), messageCount: shown.messageCount, excerpt: await store.excerptOf(ctx.db, id) }
}
