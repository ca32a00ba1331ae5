import { sql } from 'kysely'
import type { Actor, Db } from '../../../platform/context.ts'
import { visibleTo } from '../../cases/visible.ts'

interface Reach {
  calendarId: string | null
  teamId: string | null
  contractId: string | null
  after: string | null
}

/** Open cases whose time a change can touch, in order of id, from behind `after` on. */
export async function liveCases(db: Db, { after, ...reach }: Reach, limit: number): Promise<string[]> {
  const rows = await touched(db, reach)
    .select('case_id')
    .$if(after !== null, (q) => q.where('case_id', '>', after!))
    .orderBy('case_id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.case_id)
}

/** How many of them there are. */
export async function countLive(db: Db, reach: Omit<Reach, 'after'>): Promise<number> {
  const { count } = await touched(db, reach).select(sql<number>`count(*)::int`.as('count')).executeTakeFirstOrThrow()
  return count
}

function touched(db: Db, { calendarId, teamId, contractId }: Omit<Reach, 'after'>) {
  return db
    .selectFrom('sla_case')
    .where('live', '=', true)
    .$if(calendarId !== null, (q) => q.where(sql<boolean>`calendar_ids @> array[${calendarId}::uuid]`))
    .$if(teamId !== null, (q) => q.where('team_id', '=', teamId))
    .$if(contractId !== null, (q) =>
      q.where('case_id', 'in', (eb) =>
        eb.selectFrom('case_coverage').select('case_coverage.case_id').where('contract_id', '=', contractId!),
      ),
    )
}

/** What cases are called, those that the actor may see. */
export async function namesOfCases(db: Db, actor: Actor, ids: readonly string[]) {
  if (ids.length === 0) return []
  return db
    .selectFrom('cases')
    .select(['cases.id', 'cases.number', 'cases.subject'])
    .where('cases.id', 'in', [...ids])
    .where(visibleTo(actor))
    .execute()
}
