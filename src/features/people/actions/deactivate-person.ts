import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { handOverCases } from '../../cases/actions/hand-over.ts'
import { handOverTasks } from '../../tasks/actions.ts'
import { leavesAnAdmin, nextLead } from '../rules/leaving.ts'
import { absenceOf, isAssignable } from '../rules.ts'
import * as organisation from '../store/organisation.ts'
import * as people from '../store/people.ts'
import { endOpenLinks } from './invitations.ts'
import { thePerson } from './people.ts'
import { endSessionsOf } from './sessions.ts'

/**
 * Somebody leaves, in one act: access ends at once, teams they led get another duty holder, open cases and tasks go to
 * the successor, or back to the queues of their teams.
 */
export async function deactivatePerson(
  ctx: Context,
  id: string,
  successorId: string | null,
): Promise<{ movedCases: number; movedTasks: number }> {
  ctx.require('people.edit')
  const standings = await people.lockStandings(ctx.db)
  const person = await thePerson(ctx, id)
  if (person.deactivatedAt) throw new Refusal('not_found')
  if (person.role === 'admin' && !leavesAnAdmin(standings, id)) throw new Refusal('last_admin')
  if (successorId !== null) await requireSuccessor(ctx, id, successorId)

  // Before the work moves on, so that routing no longer considers them.
  await people.markDeactivated(ctx.db, id, ctx.now)
  await endSessionsOf(ctx, id)
  await endOpenLinks(ctx, id, 'Their access has ended.')
  for (const team of await organisation.teamsLedBy(ctx.db, id)) {
    const leadId = nextLead(standings, team.memberIds, id, successorId)
    if (leadId === null) throw new Refusal('last_admin')
    await organisation.setLead(ctx.db, team.id, leadId)
    await ctx.record({ name: 'team.changed', content: { teamId: team.id, leadId, because: 'the lead has left' } })
    ctx.changed({ kind: 'session', id: leadId })
  }
  const reason = `${person.name} has left`
  const movedCases = await handOverCases(ctx, id, successorId, reason)
  const movedTasks = await handOverTasks(ctx, id, successorId, reason)
  const content = { personId: id, name: person.name, handedOverTo: successorId, movedCases, movedTasks }
  await ctx.record({ name: 'person.deactivated', content })
  ctx.changed({ kind: 'people', id })
  return { movedCases, movedTasks }
}

async function requireSuccessor(ctx: Context, id: string, successorId: string): Promise<void> {
  const successor = await thePerson(ctx, successorId)
  const absence = absenceOf(
    {
      status: successor.status,
      statusSince: new Date(successor.statusSince),
      awayUntil: successor.awayUntil === null ? null : new Date(successor.awayUntil),
      deactivatedAt: successor.deactivatedAt === null ? null : new Date(successor.deactivatedAt),
    },
    ctx.now,
  )
  const because =
    successorId === id
      ? 'they are the one who leaves'
      : absence.absent
        ? absence.because
        : isAssignable(successor.role)
          ? null
          : 'their role takes no cases'
  if (because) throw new Refusal('cannot_be_assigned', { person: successor.name, because })
}
