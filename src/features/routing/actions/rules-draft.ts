import { isDeepStrictEqual } from 'node:util'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import type { IntakeRule } from '../contract/rules.ts'
import type { RulesDraft } from '../contract/rules-draft.ts'
import { currentRules } from '../store/rules.ts'
import * as store from '../store/rules-draft.ts'
import { requireKnown } from './rules.ts'

/** The draft as it was last saved, by whomever; null where there is none. */
export async function getDraft(ctx: Context): Promise<RulesDraft | null> {
  ctx.require('settings.read')
  return current(ctx)
}

async function current(ctx: Context): Promise<RulesDraft | null> {
  const row = await store.findDraft(ctx.db)
  if (!row) return null
  const { personId, personName, savedAt, ...draft } = row
  return {
    ...draft,
    savedAt: savedAt.toISOString(),
    savedBy: personId && personName !== null ? { id: personId, name: personName } : null,
  }
}

interface Drawn {
  version: number | null
  basedOn: number
  rules: IntakeRule[]
}

/** Keeps what is being drawn, while nobody else has gone on with it meanwhile. */
export async function saveDraft(ctx: Context, { version, basedOn, rules }: Drawn): Promise<RulesDraft> {
  ctx.require('settings.edit')
  if (basedOn > (await currentRules(ctx.db)).version)
    throw new Refusal('malformed', { fields: [{ path: 'body.basedOn', message: 'is no published version' }] })
  await requireKnown(ctx, rules)
  const by = ctx.actor.kind === 'person' ? ctx.actor.id : null
  const draft = { basedOn, rules, by, at: ctx.now }
  const kept =
    version === null ? await store.insertDraft(ctx.db, draft) : await store.updateDraft(ctx.db, draft, version)
  const after = await current(ctx)
  if (!kept) throw new Refusal('changed_meanwhile', { current: after })
  ctx.changed({ kind: 'settings', id: 'intake_rules' })
  return after!
}

/** Throws the draft away; one that somebody went on with meanwhile stays. */
export async function discardDraft(ctx: Context, version: number): Promise<void> {
  ctx.require('settings.edit')
  const before = await current(ctx)
  if (!(await store.deleteDraft(ctx.db, version))) throw new Refusal('changed_meanwhile', { current: before })
  const whose = before?.savedBy?.name ?? null
  await ctx.record({ name: 'intake_rules.draft_discarded', content: { basedOn: before?.basedOn ?? null, whose } })
  ctx.changed({ kind: 'settings', id: 'intake_rules' })
}

/** The draft without what is about to go, where there is one; one that says what is published is none. */
export async function redrawDraft(ctx: Context, change: (rules: readonly IntakeRule[]) => IntakeRule[]): Promise<void> {
  const draft = await store.findDraft(ctx.db)
  if (!draft) return
  const rules = change(draft.rules)
  const { basedOn, personId, savedAt, version } = draft
  if (isDeepStrictEqual(rules, (await currentRules(ctx.db)).rules)) await store.deleteDraft(ctx.db, version)
  else await store.updateDraft(ctx.db, { basedOn, rules, by: personId, at: savedAt }, version)
}
