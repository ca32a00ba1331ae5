import { type Selectable, sql } from 'kysely'
import type { Actor, Db } from '../../../platform/context.ts'
import type { Cases } from '../../../platform/tables.gen.ts'
import { asPublished } from '../../casetypes/rules.ts'
import { caseNumberOf } from '../rules/numbers.ts'
import { visibleTo } from '../visible.ts'

export type CaseRecord = Selectable<Cases>

/** A case by id or number, where the actor may see it. */
export async function findCase(db: Db, actor: Actor, ref: string): Promise<CaseRecord | undefined> {
  const number = caseNumberOf(ref)
  if (number === null && !isId(ref)) return undefined
  return db
    .selectFrom('cases')
    .selectAll('cases')
    .where(visibleTo(actor))
    .where((eb) => (number === null ? eb('cases.id', '=', ref) : eb('cases.number', '=', number)))
    .executeTakeFirst()
}

/** As `findCase`, locked until the transaction ends. */
export async function findCaseToChange(db: Db, actor: Actor, ref: string): Promise<CaseRecord | undefined> {
  const number = caseNumberOf(ref)
  if (number === null && !isId(ref)) return undefined
  return db
    .selectFrom('cases')
    .selectAll('cases')
    .where(visibleTo(actor))
    .where((eb) => (number === null ? eb('cases.id', '=', ref) : eb('cases.number', '=', number)))
    .forUpdate()
    .executeTakeFirst()
}

export function personName(db: Db, id: string) {
  return db
    .selectFrom('person')
    .select(['id', 'name', 'role', 'deactivated_at as deactivatedAt'])
    .where('id', '=', id)
    .executeTakeFirst()
}

export async function contactExists(db: Db, id: string): Promise<boolean> {
  return (await db.selectFrom('contact').select('id').where('id', '=', id).executeTakeFirst()) !== undefined
}

export async function accountExists(db: Db, id: string): Promise<boolean> {
  return (await db.selectFrom('account').select('id').where('id', '=', id).executeTakeFirst()) !== undefined
}

interface Subject {
  productId: string
  name: string
  offered: boolean
  assetId: string | null
  serial: string | null
  inUse: boolean | null
  accountId: string | null
}

/** A product, or an asset with its product and account. */
export async function findSubject(db: Db, productId: string | null, assetId: string | null) {
  const { rows } = await sql<Subject>`
    select product.id as "productId", product.name, product.active as offered,
      asset.id as "assetId", asset.serial, asset.active as "inUse", asset.account_id as "accountId"
    from product left join asset on asset.product_id = product.id and asset.id = ${assetId}
    where ${assetId}::uuid is null and product.id = ${productId} or asset.id is not null`.execute(db)
  return rows[0]
}

/** A type as it is published now. */
export async function currentType(db: Db, id: string) {
  const row = await db
    .selectFrom('case_type')
    .innerJoin('case_type_version', (join) =>
      join
        .onRef('case_type_version.case_type_id', '=', 'case_type.id')
        .onRef('case_type_version.version', '=', 'case_type.version'),
    )
    .select(['case_type.id', 'case_type.version', 'case_type.disabled_at', 'case_type_version.definition'])
    .where('case_type.id', '=', id)
    .executeTakeFirst()
  if (!row) return undefined
  const definition = asPublished(row.definition)
  return {
    id: row.id,
    version: row.version,
    name: definition.name,
    disabledAt: row.disabled_at,
    definition,
  }
}

export async function assigneeFacts(db: Db, id: string) {
  const row = await db
    .selectFrom('person')
    .select([
      'id',
      'name',
      'role',
      'status',
      'status_since as statusSince',
      'away_until as awayUntil',
      'deactivated_at as deactivatedAt',
    ])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return undefined
  const teams = await db
    .selectFrom('team_member')
    .innerJoin('team', 'team.id', 'team_member.team_id')
    .select('team_id')
    .where('person_id', '=', id)
    // Where a case goes along to a team of theirs, it goes to one that everybody sees first.
    .orderBy('team.closed')
    .orderBy('team.created_at')
    .orderBy('team.id')
    .execute()
  return { ...row, teamIds: teams.map((team) => team.team_id) }
}

export function openTasksOf(db: Db, personId: string) {
  return db
    .selectFrom('task')
    .select(['id', 'title', 'due_at as dueAt', 'version', 'case_id as caseId'])
    .where('owner_id', '=', personId)
    .where('done_at', 'is', null)
    .where('cancelled_at', 'is', null)
    .where('kind', '=', 'task')
    .where('startable_at', 'is not', null)
    .orderBy('due_at')
    .orderBy('id')
    .execute()
}

export async function organisationZone(db: Db): Promise<string | undefined> {
  return (await db.selectFrom('organisation').select('time_zone').executeTakeFirst())?.time_zone
}

/** Every open case of a person, locked in order. */
export function openCasesOf(db: Db, personId: string): Promise<CaseRecord[]> {
  return db
    .selectFrom('cases')
    .selectAll()
    .where('owner_id', '=', personId)
    .where('status', 'in', ['new', 'open', 'pending', 'on_hold'])
    .orderBy('id')
    .forUpdate()
    .execute()
}

/** Holds cases, in the one order in which several are held. */
export function lockCases(db: Db, ids: readonly string[]) {
  return db
    .selectFrom('cases')
    .select(['id', 'queue_id', 'team_id'])
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .orderBy('id')
    .forUpdate()
    .execute()
}

/** Resolved cases whose time for an answer is over. */
export function closingCases(db: Db, now: Date, limit: number) {
  return db
    .selectFrom('cases')
    .select('id')
    .where('status', '=', 'resolved')
    .where('closes_at', '<=', now)
    .orderBy('closes_at')
    .limit(limit)
    .execute()
}

export function watchersOf(db: Db, caseId: string) {
  return db
    .selectFrom('watcher')
    .innerJoin('person', 'person.id', 'watcher.person_id')
    .select(['person.id', 'person.name'])
    .where('watcher.case_id', '=', caseId)
    .orderBy('person.name')
    .execute()
}

export function timelineOf(db: Db, caseId: string, after: Date | undefined, limit: number) {
  return (
    db
      .selectFrom('event')
      .leftJoin('person', 'person.id', 'event.actor_id')
      .select([
        'event.id',
        'event.at',
        'event.name',
        'event.seq',
        'event.actor_kind as actorKind',
        'event.actor_id as actorId',
        'person.name as actorName',
        'event.cause_id as causeId',
        'event.content',
      ])
      .where('event.case_id', '=', caseId)
      .$if(after !== undefined, (q) => q.where('event.at', '>', after!))
      .orderBy('event.at')
      // A page never ends between entries of one instant: the next one begins after it.
      .fetch(limit, 'with ties')
      .execute()
  )
}

/** Which of these cases the reader may see. */
export async function seenOf(db: Db, actor: Actor, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await db
    .selectFrom('cases')
    .select('cases.id')
    .where(visibleTo(actor))
    .where(sql<boolean>`cases.id = any(${[...new Set(ids)]}::uuid[])`)
    .execute()
  return new Set(rows.map(({ id }) => id))
}

/** Whether one of these ids is a case that the reader may not see; what is no case hides nothing. */
export async function anyHidden(db: Db, actor: Actor, ids: readonly string[]): Promise<boolean> {
  if (ids.length === 0) return false
  const row = await db
    .selectFrom('cases')
    .select('cases.id')
    .where((eb) => eb.not(visibleTo(actor)(eb)))
    .where(sql<boolean>`cases.id = any(${[...ids]}::uuid[])`)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

export const isId = (ref: string): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(ref)
