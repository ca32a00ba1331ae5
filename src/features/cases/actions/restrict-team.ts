import type { Context } from '../../../platform/context.ts'
import * as store from '../store/closed-teams.ts'
import { letWatch } from './facts.ts'

/** So many finished cases follow in one transaction: none is held for longer than a moment, whatever a team has had. */
const batch = 500

/**
 * A team closes or opens: its open cases follow in the same act as `change`, its finished ones in batches from then on,
 * hidden at once where it closes by the one predicate. Open screens ask again what they may show. Cases are locked before
 * the team, as by whoever moves one, so that neither waits for the other for ever.
 */
export async function restrictAgain(
  ctx: Context,
  team: { id: string; closed: boolean },
  change: () => Promise<void>,
): Promise<void> {
  await store.lockOpen(ctx.db, team.id, team.closed)
  await change()
  await store.turnOpen(ctx.db, team.id, team.closed)
  await ctx.enqueue('restrict-finished', { teamId: team.id, after: null } satisfies Restricting)
  ctx.changed({ kind: 'sight', id: team.id })
}

export interface Restricting {
  teamId: string
  after: string | null
}

/** A batch of the finished cases of a team that closed or opened, and the next one; all follow what the team says by now. */
export async function restrictFinished(ctx: Context, { teamId, after }: Restricting): Promise<void> {
  const ids = await store.turnSome(ctx.db, teamId, after, batch)
  if (ids.length === batch) await ctx.enqueue('restrict-finished', { teamId, after: ids.at(-1)! } satisfies Restricting)
  else ctx.changed({ kind: 'sight', id: teamId })
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
