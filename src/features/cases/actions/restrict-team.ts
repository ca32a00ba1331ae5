import type { Context } from '../../../platform/context.ts'
import * as write from '../store/write.ts'
import { letWatch } from './facts.ts'

/**
 * A team closes or opens: its cases follow in the same act as `change`, and open screens ask again what they may show. Cases
 * are locked before the team, as by whoever moves one, so that neither waits for the other for ever.
 */
export async function restrictAgain(
  ctx: Context,
  team: { id: string; closed: boolean },
  change: () => Promise<void>,
): Promise<void> {
  await write.lockRestrictable(ctx.db, team.id, team.closed)
  await change()
  await write.restrictAgain(ctx.db, team.id, team.closed)
  ctx.changed({ kind: 'sight', id: team.id })
}

/** Whoever passes a case that few may see to a team that is not theirs goes on seeing what they knew. */
export async function goOnSeeing(
  ctx: Context,
  caseId: string,
  to: { teamId: string; teamClosed: boolean; teamName: string },
  restricted: boolean,
): Promise<void> {
  const { kind, id, teamIds, rights } = ctx.actor
  const seesAnyway = kind !== 'person' || !id || teamIds.includes(to.teamId) || rights.has('cases.see_restricted')
  if (seesAnyway || !(restricted || to.teamClosed)) return
  await letWatch(ctx, caseId, id, `passed it to ${to.teamName}`)
}
