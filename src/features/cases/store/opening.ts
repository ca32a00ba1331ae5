import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'
import { choosingCalendars } from '../../calendars/rules/usage.ts'
import type { IntakeRule } from '../../routing/contract/rules.ts'
import type { KnownSkill } from '../../routing/rules/wanted.ts'
import type { PriorityPercent } from '../../routing/rules/weight.ts'
import { queues } from './write.ts'

export interface OpeningFacts {
  /** The next number of a case; it is used up by asking. */
  number: number
  contact: { id: string; vip: boolean; language: string | null } | null
  /** The named one, else the contact's. */
  accountId: string | null
  namedAgent: { id: string; name: string } | null
  /** The types that are offered, in the order in which their words are tried. */
  types: { id: string; key: string; version: number; teamId: string | null; queueId: string | null }[]
  /** Whether there are rules by which a case may go up as soon as it is there. */
  asksRules: boolean
  /** The oldest first. */
  queues: Awaited<ReturnType<ReturnType<typeof queues>['execute']>>
  tier: string | null
  /** The rules of intake as they are now. */
  rules: IntakeRule[]
  rulesVersion: number
  /** How much a priority adds to the weight of a case. */
  percent: PriorityPercent
  calendars: { id: string; version: number }[]
  /** All that a case may ask for. */
  skills: KnownSkill[]
}

const places = (db: Db, contactId: string | null, accountId: string | null) => sql`account.id as "accountId",
      case when contact.id is not null
        then json_build_object('id', contact.id, 'vip', contact.vip, 'language', contact.language) end as contact,
      case when person.id is not null then json_build_object('id', person.id, 'name', person.name) end as "namedAgent",
      (select coalesce(json_agg(json_build_object('id', id, 'key', key, 'version', version,
          'teamId', team_id, 'queueId', queue_id) order by position, key), '[]')
        from case_type where disabled_at is null) as types,
      exists (select 1 from escalation_rule where disabled_at is null) as "asksRules",
      (select coalesce(json_agg(place order by place.created_at), '[]') from ${queues(db)} as place) as queues,
      (select coalesce(json_agg(json_build_object('id', id, 'name', name, 'language', language, 'words', words)
          order by lower(name)), '[]') from skill) as skills,
      account.tier, (select rules from intake_rules order by version desc limit 1) as rules,
      (select max(version) from intake_rules) as "rulesVersion",
      (select priority_percent from routing_settings) as percent,
      (select coalesce(json_agg(json_build_object('id', id, 'version', version)), '[]') from calendar
        where removed_at is null) as calendars
    from (values (${contactId}::uuid, ${accountId}::uuid)) as asked (contact_id, account_id)
      left join contact on contact.id = asked.contact_id
      left join account on account.id = coalesce(asked.account_id, contact.account_id)
      left join person on person.id = account.named_agent_id`

/**
 * What a new case begins with, in one question: its number, its contact and account, and where it may belong. A change of
 * queues or calendars that comes later finds the case (`recountDuty`).
 */
export async function openingFacts(db: Db, contactId: string | null, accountId: string | null): Promise<OpeningFacts> {
  const { rows } = await sql<OpeningFacts>`
    select nextval('case_number') as number, pg_advisory_xact_lock_shared(${choosingCalendars}) as held,
      ${places(db, contactId, accountId)}`.execute(db)
  return rows[0]!
}

/** The same for a case that is not opened: no number is used up. */
export async function placesFacts(
  db: Db,
  contactId: string | null,
  accountId: string | null,
): Promise<Omit<OpeningFacts, 'number'>> {
  const { rows } = await sql<Omit<OpeningFacts, 'number'>>`select ${places(db, contactId, accountId)}`.execute(db)
  return rows[0]!
}
