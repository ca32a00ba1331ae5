import type { Context } from '../../../platform/context.ts'
import type { InputOf } from '../../../platform/endpoint.ts'
import { Refusal } from '../../../platform/refusal.ts'
import type { DrawnDefinition, PolicyDraft, PolicyVersion, policyHistoryContract } from '../contract/policy-history.ts'
import { SlaPolicy } from '../contract.ts'
import * as store from '../store/policy-history.ts'
import { getPolicy, requireNamed } from './policies.ts'

type Asked<E extends keyof typeof policyHistoryContract> = InputOf<(typeof policyHistoryContract)[E]>
type OfDraft = Asked<'getPolicyDraft'>['params']['id']

/** Who published what when, the newest first. */
export async function listVersions(
  ctx: Context,
  id: string,
  { before, limit }: Asked<'listPolicyVersions'>['query'],
): Promise<{ items: PolicyVersion[]; next: number | null }> {
  await getPolicy(ctx, id)
  const rows = await store.versionsOf(ctx.db, id, before, limit + 1)
  const items = rows.slice(0, limit).map((row, at): PolicyVersion => {
    const earlier = rows[at + 1]
    return {
      version: row.version,
      policy: drawnOf(row.definition),
      was: earlier ? drawnOf(earlier.definition) : null,
      savedBy: named(row),
      savedAt: row.at.toISOString(),
      appliesTo: row.appliesTo as PolicyVersion['appliesTo'],
      switched: row.switched,
    }
  })
  return { items, next: rows.length > limit ? items.at(-1)!.version : null }
}

/** What an older version does not say is what was usual then. */
function drawnOf(definition: object): DrawnDefinition {
  const nowhere = { id: '00000000-0000-7000-8000-000000000000', version: 1, position: 0 }
  const { id: _id, version: _version, position: _position, ...drawn } = SlaPolicy.parse({ ...definition, ...nowhere })
  return drawn
}

const named = ({ byId, byName }: { byId: string | null; byName: string | null }) =>
  byId && byName !== null ? { id: byId, name: byName } : null

/** The draft as it was last saved, by whomever; null where there is none. */
export async function getDraft(ctx: Context, id: OfDraft): Promise<PolicyDraft | null> {
  ctx.require('settings.read')
  return current(ctx, idOf(id))
}

const idOf = (id: OfDraft): string | null => (id === 'new' ? null : id)

async function current(ctx: Context, policyId: string | null): Promise<PolicyDraft | null> {
  const row = await store.findDraft(ctx.db, policyId)
  if (!row) return null
  const { basedOn, definition, savedAt, version } = row
  const policy = drawnOf(definition as object)
  return { basedOn, policy, version, savedAt: savedAt.toISOString(), savedBy: named(row) }
}

/** Keeps what is being drawn, while nobody else has gone on with it meanwhile. */
export async function saveDraft(
  ctx: Context,
  id: OfDraft,
  { version, basedOn, policy }: Asked<'savePolicyDraft'>['body'],
): Promise<PolicyDraft> {
  ctx.require('settings.edit')
  const policyId = idOf(id)
  const published = policyId === null ? 0 : (await getPolicy(ctx, policyId)).version
  if (basedOn > published)
    throw new Refusal('malformed', { fields: [{ path: 'body.basedOn', message: 'is no published version' }] })
  await requireNamed(ctx, policy)
  const by = ctx.actor.kind === 'person' ? ctx.actor.id : null
  const draft = { policyId, basedOn, definition: policy, by, at: ctx.now }
  const kept =
    version === null ? await store.insertDraft(ctx.db, draft) : await store.updateDraft(ctx.db, draft, version)
  const after = await current(ctx, policyId)
  if (!kept) throw new Refusal('changed_meanwhile', { current: after })
  ctx.changed({ kind: 'settings', id: policyId ?? 'policies' })
  return after!
}

/** Throws the draft away; one that somebody went on with meanwhile stays. */
export async function discardDraft(ctx: Context, id: OfDraft, version: number): Promise<void> {
  ctx.require('settings.edit')
  const policyId = idOf(id)
  const before = await current(ctx, policyId)
  if (!(await store.deleteDraft(ctx.db, policyId, version))) throw new Refusal('changed_meanwhile', { current: before })
  const whose = before?.savedBy?.name ?? null
  await ctx.record({
    name: 'policy.draft_discarded',
    content: { policyId, policy: before?.policy.name ?? null, basedOn: before?.basedOn ?? null, whose },
  })
  ctx.changed({ kind: 'settings', id: policyId ?? 'policies' })
}
