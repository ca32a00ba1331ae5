import type { Context, Role } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import type { RolePreview, RoleSet } from '../contract/roles.ts'
import { beyondOwn, chosenRights, isRight, lacking } from '../rules/roles.ts'
import { type Right, rightsOf } from '../rules.ts'
import { lockStandings } from '../store/people.ts'
import * as store from '../store/roles.ts'
import { administers, moveToRole, requireOwn, roleAsked } from './give-role.ts'

export async function listRoles(ctx: Context): Promise<RoleSet[]> {
  ctx.require('people.read')
  return (await store.listRoles(ctx.db)).map((role) => shown(ctx, role))
}

/** A role of one's own. Nobody gives more than they have; administrators may give everything. */
export async function createRole(
  ctx: Context,
  { name, said, kind, rights }: { name: string; said: string | null; kind: Role; rights: readonly string[] },
): Promise<RoleSet> {
  ctx.require('roles.edit')
  const chosen = chosenSet(kind, rights)
  requireOwn(ctx, rightsOf(kind, chosen))
  const id = ctx.newId()
  if (!(await store.insertRole(ctx.db, { id, kind, name, said, rights: chosen, at: ctx.now })))
    throw new Refusal('already_exists', { field: 'name' })
  await ctx.record({
    name: 'role.created',
    content: { roleId: id, role: name, kind, rights: [...rightsOf(kind, chosen)] },
  })
  ctx.changed({ kind: 'people', id })
  return shown(ctx, await theRole(ctx, id))
}

export interface RoleChange {
  version: number
  name?: string | undefined
  said?: string | null | undefined
  rights?: readonly string[] | null | undefined
}

/** Whoever has the role acts by the new rights with their next request; open screens ask again. */
export async function changeRole(ctx: Context, id: string, change: RoleChange): Promise<RoleSet> {
  ctx.require('roles.edit')
  const before = await theRole(ctx, id)
  const { version, name, said, rights } = change
  if (before.shipped && (name !== undefined || said !== undefined))
    throw new Refusal('malformed', { fields: [{ path: 'name', message: 'shipped roles keep their names' }] })
  const columns = {
    ...(name !== undefined && { name }),
    ...(said !== undefined && { said }),
    ...(rights !== undefined && { rights: rights && chosenSet(before.kind, rights) }),
  }
  const { gains, loses } = difference(before, columns.rights === undefined ? before.rights : columns.rights)
  requireOwn(ctx, touched(before, gains, loses))
  if (loses.includes('roles.edit') && holds(ctx, before)) throw new Refusal('locks_you_out')
  if (name !== undefined && (await store.isRoleNameTaken(ctx.db, name, id)))
    throw new Refusal('already_exists', { field: 'name' })
  if (!(await store.updateRole(ctx.db, id, version, columns)))
    throw new Refusal('changed_meanwhile', { current: shown(ctx, await theRole(ctx, id)) })
  await ctx.record({
    name: 'role.changed',
    content: { roleId: id, role: name ?? before.name, gains, loses, ...(name !== undefined && { was: before.name }) },
  })
  for (const holder of [...before.people, ...before.keys]) ctx.changed({ kind: 'session', id: holder.id })
  ctx.changed({ kind: 'people', id })
  return shown(ctx, await theRole(ctx, id))
}

/** What would change, and for whom; why it would be refused. Changes nothing. */
export async function previewRole(ctx: Context, id: string, rights: readonly string[] | null): Promise<RolePreview> {
  ctx.require('roles.edit')
  const role = await theRole(ctx, id)
  const { gains, loses } = difference(role, rights && chosenSet(role.kind, rights))
  const refused = () => {
    if (!administers(ctx) && beyondOwn(ctx.actor.rights, touched(role, gains, loses)).length > 0)
      return 'You do not have all of these rights yourself.'
    return loses.includes('roles.edit') && holds(ctx, role) ? 'You could no longer change roles yourself.' : null
  }
  return {
    gains,
    loses,
    people: role.people.map(({ id, name, seesRestricted }) => ({ id, name, keepsSight: seesRestricted })),
    keys: role.keys.map(({ name }) => name),
    refused: refused(),
  }
}

