import type { Context } from '../../../platform/context.ts'
import * as write from '../store/write.ts'

/** Lets a second team know of a case: its lead watches it, and the timeline says why. */
export async function involveTeam(
  ctx: Context,
  caseId: string,
  teamId: string,
  because: string,
  causeId: string | null,
): Promise<void> {
  const queue = await write.queueOfTeam(ctx.db, teamId)
  if (!queue || (await write.isInvolved(ctx.db, caseId, teamId, queue.leadId))) return
  await write.insertWatcher(ctx.db, caseId, queue.leadId, ctx.now)
  await ctx.record({
    name: 'case.team_involved',
    caseId,
    ...(causeId && { causeId }),
    content: { teamId, team: queue.teamName, watcherId: queue.leadId, because },
  })
}
