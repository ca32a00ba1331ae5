import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'
import { instantOfId } from '../../../platform/ids.ts'
import type { ConditionCheck } from '../../cases/rules/conditions.ts'
import type { TimelineEvent } from '../rules/timeline.ts'

/** The whole timeline of a case in the order in which it was written. */
export async function timelineOf(db: Db, caseId: string): Promise<TimelineEvent[]> {
  const rows = await db
    .selectFrom('event')
    .select(['id', 'name', 'at', 'cause_id', 'content'])
    .where('chain_id', '=', caseId)
    .orderBy('seq')
    .execute()
  return rows.map((row) => ({
    name: row.name,
    at: row.at.getTime(),
    recordedAt: instantOfId(row.id).getTime(),
    causeId: row.cause_id,
    content: (row.content ?? {}) as Record<string, unknown>,
  }))
}

/** Who last set the due date of a clock by hand, and why; null where nobody did. */
export async function pinOf(db: Db, caseId: string, clockId: string) {
  const row = await db
    .selectFrom('event')
    .leftJoin('person', 'person.id', 'event.actor_id')
    .select(['event.at', 'person.name', sql<string | null>`event.content->>'because'`.as('because')])
    .where('event.case_id', '=', caseId)
    .where('event.name', '=', 'clock.due_pinned')
    .where(sql<boolean>`event.content->>'clockId' = ${clockId}`)
    .orderBy('event.seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? { at: row.at.toISOString(), by: row.name, because: row.because } : null
}

/** What each condition of a clock's policy saw when it was applied; the latest time counts, for one version of it. */
export async function conditionsOf(
  db: Db,
  caseId: string,
  { policyId, policyVersion }: { policyId: string; policyVersion: number },
): Promise<ConditionCheck[]> {
  const row = await db
    .selectFrom('event')
    .select(sql<ConditionCheck[] | null>`content->'conditions'`.as('conditions'))
    .where('case_id', '=', caseId)
    .where('name', '=', 'clock.policy_applied')
    .where(sql<boolean>`content->>'policyId' = ${policyId} and (content->>'policyVersion')::int = ${policyVersion}`)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.conditions ?? []
}

/**
 * What the values of conditions are called: ids of teams, queues, accounts, products and contracts, and keys of types. An id
 * has a name only where the condition asks for what it is of.
 */
export async function namesOfValues(
  db: Db,
  asked: readonly Pick<ConditionCheck, 'field' | 'values' | 'saw'>[],
): Promise<Map<string, string>> {
  if (asked.length === 0) return new Map()
  const of = (field: ConditionCheck['field']) =>
    asked.flatMap((each) => (each.field === field ? [...each.values, ...each.saw] : []))
  const ids = (field: ConditionCheck['field']) => sql`any(${of(field).filter((value) => idShape.test(value))}::uuid[])`
  const { rows } = await sql<{ value: string; name: string }>`
    select id::text as value, name from team where id = ${ids('team')}
    union all select id::text, name from queue where id = ${ids('queue')}
    union all select id::text, name from account where id = ${ids('account')}
    union all select id::text, name from product where id = ${ids('product')}
    union all select id::text, 'SC-' || number from service_contract where id = ${ids('contract')}
    union all select case_type.key, case_type_version.definition->>'name' from case_type
      join case_type_version on case_type_version.case_type_id = case_type.id and case_type_version.version = case_type.version
      where case_type.key = any(${of('type')}::text[])`.execute(db)
  return new Map(rows.map(({ value, name }) => [value, name]))
}

const idShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
