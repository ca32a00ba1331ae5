import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import type { TypeDraft, TypeVersion } from '../contract/drafts.ts'
import { CaseTypeDefinition } from '../contract.ts'
import { changesOf } from '../rules/changes.ts'
import { asPublished } from '../rules.ts'
import * as drafts from '../store/drafts.ts'
import * as store from '../store.ts'

/** The draft of a type as it was last saved, by whomever; null where there is none. */
export async function getDraft(ctx: Context, typeId: string): Promise<TypeDraft | null> {
  ctx.require('settings.read')
  await requireType(ctx, typeId)
  const row = await drafts.findDraft(ctx.db, typeId)
  if (!row) return null
  return {
    basedOn: row.based_on,
    definition: asPublished(row.definition) as unknown as Record<string, unknown>,
    teamId: row.team_id,
    savedBy: row.saved_by && row.savedByName !== null ? { id: row.saved_by, name: row.savedByName } : null,
    savedAt: row.saved_at.toISOString(),
    version: row.version,
  }
}

interface Saved {
  version: number | null
  basedOn: number
  definition: Record<string, unknown>
  teamId: string | null
}

const maxBytes = 400_000

/** Keeps what is being drawn, while nobody else has gone on with it meanwhile. */
export async function saveDraft(ctx: Context, typeId: string, draft: Saved): Promise<TypeDraft> {
  ctx.require('settings.edit')
  const type = await requireType(ctx, typeId)
  const definition = inShape(draft.definition)
  if (draft.basedOn > type.version)
    throw new Refusal('malformed', { fields: [{ path: 'basedOn', message: 'is no published version' }] })
  if (draft.teamId && (await store.knownTeams(ctx.db, [draft.teamId])).length === 0)
    throw new Refusal('not_found', { what: 'team', id: draft.teamId })
  const row = {
    case_type_id: typeId,
    based_on: draft.basedOn,
    definition: JSON.stringify(definition),
    team_id: draft.teamId,
    saved_by: ctx.actor.kind === 'person' ? ctx.actor.id : null,
    saved_at: ctx.now,
  }
  const kept =
    draft.version === null
      ? await drafts.insertDraft(ctx.db, row)
      : await drafts.updateDraft(ctx.db, row, draft.version)
  const current = await getDraft(ctx, typeId)
  if (!kept) throw new Refusal('changed_meanwhile', { current })
  ctx.changed({ kind: 'settings', id: typeId })
  return current!
}

/** Throws a draft away; one that somebody went on with meanwhile stays. */
export async function discardDraft(ctx: Context, typeId: string, version: number): Promise<void> {
  ctx.require('settings.edit')
  const type = await requireType(ctx, typeId)
  if (!(await drafts.deleteDraft(ctx.db, typeId, version)))
    throw new Refusal('changed_meanwhile', { current: await getDraft(ctx, typeId) })
  await ctx.record({ name: 'type.draft_discarded', content: { typeId, key: type.key } })
  ctx.changed({ kind: 'settings', id: typeId })
}

/** Every version with what it changed in the one before, the newest first. */
export async function listVersions(ctx: Context, typeId: string): Promise<TypeVersion[]> {
  ctx.require('settings.read')
  await requireType(ctx, typeId)
  const rows = await drafts.versionsOf(ctx.db, typeId)
  const open = await store.openByVersionAndStage(ctx.db, typeId)
  return rows.map(({ version, definition, at, byId, byName }, place) => {
    const before = rows[place + 1]
    return {
      version,
      at: at.toISOString(),
      by: byId && byName !== null ? { id: byId, name: byName } : null,
      openCases: open.filter((each) => each.version === version).reduce((sum, each) => sum + each.open, 0),
      changes: before ? changesOf(asPublished(before.definition), asPublished(definition)) : [],
    }
  })
}

export async function getVersion(ctx: Context, typeId: string, version: number) {
  ctx.require('settings.read')
  const row = (await drafts.versionsOf(ctx.db, typeId)).find((each) => each.version === version)
  if (!row) throw new Refusal('not_found', { what: 'version of a case type', id: String(version) })
  return { version, definition: asPublished(row.definition) as unknown as Record<string, unknown> }
}

/** Stands for a word that is not there yet, while a draft is read as if it were whole. */
const blank = '\uE000\uE000'

/**
 * A draft may lack words and lines; everything that it has is of its shape, so that each screen can draw it. What a
 * definition says by leaving it out is written down.
 */
function inShape(definition: Record<string, unknown>): unknown {
  if (JSON.stringify(definition).length > maxBytes) throw new Refusal('too_large')
  const read = CaseTypeDefinition.safeParse(withWords(definition, '', blank))
  const wrong = (read.error?.issues ?? []).filter(({ code }) => code !== 'too_small')
  if (wrong.length > 0)
    throw new Refusal('malformed', {
      fields: wrong.map(({ path, message }) => ({ path: ['definition', ...path].join('.'), message })),
    })
  return read.success ? withWords(read.data, blank, '') : definition
}

/** The same with one text in place of another, wherever it stands. */
function withWords(value: unknown, from: string, to: string): unknown {
  if (value === from) return to
  if (Array.isArray(value)) return value.map((each) => withWords(each, from, to))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withWords(each, from, to)]))
}

async function requireType(ctx: Context, id: string): Promise<store.TypeRow> {
  const type = await store.findType(ctx.db, id)
  if (!type) throw new Refusal('not_found', { what: 'case type', id })
  return type
}
