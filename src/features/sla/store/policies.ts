import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'
import { besideMark, rowAsTable } from '../../../platform/gathered.ts'
import type { Priority } from '../../../platform/shapes.ts'
import { updateAtVersion } from '../../../platform/versions.ts'
import { choosingCalendars } from '../../calendars/rules/usage.ts'
import type { ShownPolicy } from '../contract/policies.ts'
import { SlaPolicy } from '../contract.ts'
import type { CalendarRef, ZoneRef } from '../rules/terms.ts'

/** A published version never changes, so it is read once. */
const published = new Map<string, SlaPolicy>()

export interface PolicyRef {
  id: string
  version: number
}

/** The policies of the given versions, in the given order. */
export async function policiesAt(db: Db, refs: readonly PolicyRef[]): Promise<SlaPolicy[]> {
  const unknown = refs.filter((ref) => !published.has(keyOf(ref)))
  if (unknown.length > 0) {
    const rows = await db
      .selectFrom('sla_policy_version')
      .select(['policy_id as id', 'version', 'definition'])
      .where((eb) => eb.or(unknown.map(({ id, version }) => eb.and({ policy_id: id, version }))))
      .execute()
    for (const { id, version, definition } of rows) {
      // What an older version does not say is what was usual then.
      published.set(keyOf({ id, version }), SlaPolicy.parse({ ...(definition as object), id, version }))
    }
  }
  return refs.flatMap((ref) => published.get(keyOf(ref)) ?? [])
}

/** Every policy as it is now, in the order in which they are tried. */
export async function currentPolicies(db: Db): Promise<ShownPolicy[]> {
  const rows = await policyRows(db).orderBy('position').orderBy('id').execute()
  return shown(rows, await policiesAt(db, rows))
}

/** Those that are tried. */
export async function enabledPolicies(db: Db): Promise<SlaPolicy[]> {
  const refs = await policyRows(db).where('disabled_at', 'is', null).orderBy('position').orderBy('id').execute()
  return policiesAt(db, refs)
}

export async function currentPolicy(db: Db, id: string): Promise<ShownPolicy | undefined> {
  const rows = await policyRows(db).where('id', '=', id).execute()
  return shown(rows, await policiesAt(db, rows))[0]
}

const policyRows = (db: Db) => db.selectFrom('sla_policy').select(['id', 'version', 'position', 'disabled_at'])

/** The place of a policy is no part of its version: others change it too. */
function shown(
  rows: readonly { id: string; position: number; disabled_at: Date | null }[],
  policies: readonly SlaPolicy[],
): ShownPolicy[] {
  const byId = new Map(rows.map((row) => [row.id, row]))
  return policies.map((policy) => {
    const row = byId.get(policy.id)!
    return { ...policy, position: row.position, disabled: row.disabled_at !== null }
  })
}

export async function setOrder(db: Db, ids: readonly string[]): Promise<void> {
  await sql`update sla_policy set position = place.at - 1
    from unnest(${[...ids]}::uuid[]) with ordinality as place (id, at) where sla_policy.id = place.id`.execute(db)
}

export async function setDisabled(db: Db, id: string, at: Date | null): Promise<void> {
  await db.updateTable('sla_policy').set({ disabled_at: at }).where('id', '=', id).execute()
}

export async function insertPolicy(db: Db, policy: SlaPolicy, by: string | null, now: Date): Promise<void> {
  const { id, name, position } = policy
  await db.insertInto('sla_policy').values({ id, name, position, created_at: now }).execute()
  await insertVersion(db, policy, by, now)
}

/** False when `policy.version - 1` is no longer the current one. */
export async function updatePolicy(db: Db, policy: SlaPolicy, by: string | null, now: Date): Promise<boolean> {
  const { id, name, position, version } = policy
  if (!(await updateAtVersion(db, 'sla_policy', id, version - 1, { name, position }))) return false
  await insertVersion(db, policy, by, now)
  return true
}

async function insertVersion(db: Db, policy: SlaPolicy, by: string | null, now: Date): Promise<void> {
  const { id, version, ...definition } = policy
  await db
    .insertInto('sla_policy_version')
    .values({ policy_id: id, version, definition: JSON.stringify(definition), created_at: now, created_by: by })
    .execute()
}

