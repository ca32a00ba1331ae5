import type { Context } from '../../platform/context.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { CaseType, CaseTypeDefinition, TypeStanding } from './contract.ts'
import { moneyTypes } from './defaults/money.ts'
import { serviceTypes } from './defaults/service.ts'
import { asPublished, keyFor, problemsOf } from './rules.ts'
import { deleteDraft, draftsOfTypes } from './store/drafts.ts'
import * as store from './store.ts'

/** The types that new cases may have, each with its current definition, in their order. */
export async function currentTypes(ctx: Context): Promise<(store.TypeRow & { definition: CaseTypeDefinition })[]> {
  const rows = await store.allTypes(ctx.db)
  return withDefinitions(
    ctx,
    rows.filter((row) => !row.disabledAt),
  )
}

/** Types with what they define in the version that each names. */
export async function withDefinitions<T extends { id: string; version: number }>(
  ctx: Context,
  rows: readonly T[],
): Promise<(T & { definition: CaseTypeDefinition })[]> {
  const types = []
  // One after the other: a transaction has one connection, and after the first time nothing is asked.
  for (const row of rows) types.push({ ...row, definition: await store.definitionOf(ctx.db, row.id, row.version) })
  return types
}

/** A type as it is published now. */
export async function currentDefinition(
  ctx: Context,
  typeId: string,
): Promise<{ version: number; definition: CaseTypeDefinition }> {
  const type = await store.findType(ctx.db, typeId)
  if (!type) throw new Refusal('not_found', { what: 'case type', id: typeId })
  return { version: type.version, definition: await store.definitionOf(ctx.db, typeId, type.version) }
}

export const definitionOf = (ctx: Context, typeId: string, version: number): Promise<CaseTypeDefinition> =>
  store.definitionOf(ctx.db, typeId, version)

export async function listTypes(ctx: Context): Promise<CaseType[]> {
  const rows = await store.listWithCounts(ctx.db)
  const drafts = mayRead(ctx) ? await draftsOfTypes(ctx.db) : []
  return rows.map((row) => ({
    id: row.id,
    key: row.key,
    version: row.version,
    team: row.team_id && row.team_name ? { id: row.team_id, name: row.team_name } : null,
    queue: row.queue_id && row.queue_name ? { id: row.queue_id, name: row.queue_name } : null,
    disabled: row.disabled_at !== null,
    openCases: Number(row.open_cases ?? 0),
    draft: draftOf(drafts.find(({ typeId }) => typeId === row.id)),
    definition: asPublished(row.definition),
  }))
}

const mayRead = ({ actor: { rights } }: Context): boolean => rights.has('*') || rights.has('settings.read')

const draftOf = (row: Awaited<ReturnType<typeof draftsOfTypes>>[number] | undefined): CaseType['draft'] =>
  row
    ? {
        by: row.byId && row.byName !== null ? { id: row.byId, name: row.byName } : null,
        savedAt: row.savedAt.toISOString(),
      }
    : null

/** A new type, tried after those there are. */
export async function createType(
  ctx: Context,
  { definition, teamId }: { definition: CaseTypeDefinition; teamId?: string | null | undefined },
): Promise<CaseType> {
  ctx.require('settings.edit')
  requireWhole(definition)
  await requireTeams(ctx, teamId, definition)
  const known = await store.listWithCounts(ctx.db)
  const name = definition.name.trim().toLowerCase()
  if (known.some((type) => (type.definition as unknown as CaseTypeDefinition).name.trim().toLowerCase() === name))
    throw new Refusal('already_exists', { field: 'name' })
  const id = ctx.newId()
  const key = keyFor(
    definition.name,
    known.map((type) => type.key),
  )
  const row = { id, key, position: known.length, teamId: teamId ?? null, queueId: null, definition }
  if (!(await store.insertType(ctx.db, row, ctx.now))) throw new Refusal('already_exists', { field: 'name' })
  await ctx.record({ name: 'type.created', content: { typeId: id, key, type: definition.name } })
  ctx.changed({ kind: 'settings', id })
  return (await listTypes(ctx)).find((type) => type.id === id)!
}

/** Whom a new version would leave on theirs. */
export async function typeStanding(ctx: Context, id: string): Promise<TypeStanding> {
  ctx.require('settings.read')
  if (!(await store.findType(ctx.db, id))) throw new Refusal('not_found', { what: 'case type', id })
  const rows = await store.openByVersionAndStage(ctx.db, id)
  const summed = <K extends 'version' | 'stage'>(by: K) => {
    const sums = new Map<(typeof rows)[number][K], number>()
    for (const row of rows) sums.set(row[by], (sums.get(row[by]) ?? 0) + row.open)
    return [...sums].map(([key, open]) => ({ key, open }))
  }
  return {
    versions: summed('version').map(({ key, open }) => ({ version: key, open })),
    stages: summed('stage').map(({ key, open }) => ({ stage: key, open })),
  }
}

