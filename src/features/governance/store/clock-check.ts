import type { Actor, Db } from '../../../platform/context.ts'
import { visibleTo } from '../../cases/visible.ts'

/** The last replay of timelines, with those of the differing cases that the reader may see. */
export async function lastClockCheck(db: Db, actor: Actor) {
  const last = await db
    .selectFrom('clock_check')
    .select(['checked_at as checkedAt', 'cases as replayed', 'differences'])
    .orderBy('checked_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!last) return undefined
  const ids = (last.differences as unknown as { caseId: string }[]).map(({ caseId }) => caseId)
  const differing =
    ids.length === 0
      ? []
      : await db
          .selectFrom('cases')
          .select(['cases.id', 'cases.number'])
          .where('cases.id', 'in', ids)
          .where(visibleTo(actor))
          .orderBy('cases.number')
          .execute()
  return { checkedAt: last.checkedAt, replayed: last.replayed, count: ids.length, differing }
}