export interface TermsFacts {
  priority: Priority
  type: string
  typeId: string
  typeVersion: number
  product: string | null
  /** The values of the type's fields. */
  custom: Record<string, unknown>
  channel: string
  team: string
  queue: string | null
  account: string | null
  tier: string | null
  tags: string[]
  language: string | null
  vip: boolean | null
  teamCalendarId: string | null
  /** The service contract that covers the case, with what it promises. */
  contract: string | null
  contractCalendarId: string | null
  contractPolicyId: string | null
  policies: PolicyRef[]
  calendars: (Omit<CalendarRef, 'zone'> & { isDefault: boolean; zone: ZoneRef | null })[]
}

/** A case that waits to be written holds its json as text. */
const ofCase = sql`cases.priority, case_type.key as type,
  cases.type_id as "typeId", cases.type_version as "typeVersion", cases.product_id as product,
  case jsonb_typeof(cases.custom) when 'string' then (cases.custom #>> '{}')::jsonb else cases.custom end as custom, cases.channel, cases.team_id as team, cases.queue_id as queue,
  cases.account_id as account, account.tier, cases.tags, cases.language, contact.vip,
  team.calendar_id as "teamCalendarId",
  agreed.contract_id as contract, agreed.terms->>'calendarId' as "contractCalendarId",
  agreed.terms->>'policyId' as "contractPolicyId"`
/** What there is to choose from: policies in their order, and calendars. */
export const choices = sql`
  (select coalesce(json_agg(json_build_object('id', id, 'version', version) order by position, id), '[]')
    from sla_policy where disabled_at is null) as policies,
  (select coalesce(json_agg(json_build_object('id', calendar.id, 'version', calendar.version, 'isDefault', is_default,
      'zone', (select json_build_object('revision', revision, 'data', zone_data) from calendar_version
        join zone_rules on zone_rules.time_zone = calendar.time_zone and revision = zone_revision
        where calendar_id = calendar.id and calendar_version.version = calendar.version))), '[]')
    from calendar) as calendars`
/** `coverage`: the table of coverages, or the one that was just decided. */
const besideCase = (coverage: RawBuilder<unknown>) => sql`
  join case_type on case_type.id = cases.type_id
  join team on team.id = cases.team_id
  left join account on account.id = cases.account_id
  left join contact on contact.id = cases.contact_id
  left join ${coverage} on case_coverage.case_id = cases.id
  left join service_contract on service_contract.id = case_coverage.contract_id
  left join service_contract_version agreed
    on agreed.contract_id = service_contract.id and agreed.version = service_contract.version`

/** All that the choice of policy and calendars looks at, in one question; definitions come by version. */
export async function termsFacts(db: Db, caseId: string): Promise<TermsFacts> {
  const { rows } = await sql<TermsFacts>`${sql.raw(besideMark)}
    select ${ofCase}, ${choices}, pg_advisory_xact_lock_shared(${choosingCalendars}) as held
    from ${rowAsTable(db, 'cases', caseId)} ${besideCase(rowAsTable(db, 'case_coverage', caseId))}
    where cases.id = ${caseId}`.execute(db)
  return rows[0]!
}

/** Until the end of this transaction nobody takes a calendar away, or moves open cases to another, behind its back. */
export async function holdChoices(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(${choosingCalendars})`.execute(db)
}

/** The same for several cases at once, in two questions. */
export async function termsFactsOf(db: Db, ids: readonly string[]): Promise<Map<string, TermsFacts>> {
  const all = await sql<Pick<TermsFacts, 'policies' | 'calendars'>>`select ${choices}`.execute(db)
  const { rows } = await sql<TermsFacts & { id: string }>`
    select cases.id, ${ofCase} from cases ${besideCase(sql.table('case_coverage'))} where cases.id = any(${[...ids]}::uuid[])`.execute(
    db,
  )
  return new Map(rows.map(({ id, ...facts }) => [id, { ...facts, ...all.rows[0]! }]))
}

const keyOf = ({ id, version }: PolicyRef) => `${id} ${version}`
