import type { Context } from '../../../platform/context.ts'
import * as write from '../store/write.ts'
import { letWatch } from './facts.ts'

/** A team closed or opened: its cases follow in the same act, and open screens ask again what they may show. */
export async function restrictAgain(ctx: Context, teamId: string): Promise<void> {
  await write.restrictAgain(ctx.db, teamId)
  ctx.changed({ kind: 'settings', id: teamId })
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
