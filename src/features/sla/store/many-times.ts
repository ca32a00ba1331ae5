import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'
import type { Clock } from '../rules/clock.ts'
import type { Timekeeping } from '../rules/timeline.ts'

/** The time of several cases, as stored and unlocked, in two questions; those that keep none are left out. */
export async function readTimes(db: Db, ids: readonly string[]): Promise<Map<string, Timekeeping>> {
  const rows = await db
    .selectFrom('sla_case')
    .select(['case_id', 'facts'])
    .where('case_id', 'in', [...ids])
    .execute()
  const clocks = await db
    .selectFrom('sla_clock')
    .select(['case_id', 'detail'])
    .where('case_id', 'in', [...ids])
    .orderBy('case_id')
    .orderBy(sql`(detail->>'place')::int`)
    .execute()
  const ofCase = Map.groupBy(clocks, ({ case_id }) => case_id)
  return new Map(
    rows.map(({ case_id, facts }) => {
      const { time, ...read } = facts as unknown as Timekeeping
      const own = (ofCase.get(case_id) ?? []).map(({ detail }) => {
        const { place: _place, ...clock } = detail as unknown as Clock & { place: number }
        return clock
      })
      return [case_id, { ...read, time: { ...time, clocks: own } }]
    }),
  )
}