function requireWhole(definition: CaseTypeDefinition): void {
  const problems = problemsOf(definition)
  if (problems.length > 0)
    throw new Refusal('malformed', { fields: problems.map((message) => ({ path: 'definition', message })) })
}

/** The team of a type, and those that do its tasks, must be there: a definition may come from another installation. */
async function requireTeams(
  ctx: Context,
  teamId: string | null | undefined,
  definition: CaseTypeDefinition | undefined,
): Promise<void> {
  const doers = (definition?.stages ?? []).flatMap(({ tasks }) =>
    tasks.flatMap(({ doneBy }) => (typeof doneBy === 'object' && 'teamId' in doneBy ? [doneBy.teamId] : [])),
  )
  const asked = (definition?.approvals ?? []).flatMap(({ approvers }) => approvers)
  const deciders = asked.flatMap((approver) => (approver.who === 'team' ? [approver.teamId] : []))
  const named = [...(teamId ? [teamId] : []), ...doers, ...deciders]
  const known = named.length > 0 ? await store.knownTeams(ctx.db, named) : []
  const id = named.find((each) => !known.includes(each))
  if (id) throw new Refusal('not_found', { what: 'team', id })
  const people = asked.flatMap((approver) => (approver.who === 'person' ? [approver.personId] : []))
  const here = people.length > 0 ? await store.knownPeople(ctx.db, people) : []
  const gone = people.find((each) => !here.includes(each))
  if (gone) throw new Refusal('not_found', { what: 'person', id: gone })
  const roles = asked.flatMap((approver) => (approver.who === 'own_role' ? [approver.roleId] : []))
  const held = roles.length > 0 ? await store.knownRoles(ctx.db, roles) : []
  const missing = roles.find((each) => !held.includes(each))
  if (missing) throw new Refusal('not_found', { what: 'role', id: missing })
}

/** Publishes a new version where the definition changed; running cases keep theirs. */
export async function changeType(
  ctx: Context,
  id: string,
  change: {
    version: number
    definition?: CaseTypeDefinition | undefined
    teamId?: string | null | undefined
    disabled?: boolean | undefined
    draft?: number | undefined
  },
): Promise<CaseType> {
  ctx.require('settings.edit')
  const before = await store.findType(ctx.db, id)
  if (!before) throw new Refusal('not_found', { what: 'case type', id })
  if (change.definition) requireWhole(change.definition)
  await requireTeams(ctx, change.teamId, change.definition)
  const next = change.definition ? before.version + 1 : before.version
  if (change.definition && change.version === before.version) {
    await store.insertVersion(
      ctx.db,
      id,
      next,
      change.definition,
      ctx.actor.kind === 'person' ? ctx.actor.id : null,
      ctx.now,
    )
  }
  if (change.draft !== undefined && !(await deleteDraft(ctx.db, id, change.draft)))
    throw new Refusal('changed_meanwhile', { current: (await listTypes(ctx)).find((type) => type.id === id)! })
  const saved = await store.updateType(ctx.db, id, change.version, {
    version: next,
    ...(change.teamId !== undefined && { team_id: change.teamId, queue_id: null }),
    ...(change.disabled !== undefined && { disabled_at: change.disabled ? ctx.now : null }),
  })
  const current = (await listTypes(ctx)).find((type) => type.id === id)!
  if (!saved) throw new Refusal('changed_meanwhile', { current })
  await ctx.record({ name: 'type.published', content: { typeId: id, key: before.key, version: next } })
  ctx.changed({ kind: 'settings', id })
  return current
}

/** Writes the shipped types into an installation that has none. */
export async function seedTypes(ctx: Context): Promise<void> {
  if ((await store.allTypes(ctx.db)).length > 0) return
  const types = [...serviceTypes, ...moneyTypes]
  // The general question is tried last: it takes what nothing else claims.
  types.sort((a, b) => Number(a.key === 'general_question') - Number(b.key === 'general_question'))
  for (const [position, type] of types.entries()) {
    await store.insertType(
      ctx.db,
      { id: ctx.newId(), key: type.key, position, teamId: null, queueId: null, definition: type.definition },
      ctx.now,
    )
  }
}
