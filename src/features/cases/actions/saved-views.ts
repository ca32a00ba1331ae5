import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import type { SavedView } from '../contract/views.ts'
import * as store from '../store/views.ts'

export async function listViews(ctx: Context): Promise<SavedView[]> {
  ctx.require('cases.read')
  const rows = await store.viewsFor(ctx.db, ctx.actor)
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    mine: row.owner_id !== null && row.owner_id === ctx.actor.id,
    team: row.team_id && row.team_name ? { id: row.team_id, name: row.team_name } : null,
    filter: row.filter as SavedView['filter'],
    layout: row.layout as SavedView['layout'],
    version: row.version,
  }))
}

export async function createView(
  ctx: Context,
  view: { name: string; teamId: string | null; filter: SavedView['filter']; layout: SavedView['layout'] },
): Promise<SavedView> {
  ctx.require('cases.read')
  const me = ownerOf(ctx)
  requireToShare(ctx, view.teamId)
  const id = ctx.newId()
  await store.insertView(ctx.db, {
    id,
    name: view.name,
    ownerId: me,
    teamId: view.teamId,
    filter: view.filter,
    layout: view.layout,
    position: 100,
    now: ctx.now,
  })
  return viewOf(ctx, id)
}

export async function changeView(
  ctx: Context,
  id: string,
  change: {
    version: number
    name?: string | undefined
    filter?: SavedView['filter'] | undefined
    layout?: SavedView['layout'] | undefined
    teamId?: string | null | undefined
  },
): Promise<SavedView> {
  ctx.require('cases.read')
  const before = await viewOf(ctx, id)
  if (change.teamId !== before.team?.id) requireToShare(ctx, change.teamId ?? null)
  const saved = await store.updateView(ctx.db, id, ownerOf(ctx), change.version, change)
  if (!saved) throw before.mine ? new Refusal('changed_meanwhile', { current: before }) : new Refusal('not_allowed')
  return viewOf(ctx, id)
}

export async function removeView(ctx: Context, id: string): Promise<void> {
  ctx.require('cases.read')
  if (!(await store.deleteView(ctx.db, id, ownerOf(ctx)))) throw new Refusal('not_found', { what: 'view', id })
}

/** What everybody finds on the first day; they belong to nobody, so nobody changes them. */
const shipped: { name: string; filter: SavedView['filter'] }[] = [
  { name: 'All open', filter: { status: 'unresolved', sort: 'due' } },
  { name: 'Unassigned', filter: { status: 'unresolved', owner: 'none', sort: 'due' } },
  { name: 'Late', filter: { due: 'overdue', sort: 'due' } },
  { name: 'At risk', filter: { due: 'at_risk', sort: 'due' } },
  { name: 'Waiting', filter: { status: 'pending,on_hold', sort: '-updated' } },
  { name: 'Recently resolved', filter: { status: 'resolved,closed', sort: '-updated' } },
]

/** Writes the shipped views into an installation that has none. */
export async function seedViews(ctx: Context): Promise<void> {
  if (await store.hasSharedViews(ctx.db)) return
  for (const [position, { name, filter }] of shipped.entries()) {
    await store.insertView(ctx.db, {
      id: ctx.newId(),
      name,
      ownerId: null,
      teamId: null,
      filter,
      layout: {},
      position,
      now: ctx.now,
    })
  }
}

async function viewOf(ctx: Context, id: string): Promise<SavedView> {
  const view = (await listViews(ctx)).find((candidate) => candidate.id === id)
  if (!view) throw new Refusal('not_found', { what: 'view', id })
  return view
}

/** A view is shared with a team of one's own, by those who may share. */
function requireToShare(ctx: Context, teamId: string | null): void {
  if (!teamId) return
  ctx.require('views.share')
  if (!ctx.actor.teamIds.includes(teamId)) throw new Refusal('not_found', { what: 'team', id: teamId })
}

function ownerOf(ctx: Context): string {
  if (ctx.actor.kind !== 'person' || !ctx.actor.id)
    throw new Refusal('not_allowed', { because: 'only people save views' })
  return ctx.actor.id
}
