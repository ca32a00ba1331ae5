import type { Context } from '../../../platform/context.ts'
import { standInOf } from '../rules.ts'
import { awayAt } from '../store/leaves.ts'

export interface StandIn {
  id: string
  leaveId: string
  /** When the person stood in for is back. */
  until: Date
}

/** Who stands in for somebody at an instant by their planned leave; null when they are here, or nobody stands in. */
export async function deputyOf(ctx: Context, personId: string, at: Date = ctx.now): Promise<StandIn | null> {
  const found = standInOf(personId, await awayAt(ctx.db, at))
  return found && { id: found.standInId, leaveId: found.leaveId, until: found.until }
}

/** Who stands in for everybody who is on leave now, by the person stood in for. */
export async function standInsNow(ctx: Context): Promise<Map<string, string>> {
  const away = await awayAt(ctx.db, ctx.now)
  return new Map(
    away.flatMap(({ personId }) => {
      const found = standInOf(personId, away)
      return found ? [[personId, found.standInId] as const] : []
    }),
  )
}