/** An own role goes; whoever holds it takes another, on the same terms as if they were given it one by one. */
export async function removeRole(
  ctx: Context,
  id: string,
  { version, to }: { version: number; to: string | null },
): Promise<{ moved: number }> {
  ctx.require('roles.edit')
  // People before roles, like whoever gives a role: two who wait for each other would both fail.
  await lockStandings(ctx.db)
  await store.lockRole(ctx.db, id)
  const role = await theRole(ctx, id)
  if (role.shipped) throw new Refusal('not_found', { what: 'own role' })
  requireOwn(ctx, rightsOf(role.kind, role.rights))
  if (role.version !== version) throw new Refusal('changed_meanwhile', { current: shown(ctx, role) })
  const asking = await store.typesThatAsk(ctx.db, id)
  if (asking.length > 0)
    throw new Refusal('still_in_use', { because: `approvals of ${asking.join(', ')} ask whoever holds it` })
  const moved = role.people.length + role.keys.length
  if (moved > 0) {
    if (to === null || to === id)
      throw new Refusal('still_in_use', { people: role.people.length, keys: role.keys.length })
    const next = await roleAsked(ctx, to)
    if (!rightsOf(next.kind, next.rights).has('roles.edit') && holds(ctx, role)) throw new Refusal('locks_you_out')
    for (const person of role.people) await moveToRole(ctx, person.id, next)
    await store.giveKeys(ctx.db, id, next)
    for (const key of role.keys) ctx.changed({ kind: 'session', id: key.id })
  }
  await store.letGo(ctx.db, id)
  await store.deleteRole(ctx.db, id)
  await ctx.record({ name: 'role.removed', content: { roleId: id, role: role.name, moved, to } })
  ctx.changed({ kind: 'people', id })
  return { moved }
}

const holds = ({ actor }: Context, role: store.RoleRow): boolean =>
  [...role.people, ...role.keys].some(({ id }) => id === actor.id)

async function theRole(ctx: Context, id: string): Promise<store.RoleRow> {
  const role = await store.findRole(ctx.db, id)
  if (!role) throw new Refusal('not_found', { what: 'role' })
  return role
}

function chosenSet(kind: Role, wanted: readonly string[]): Right[] | null {
  const unknown = wanted.filter((right) => !isRight(right))
  if (unknown.length > 0)
    throw new Refusal('malformed', {
      fields: unknown.map((right) => ({ path: 'rights', message: `no right ${right}` })),
    })
  const known = wanted.filter(isRight)
  const missing = lacking(kind, known)
  if (missing.length > 0) throw new Refusal('rights_belong_together', { missing })
  return chosenRights(kind, known)
}

function difference(role: store.RoleRow, chosen: readonly string[] | null) {
  const [had, has] = [rightsOf(role.kind, role.rights), rightsOf(role.kind, chosen)]
  return { gains: [...has].filter((right) => !had.has(right)), loses: [...had].filter((right) => !has.has(right)) }
}

/** Whoever takes a right from a role may all that the role may: nobody weakens those above them. */
const touched = (role: store.RoleRow, gains: readonly Right[], loses: readonly Right[]): readonly Right[] =>
  loses.length > 0 ? [...gains, ...rightsOf(role.kind, role.rights)] : gains

const shown = ({ actor }: Context, role: store.RoleRow): RoleSet => ({
  id: role.id,
  kind: role.kind,
  name: role.name,
  said: role.said,
  shipped: role.shipped,
  rights: [...rightsOf(role.kind, role.rights)],
  changed: role.rights !== null,
  people: role.people.map(({ id, name }) => ({ id, name })),
  keyCount: role.keys.length,
  keys: actor.rights.has('*') || actor.rights.has('keys.edit') ? role.keys.map(({ name }) => name) : [],
  version: role.version,
})
