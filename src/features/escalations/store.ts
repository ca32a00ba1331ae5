import { type ExpressionBuilder, type Insertable, sql, type Updateable } from 'kysely'
import type { Actor, Db } from '../../platform/context.ts'
import { insertRows } from '../../platform/gathered.ts'
import type { DB, Escalation } from '../../platform/tables.gen.ts'
import { visibleTo } from '../cases/visible.ts'

export const insertEscalation = (db: Db, row: Insertable<Escalation>): Promise<void> =>
  insertRows(db, 'escalation', [row])

function escalations(db: Db) {
  return db
    .selectFrom('escalation')
    .leftJoin('person as byWhom', 'byWhom.id', 'escalation.by_id')
    .leftJoin('person as taker', 'taker.id', 'escalation.to_person_id')
    .leftJoin('team as takers', 'takers.id', 'escalation.to_team_id')
    .leftJoin('person as watcher', 'watcher.id', 'escalation.acknowledged_by')
    .leftJoin('person as ender', 'ender.id', 'escalation.ended_by')
    .leftJoin('escalation_rule as rule', 'rule.id', 'escalation.rule_id')
    .selectAll('escalation')
    .select(['byWhom.name as byName', 'taker.name as takerName', 'takers.name as teamName'])
    .select(['watcher.name as watcherName', 'ender.name as enderName', 'rule.name as ruleName'])
}
export type EscalationRow = Awaited<ReturnType<typeof escalationsOf>>[number]

export const escalationsOf = (db: Db, caseId: string) =>
  escalations(db).where('case_id', '=', caseId).orderBy('at', 'desc').orderBy('escalation.id', 'desc').execute()

export const findEscalation = (db: Db, id: string) => escalations(db).where('escalation.id', '=', id).executeTakeFirst()

export async function updateEscalation(db: Db, id: string, change: Updateable<Escalation>): Promise<void> {
  await db.updateTable('escalation').set(change).where('id', '=', id).execute()
}

export async function endEscalations(
  db: Db,
  caseId: string,
  { at, by, because }: { at: Date; by: string | null; because: string },
): Promise<number> {
  const rows = await db
    .updateTable('escalation')
    .set({ ended_at: at, ended_by: by, ended_because: because })
    .where('case_id', '=', caseId)
    .where('ended_at', 'is', null)
    .returning('id')
    .execute()
  return rows.length
}

/** Those by people and rules that count on the one case count on the other; of `only`, where given, all that are there. */
export async function moveEscalations(
  db: Db,
  fromCaseId: string,
  toCaseId: string,
  only?: readonly string[],
): Promise<string[]> {
  const rows = await db
    .updateTable('escalation')
    .set({ case_id: toCaseId })
    .where('case_id', '=', fromCaseId)
    .$if(only === undefined, (query) => query.where('ended_at', 'is', null).where('cause', '<>', 'clock'))
    .$if(only !== undefined, (query) => query.where('id', 'in', [...only!]))
    .returning('id')
    .execute()
  return rows.map(({ id }) => id).toSorted()
}

/** The highest level that people and rules gave a case and nobody took back. */
export async function handLevelOf(db: Db, caseId: string): Promise<number> {
  const row = await db
    .selectFrom('escalation')
    .select(({ fn }) => fn.max('level').as('level'))
    .where('case_id', '=', caseId)
    .where('cause', '<>', 'clock')
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return row?.level ?? 0
}

/** Open cases above level 0 that the reader may see, with the last escalation that still counts. */
export async function escalatedCases(db: Db, actor: Actor) {
  return escalations(db)
    .innerJoin('cases', 'cases.id', 'escalation.case_id')
    .select('cases.escalation_level as level')
    .where((eb) => visibleTo(actor)(eb as unknown as ExpressionBuilder<DB, 'cases'>))
    .where('cases.escalation_level', '>', 0)
    .where('cases.status', 'in', ['new', 'open', 'pending', 'on_hold'])
    .where(
      sql<boolean>`escalation.id = (select latest.id from escalation latest where latest.case_id = cases.id
        and latest.ended_at is null and (latest.clock_id is null or exists (select 1 from sla_clock
          where sla_clock.id = latest.clock_id and sla_clock.state in ('running', 'paused'))) order by latest.level desc, latest.at desc limit 1)`,
    )
    .orderBy('cases.escalation_level', 'desc')
    .orderBy('escalation.at')
    .orderBy('escalation.id')
    .execute()
}

export function teamFacts(db: Db, id: string) {
  return db
    .selectFrom('team')
    .innerJoin('person as lead', 'lead.id', 'team.lead_id')
    .leftJoin('queue', 'queue.team_id', 'team.id')
    .select(['team.id', 'team.name', 'lead.id as leadId', 'lead.name as lead', 'queue.id as queueId'])
    .where('team.id', '=', id)
    .orderBy('queue.created_at')
    .orderBy('queue.id')
    .limit(1)
    .executeTakeFirst()
}

export const personNamed = (db: Db, id: string) =>
  db
    .selectFrom('person')
    .select(['id', 'name'])
    .where('id', '=', id)
    .where('deactivated_at', 'is', null)
    .executeTakeFirst()

export async function isRestricted(db: Db, caseId: string): Promise<boolean> {
  const row = await db.selectFrom('cases').select('restricted').where('id', '=', caseId).executeTakeFirst()
  return row?.restricted ?? false
}
