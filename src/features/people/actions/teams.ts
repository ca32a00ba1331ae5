import type { Context, Db } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { requireCalendar } from '../../calendars/actions.ts'
import { restrictAgain } from '../../cases/actions/restrict-team.ts'
import type { Organisation, Team } from '../contract/organisation.ts'
import { isAssignable } from '../rules.ts'
import * as store from '../store/organisation.ts'
import { findPerson } from '../store/people.ts'
import { wakeEverybody } from './activity.ts'
import { requireOwn } from './give-role.ts'

/** A team with its queue; the lead is its duty holder and always a member. */
export async function createTeam(
  ctx: Context,
  { name, leadId, memberIds, closed }: { name: string; leadId: string; memberIds: string[]; closed: boolean },
): Promise<Team> {
  ctx.require('people.edit')
  const members = [...new Set([leadId, ...memberIds])]
  await requireActive(ctx, members)
  await requireDutyHolder(ctx, leadId)
  const id = ctx.newId()
  if (!(await store.insertTeam(ctx.db, { id, name, leadId, closed, at: ctx.now })))
    throw new Refusal('already_exists', { field: 'name' })
  await store.insertQueue(ctx.db, { id: ctx.newId(), name, teamId: id, at: ctx.now })
  await store.addMembers(ctx.db, id, members)
  await ctx.record({
    name: 'team.created',
    content: { teamId: id, name, leadId, memberIds: members, ...(closed && { closed }) },
  })
  tellMembers(ctx, id, members)
  return theTeam(ctx, id)
}

export interface TeamChange {
  version: number
  name?: string | undefined
  leadId?: string | undefined
  memberIds?: string[] | undefined
  calendarId?: string | null | undefined
  closed?: boolean | undefined
  routingMinutes?: number | undefined
}

export async function changeTeam(ctx: Context, id: string, change: TeamChange): Promise<Team> {
  ctx.require('people.edit')
  const before = await theTeam(ctx, id)
  const { version, name, leadId, memberIds, calendarId, closed, routingMinutes } = change
  if (before.closed) requireSight(ctx, id)
  const had = before.members.map((member) => member.id)
  const wanted = [...new Set([leadId ?? before.lead.id, ...(memberIds ?? had)])]
  await requireActive(
    ctx,
    wanted.filter((member) => !had.includes(member)),
  )
  if (leadId !== undefined && leadId !== before.lead.id) await requireDutyHolder(ctx, leadId)
  if (name !== undefined && (await store.isTeamNameTaken(ctx.db, name, id)))
    throw new Refusal('already_exists', { field: 'name' })
  if (calendarId) await requireCalendar(ctx, calendarId)
  const columns = {
    ...(name !== undefined && { name }),
    ...(leadId !== undefined && { leadId }),
    ...(calendarId !== undefined && { calendarId }),
    ...(closed !== undefined && { closed }),
  }
  const update = async () => {
    if (!(await store.updateTeam(ctx.db, id, version, columns)))
      throw new Refusal('changed_meanwhile', { current: await theTeam(ctx, id) })
  }
  if (closed !== undefined && closed !== before.closed) await restrictAgain(ctx, { id, closed }, update)
  else await update()
  const joined = wanted.filter((member) => !had.includes(member))
  const left = had.filter((member) => !wanted.includes(member))
  await store.addMembers(ctx.db, id, joined)
  await store.removeMembers(ctx.db, id, left)
  if (routingMinutes !== undefined) await store.setRoutingMinutes(ctx.db, id, routingMinutes)
  await ctx.record({
    name: 'team.changed',
    content: {
      teamId: id,
      team: before.name,
      ...columns,
      ...(routingMinutes !== undefined && { routingMinutes }),
      joined,
      left,
    },
  })
  tellMembers(ctx, id, [...joined, ...left, before.lead.id, leadId ?? before.lead.id])
  return theTeam(ctx, id)
}

/** Puts a new person into their teams. */
export async function joinTeams(ctx: Context, personId: string, teamIds: readonly string[]): Promise<void> {
  for (const teamId of new Set(teamIds)) {
    if ((await theTeam(ctx, teamId)).closed) requireSight(ctx, teamId)
    await store.addMembers(ctx.db, teamId, [personId])
    tellMembers(ctx, teamId, [personId])
  }
}

export async function changeOrganisation(
  ctx: Context,
  change: {
    version: number
    name?: string | undefined
    timeZone?: string | undefined
    language?: string | undefined
    idleMinutes?: number | null | undefined
  },
): Promise<Organisation> {
  ctx.require('settings.edit')
  const { version, name, timeZone, language, idleMinutes } = change
  const before = await theOrganisation(ctx)
  const wanted = {
    ...(name !== undefined && { name }),
    ...(timeZone !== undefined && { timeZone }),
    ...(language !== undefined && { language }),
    ...(idleMinutes !== undefined && { idleMinutes }),
  }
  if (!(await store.updateOrganisation(ctx.db, version, wanted)))
    throw new Refusal('changed_meanwhile', { current: await theOrganisation(ctx) })
  if (idleMinutes === null) await wakeEverybody(ctx)
  await ctx.record({ name: 'organisation.changed', content: { from: before, to: wanted } })
  ctx.changed({ kind: 'settings', id: 'organisation' })
  return theOrganisation(ctx)
}

export async function theOrganisation(ctx: Context): Promise<Organisation> {
  const found = await store.findOrganisation(ctx.db)
  if (!found) throw new Refusal('not_found')
  const { name, timeZone, language, idleMinutes, version } = found
  return { name, timeZone, language, idleMinutes, version }
}

/** The zone in which the organisation counts its days; UTC before its first run. */
export async function organisationZone(db: Db): Promise<string> {
  return (await store.findOrganisation(db))?.timeZone ?? 'UTC'
}

export async function theTeam(ctx: Context, id: string): Promise<Team> {
  const team = await store.findTeam(ctx.db, id)
  if (!team) throw new Refusal('not_found', { what: 'team' })
  return team
}

async function requireActive(ctx: Context, ids: readonly string[]): Promise<void> {
  const active = await store.activeAmong(ctx.db, ids)
  if (ids.some((id) => !active.has(id))) throw new Refusal('not_found', { what: 'person' })
}

/** The lead answers for cases without an owner, so their role has to take cases. */
async function requireDutyHolder(ctx: Context, id: string): Promise<void> {
  const lead = await findPerson(ctx.db, id, ctx.now)
  if (lead && !isAssignable(lead.role))
    throw new Refusal('cannot_be_assigned', { person: lead.name, because: 'their role takes no cases' })
}

/** Who is in a closed team sees its cases: nobody opens that door to what they may not see themselves. */
function requireSight(ctx: Context, teamId: string): void {
  if (!ctx.actor.teamIds.includes(teamId)) requireOwn(ctx, ['cases.see_restricted'])
}

/** What somebody may see depends on their teams. */
function tellMembers(ctx: Context, teamId: string, personIds: readonly string[]): void {
  for (const id of new Set(personIds)) ctx.changed({ kind: 'session', id })
  ctx.changed({ kind: 'people', id: teamId })
}
