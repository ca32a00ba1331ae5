import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'
import { changeBeside, insertRows } from '../../../platform/gathered.ts'
import type { Passed } from '../rules/facts.ts'
import type { KeptDetail } from '../rules/kept.ts'

export interface DecisionToKeep {
  id: string
  caseId: string
  at: Date
  cause: string
  queueId: string
  ownerId: string | null
  because: string[]
  considered: unknown[]
  detail: KeptDetail
}

/** Keeps decisions, and notes on the new owners when they were last given a case. */
export async function insertDecisions(db: Db, decisions: readonly DecisionToKeep[]): Promise<void> {
  if (decisions.length === 0) return
  await insertRows(
    db,
    'routing_decision',
    decisions.map((decision) => ({
      id: decision.id,
      case_id: decision.caseId,
      at: decision.at,
      cause: decision.cause,
      queue_id: decision.queueId,
      owner_id: decision.ownerId,
      because: JSON.stringify(decision.because),
      considered: JSON.stringify(decision.considered),
      detail: JSON.stringify(decision.detail),
    })),
  )
  const owners = [...new Set(decisions.flatMap(({ ownerId }) => ownerId ?? []))]
  if (owners.length === 0) return
  const at = decisions[0]!.at
  await changeBeside(
    db,
    db
      .insertInto('last_assigned')
      .values(owners.toSorted().map((id) => ({ person_id: id, at })))
      .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ at })),
  )
}

export function decisionsOf(db: Db, caseId: string) {
  return db
    .selectFrom('routing_decision')
    .leftJoin('queue', 'queue.id', 'routing_decision.queue_id')
    .leftJoin('person', 'person.id', 'routing_decision.owner_id')
    .select([
      'routing_decision.id',
      'routing_decision.at',
      'routing_decision.cause',
      'routing_decision.because',
      'routing_decision.considered',
      'routing_decision.detail',
      'queue.id as queueId',
      'queue.name as queueName',
      'person.id as ownerId',
      'person.name as ownerName',
    ])
    .where('case_id', '=', caseId)
    .orderBy('at', 'desc')
    .orderBy('routing_decision.id', 'desc')
    .execute()
}

export interface CaseHistory {
  caseId: string
  /** Not asked again. */
  declined: { id: string; how: Passed }[]
  /** Who follows it, and so sees it although it is restricted. */
  watchers: string[]
  named: { id: string; name: string } | null
  /** Who had the case that it follows up. */
  earlier: { id: string; name: string } | null
}

/** What is known of people and cases that were routed before. */
export async function historiesOf(db: Db, caseIds: readonly string[]): Promise<Map<string, CaseHistory>> {
  if (caseIds.length === 0) return new Map()
  const { rows } = await sql<CaseHistory>`
    select cases.id as "caseId",
      (select coalesce(json_agg(json_build_object('id', id, 'how', how)), '[]') from (
        select content->>'from' as id, case name when 'case.declined' then 'gave_back' else 'taken_back' end as how
          from event gone where case_id = cases.id and name in ('case.declined', 'case.returned')
          and not exists (select 1 from event undo where undo.case_id = cases.id and undo.content->'undoes' ? gone.id::text)
        union select person_id::text, outcome from routing_offer where case_id = cases.id
          and outcome in ('declined', 'timed_out')) as passed) as declined,
      array(select person_id from watcher where case_id = cases.id) as watchers,
      (select json_build_object('id', person.id, 'name', person.name) from account
        join person on person.id = account.named_agent_id where account.id = cases.account_id) as named,
      (select json_build_object('id', person.id, 'name', person.name) from cases before
        join person on person.id = before.owner_id where before.id = cases.follow_up_of_id) as earlier
    from cases where cases.id = any(${[...caseIds]}::uuid[])`.execute(db)
  return new Map(rows.map((row) => [row.caseId, row]))
}

/** Who had a case, or has it. */
export async function ownerOf(db: Db, caseId: string): Promise<{ id: string; name: string } | null> {
  const row = await db
    .selectFrom('cases')
    .innerJoin('person', 'person.id', 'cases.owner_id')
    .select(['person.id', 'person.name'])
    .where('cases.id', '=', caseId)
    .executeTakeFirst()
  return row ?? null
}
