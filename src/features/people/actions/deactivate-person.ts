import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { handOverCases, whyNotGiven } from '../../cases/actions/hand-over.ts'
import { caseNumberText } from '../../cases/rules/numbers.ts'
import { handOverTasks } from '../../tasks/actions/hand-over.ts'
import type { Leaving, Successor } from '../contract/leaving.ts'
import { leavesAnAdmin, nextLead } from '../rules/leaving.ts'
import * as leaving from '../store/leaving.ts'
import * as managers from '../store/managers.ts'
import * as organisation from '../store/organisation.ts'
import * as people from '../store/people.ts'
import { requireOver } from './give-role.ts'
import { endOpenLinks } from './invitations.ts'
import { endSessionsOf } from './sessions.ts'
import { thePerson } from './the-person.ts'

export interface Successors {
  handOverTo: Successor | null
  byTeam: readonly { teamId: string; to: Successor }[]
}

/**
 * Somebody leaves, in one act: access ends at once, teams they led get another duty holder, open cases and tasks go to
 * whom was chosen, otherwise to the duty holder of their team, and where that one cannot take them, to its queue.
 */
export async function deactivatePerson(
  ctx: Context,
  id: string,
  { handOverTo, byTeam }: Successors,
): Promise<{ movedCases: number; movedTasks: number }> {
  ctx.require('people.edit')
  await requireOver(ctx, id)
  const standings = await people.lockStandings(ctx.db)
  const person = await thePerson(ctx, id)
  if (person.deactivatedAt) throw new Refusal('not_found')
  if (person.role === 'admin' && !leavesAnAdmin(standings, id)) throw new Refusal('last_admin')
  for (const to of new Set([handOverTo, ...byTeam.map((each) => each.to)]))
    if (to !== null && to !== 'queue') await requireSuccessor(ctx, id, to)

  // Before the work moves on, so that routing no longer considers them.
  await people.markDeactivated(ctx.db, id, ctx.now)
  await endSessionsOf(ctx, id)
  await endOpenLinks(ctx, id, 'Their access has ended.')
  const successorId = handOverTo === 'queue' ? null : handOverTo
  for (const team of await organisation.teamsLedBy(ctx.db, id)) {
    const leadId = nextLead(standings, team.memberIds, id, successorId)
    if (leadId === null) throw new Refusal('last_admin')
    await organisation.setLead(ctx.db, team.id, leadId)
    await ctx.record({ name: 'team.changed', content: { teamId: team.id, leadId, because: 'the lead has left' } })
    ctx.changed({ kind: 'session', id: leadId })
  }
  const reports = await managers.reportsOf(ctx.db, id)
  await managers.passReports(ctx.db, id, person.manager?.id ?? null)
  const reason = `${person.name} has left`
  const takers = new Map<string, string | null>()
  for (const { team } of await leaving.carriedBy(ctx.db, id))
    takers.set(team.id, await takerOf(ctx, team.id, byTeam.find((each) => each.teamId === team.id)?.to ?? handOverTo))
  const toOf = (teamId: string) => takers.get(teamId) ?? null
  const movedCases = await handOverCases(ctx, id, toOf, reason)
  const movedTasks = await handOverTasks(ctx, id, toOf, reason)
  const content = {
    ...{ personId: id, name: person.name, handedOverTo: handOverTo, byTeam, movedCases, movedTasks },
    ...(reports.length > 0 && { reports: reports.map(({ name }) => name), nowReportTo: person.manager?.name ?? null }),
  }
  await ctx.record({ name: 'person.deactivated', content })
  ctx.changed({ kind: 'people', id })
  return { movedCases, movedTasks }
}

/** What somebody carries, and who gets it where nobody chooses better. */
export async function showLeaving(ctx: Context, id: string): Promise<Leaving> {
  ctx.require('people.edit')
  const person = await thePerson(ctx, id)
  const standings = await people.standingsOf(ctx.db)
  const named = async (personId: string | null) => {
    const found = personId ? await people.findPerson(ctx.db, personId, ctx.now) : undefined
    return found ? { id: found.id, name: found.name } : null
  }
  const leads = []
  for (const team of await organisation.teamsLedBy(ctx.db, id))
    leads.push({ teamId: team.id, next: await named(nextLead(standings, team.memberIds, id, null)) })
  const byTeam = []
  for (const { leadId, ...carried } of await leaving.carriedBy(ctx.db, id)) {
    const duty = leads.find(({ teamId }) => teamId === carried.team.id)?.next?.id ?? leadId
    byTeam.push({ ...carried, dutyHolder: (await whyNotGiven(ctx, duty)) === null ? await named(duty) : null })
  }
  const names = await leaving.teamNames(ctx.db)
  const approvals = await leaving.waitingFor(ctx.db, id)
  return {
    byTeam,
    approvals: approvals.map(({ number, ...each }) => ({ ...each, number: caseNumberText(number) })),
    reports: await managers.reportsOf(ctx.db, id),
    manager: person.manager,
    leads: leads.map(({ teamId, next }) => ({ team: { id: teamId, name: names.get(teamId) ?? '' }, next })),
  }
}

/** Null where the queue of the team is to decide. */
async function takerOf(ctx: Context, teamId: string, chosen: Successor | null): Promise<string | null> {
  if (chosen === 'queue') return null
  if (chosen) return chosen
  const leadId = (await organisation.findTeam(ctx.db, teamId))?.lead.id
  return leadId && (await whyNotGiven(ctx, leadId)) === null ? leadId : null
}

async function requireSuccessor(ctx: Context, id: string, successorId: string): Promise<void> {
  const successor = await thePerson(ctx, successorId)
  const because = successorId === id ? 'they are the one who leaves' : await whyNotGiven(ctx, successorId)
  if (because) throw new Refusal('cannot_be_assigned', { person: successor.name, because })
}
