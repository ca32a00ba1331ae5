import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'

export interface DefaultPlace {
  queueId: string
  teamId: string
  leadId: string
}

/** Where real work goes that stood with demo people: the default queue, or any other real one. */
export async function realPlace(db: Db): Promise<DefaultPlace | null> {
  const { rows } = await sql<DefaultPlace>`
    select queue.id as "queueId", team.id as "teamId", person.id as "leadId"
    from queue join team on team.id = queue.team_id and not team.demo join person on person.id = team.lead_id and not person.demo
    where not queue.demo order by queue.is_default desc, queue.created_at, queue.id limit 1`.execute(db)
  return rows[0] ?? null
}

/** Real open cases that a demo person owns, or that stand in a demo team. */
export async function realCasesHeldByDemo(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from cases where not demo and status in ('new', 'open', 'pending', 'on_hold')
      and (owner_id in ${demoOf('person')} or team_id in ${demoOf('team')} or queue_id in ${demoOf('queue')})`.execute(
    db,
  )
  return rows.map(({ id }) => id)
}

/** What may not be empty on real rows gets a real value before its demo one goes. */
export async function moveToReal(db: Db, place: DefaultPlace): Promise<void> {
  await sql`update cases set owner_id = ${place.leadId} where not demo and status in ('resolved', 'closed')
    and owner_id in ${demoOf('person')}`.execute(db)
  await sql`update cases set team_id = ${place.teamId}, queue_id = ${place.queueId} where not demo
    and (team_id in ${demoOf('team')} or queue_id in ${demoOf('queue')})`.execute(db)
  await sql`update side_conversation set owner_id = ${place.leadId} where owner_id in ${demoOf('person')}
    and case_id not in ${demoOf('cases')}`.execute(db)
  await sql`update team set lead_id = ${place.leadId} where not demo and lead_id in ${demoOf('person')}`.execute(db)
  await sql`update queue set team_id = ${place.teamId} where not demo and team_id in ${demoOf('team')}`.execute(db)
}

/** Whether the rules of intake name it. */
const namedByRules = (
  id: string,
) => sql`exists (select 1 from intake_rules where version = (select max(version) from intake_rules)
  and strpos(rules::text, ${sql.ref(id)}::text) > 0)`

/** Products that real assets, cases, contracts or rules of intake name stay, as real ones. */
export async function keepUsedProducts(db: Db): Promise<void> {
  await sql`update product set demo = false where demo and (
    exists (select 1 from asset where asset.product_id = product.id and not asset.demo)
    or exists (select 1 from cases where cases.product_id = product.id and not cases.demo)
    or exists (select 1 from service_contract_version agreed join service_contract on service_contract.id = agreed.contract_id
      where not service_contract.demo and agreed.terms->'productIds' ? product.id::text)
    or ${namedByRules('product.id')})`.execute(db)
}

/** A calendar that real cases, teams, policies, contracts or rules of intake count by stays, as a real one. */
export async function keepUsedCalendars(db: Db): Promise<void> {
  await sql`update calendar set demo = false where demo and (is_default
    or exists (select 1 from team where team.calendar_id = calendar.id and not team.demo)
    or exists (select 1 from sla_case join cases on cases.id = sla_case.case_id
      where not cases.demo and sla_case.calendar_ids @> array[calendar.id])
    or exists (select 1 from sla_policy_version published join sla_policy on sla_policy.id = published.policy_id
      where not sla_policy.demo and strpos(published.definition::text, calendar.id::text) > 0)
    or exists (select 1 from service_contract_version agreed join service_contract on service_contract.id = agreed.contract_id
      where not service_contract.demo and agreed.terms->>'calendarId' = calendar.id::text)
    or ${namedByRules('calendar.id')})`.execute(db)
}

/** A type that real cases have stays, as a real one. */
export async function keepUsedTypes(db: Db): Promise<void> {
  await sql`update case_type set demo = false where demo
    and exists (select 1 from cases where cases.type_id = case_type.id and not cases.demo)`.execute(db)
}

/** A skill that real people hold, or that types or rules of intake ask for, stays, as a real one. */
export async function keepUsedSkills(db: Db): Promise<void> {
  await sql`update skill set demo = false where demo and (
    exists (select 1 from person_skill held join person on person.id = held.person_id
      where held.skill_id = skill.id and not person.demo)
    or exists (select 1 from case_type_version version, jsonb_array_elements(coalesce(version.definition->'skills', '[]')) needed
      where lower(needed->>'name') = lower(skill.name))
    or ${namedByRules('skill.id')})`.execute(db)
}

/** The timelines of demo cases with their chains, and the links that lead there. */
export async function deleteTimelines(db: Db): Promise<void> {
  await sql`set local caseward.removing_demo = 'on'`.execute(db)
  await sql`delete from event where chain_id in ${demoOf('cases')}`.execute(db)
  await sql`delete from event_chain where id in ${demoOf('cases')}`.execute(db)
  await sql`delete from link_token where subject_id in ${demoOf('cases')} or subject_id in ${demoOf('person')}`.execute(
    db,
  )
}

export const marked = [
  'cases',
  'service_contract',
  'asset',
  'product',
  'contact',
  'account',
  'queue',
  'team',
  'person',
  'role',
  'skill',
  'sla_policy',
  'escalation_rule',
  'case_type',
  'calendar',
] as const
export type Marked = (typeof marked)[number]

interface Reference {
  table: string
  column: string
  target: string
  optional: boolean
}

/**
 * Deletes the demo rows of a table. Whatever else refers to them, now or in tables to come, lets go: an optional
 * reference is emptied, a row that is nothing without it goes along.
 */
export async function deleteMarked(db: Db, table: Marked): Promise<void> {
  if (table === 'cases') {
    const messages = sql`(select id from message where case_id in ${demoOf('cases')})`
    for (const reference of await referencesTo(db, 'message')) await letGo(db, reference, messages)
  }
  if (table === 'sla_policy') {
    const own = ['sla_policy_version', 'sla_policy_draft']
    for (const reference of await referencesTo(db, table)) {
      if (!own.includes(reference.table)) await letGo(db, reference, demoOf(table))
    }
    for (const each of own) await sql`delete from ${sql.table(each)} where policy_id in ${demoOf(table)}`.execute(db)
  } else {
    for (const reference of await referencesTo(db, table)) await letGo(db, reference, demoOf(table))
  }
  await sql`delete from ${sql.table(table)} where demo`.execute(db)
}

async function letGo(db: Db, { table, column, target, optional }: Reference, gone: RawBuilder<unknown>): Promise<void> {
  const [there, here] = [sql.table(table), sql.ref(column)]
  const itself = table === target ? sql`and not demo` : sql``
  // A demo row that refers to another one goes by itself, when its own turn comes.
  const isMarked = (marked as readonly string[]).includes(table) && table !== target
  const real = isMarked && !optional ? sql`and not demo` : itself
  await (optional
    ? sql`update ${there} set ${here} = null where ${here} in ${gone}`
    : sql`delete from ${there} where ${here} in ${gone} ${real}`
  ).execute(db)
}

/** Single-column foreign keys that do not look after themselves when a row goes. */
async function referencesTo(db: Db, target: string): Promise<Reference[]> {
  const { rows } = await sql<Reference>`
    select source.relname as "table", attribute.attname as "column", ${target}::text as target,
      not attribute.attnotnull as optional
    from pg_constraint c
      join pg_class source on source.oid = c.conrelid
      join pg_attribute attribute on attribute.attrelid = c.conrelid and attribute.attnum = c.conkey[1]
    where c.contype = 'f' and c.confrelid = ${target}::regclass and c.confdeltype = 'a' and cardinality(c.conkey) = 1
    order by 1, 2`.execute(db)
  return rows
}

function demoOf(table: Marked) {
  return sql`(select id from ${sql.table(table)} where demo)`
}

/** Takes what demo cases added away from the days that stand. */
export async function takeFromBacklog(
  db: Db,
  days: readonly { day: string; opened: number; reopened: number; resolved: number; open: number }[],
  firstRealDay: string | null,
): Promise<void> {
  if (days.length === 0) return
  await sql`
    update backlog_day b set opened = greatest(b.opened - d.opened, 0), reopened = greatest(b.reopened - d.reopened, 0),
      resolved = greatest(b.resolved - d.resolved, 0), open = greatest(b.open - d.open, 0)
    from jsonb_to_recordset(${JSON.stringify(days)}::jsonb)
      as d (day date, opened int, reopened int, resolved int, open int)
    where b.day = d.day`.execute(db)
  if (firstRealDay) await sql`delete from backlog_day where day < ${firstRealDay}::date`.execute(db)
}
