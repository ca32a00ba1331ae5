import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { mayShowMore } from '../../cases/actions/who-may-see.ts'
import type { Person } from '../contract/person.ts'
import { leavesAnAdmin } from '../rules/leaving.ts'
import { beyondOwn } from '../rules/roles.ts'
import { isAssignable, lessenedBy, rightsOf } from '../rules.ts'
import { openCasesOf } from '../store/leaving.ts'
import * as organisation from '../store/organisation.ts'
import * as people from '../store/people.ts'
import { type RoleToGive, rightsHeld, roleToGive } from '../store/roles.ts'
import { endSessionsOf } from './sessions.ts'

/** The role that is asked for: a shipped one by its name, an own one by its id. Nobody gives more than they have. */
export async function roleAsked(ctx: Context, asked: string): Promise<RoleToGive> {
  const found = await roleToGive(ctx.db, asked)
  if (!found) throw new Refusal('not_found', { what: 'role' })
  requireOwn(ctx, rightsOf(found.kind, found.rights))
  return found
}

/** Null for a shipped role, which people hold by its kind alone. */
export const ownRoleId = (role: RoleToGive): string | null => (role.shipped ? null : role.id)

/** Refuses a role under which somebody could not keep what they own and lead, or without which nobody administers. */
export async function requireFits(ctx: Context, person: Person, role: RoleToGive): Promise<void> {
  const standings = await people.lockStandings(ctx.db)
  if (person.role === 'admin' && role.kind !== 'admin' && !person.deactivatedAt && !leavesAnAdmin(standings, person.id))
    throw new Refusal('last_admin')
  if (isAssignable(role.kind)) return
  const openCases = await openCasesOf(ctx.db, person.id)
  if (openCases > 0) throw new Refusal('still_in_use', { person: person.name, openCases })
  const leads = (await organisation.teamsLedBy(ctx.db, person.id)).length
  if (leads > 0) throw new Refusal('still_in_use', { person: person.name, leads })
}

/** What a role takes from somebody who has another one until now. */
export async function losesBy(ctx: Context, personId: string, role: RoleToGive) {
  const held = (await rightsHeld(ctx.db, personId))!
  return lessenedBy({ kind: held.role, rights: held.chosen }, role)
}

/** Gives somebody another role because theirs goes; their sessions end, as with every new role. */
export async function moveToRole(ctx: Context, id: string, role: RoleToGive): Promise<void> {
  await people.lockPerson(ctx.db, id)
  const before = await people.findPerson(ctx.db, id, ctx.now)
  if (!before) throw new Refusal('not_found')
  await requireFits(ctx, before, role)
  const loses = await losesBy(ctx, id, role)
  if (!(await people.updatePerson(ctx.db, id, before.version, { role: role.kind, roleId: ownRoleId(role) })))
    throw new Refusal('changed_meanwhile', { current: before })
  await ctx.record({
    name: 'person.changed',
    content: { personId: id, name: before.name, from: { role: before.ownRole?.name }, to: { role: role.name }, loses },
  })
  await endSessionsOf(ctx, id)
  ctx.changed({ kind: 'people', id })
}

/** Refuses what would give, or take over, rights that whoever asks has not. Administrators may give everything. */
export function requireOwn(ctx: Context, given: Iterable<string>): void {
  if (administers(ctx)) return
  const beyond = beyondOwn(ctx.actor.rights, given)
  if (beyond.length > 0) throw new Refusal('more_than_own', { rights: beyond })
}

/** Refuses to touch the access of somebody who may, or by a closed team or a restricted case sees, more than whoever asks. */
export async function requireOver(ctx: Context, personId: string): Promise<void> {
  if (administers(ctx)) return
  const held = await rightsHeld(ctx.db, personId)
  if (!held) throw new Refusal('not_found')
  const closed = await organisation.closedTeamsOf(ctx.db, personId)
  const seesMore =
    held.seesRestricted ||
    closed.some((teamId) => !ctx.actor.teamIds.includes(teamId)) ||
    (await mayShowMore(ctx.db, personId, ctx.actor))
  requireOwn(ctx, [...rightsOf(held.role, held.chosen), ...(seesMore ? ['cases.see_restricted'] : [])])
}

export const administers = ({ actor }: Context): boolean => actor.role === 'admin' || actor.rights.has('*')
