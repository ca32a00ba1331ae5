import type { Context } from '../../../platform/context.ts'
import { standInsNow } from '../../absence/actions/deputy.ts'
import { whoMaySee } from '../../cases/actions/who-may-see.ts'

/** For whom the actor stands in: what those on leave see to, or were asked, is theirs meanwhile. */
export async function standsFor(ctx: Context): Promise<string[]> {
  const standIns = ctx.actor.kind === 'person' ? await standInsNow(ctx) : new Map<string, string>()
  return [...standIns].filter(([, standIn]) => standIn === ctx.actor.id).map(([personId]) => personId)
}

/** These people, and who stands in for those of them on leave, where that one may see the case. */
export async function withStandIns(
  ctx: Context,
  caseId: string,
  people: readonly { id: string; name: string }[],
): Promise<{ id: string; name: string }[]> {
  const standIns = await standInsNow(ctx)
  const others = people.flatMap(({ id }) => standIns.get(id) ?? [])
  const fresh = [...new Set(others)].filter((id) => id !== ctx.actor.id && people.every((each) => each.id !== id))
  const sees = fresh.length > 0 ? await whoMaySee(ctx.db, fresh, [caseId]) : () => false
  return [...people, ...fresh.filter((id) => sees(id, caseId)).map((id) => ({ id, name: '' }))]
}

/** Whoever sees to a side conversation, on leave with who stands in. */
export const toOwner = (ctx: Context, side: { owner_id: string; standingCaseId: string }) =>
  withStandIns(ctx, side.standingCaseId, [{ id: side.owner_id, name: '' }])
