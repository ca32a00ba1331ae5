import { type Insertable, sql } from 'kysely'
import { z } from 'zod'
import type { Actor, Db } from '../../../platform/context.ts'
import { cursorOf, placeOf } from '../../../platform/cursor.ts'
import { areWaiting, besideMark, changeBeside, insertRows } from '../../../platform/gathered.ts'
import type { EntitlementEntry } from '../../../platform/tables.gen.ts'
import { visibleTo } from '../../cases/visible.ts'
import { type Entry, type EntryKind, type Granted, warningPercents } from '../rules/ledger.ts'

/** The ledgers of entitlements in the order in which they were written; with `until`, as they stood at that instant. */
export async function ledgersOf(
  db: Db,
  entitlementIds: readonly string[],
  until?: Date,
): Promise<Map<string, Entry[]>> {
  const ledgers = new Map<string, Entry[]>(entitlementIds.map((id) => [id, []]))
  if (entitlementIds.length === 0) return ledgers
  const rows = await db
    .selectFrom('entitlement_entry')
    .select(['id', 'entitlement_id', 'at', 'kind', 'amount', 'overage', 'lot_id', 'expires_at', 'key'])
    .where('entitlement_id', 'in', entitlementIds)
    .$if(until !== undefined, (query) => query.where('at', '<=', until!))
    .orderBy('at')
    .orderBy('id')
    .execute()
  for (const row of rows)
    ledgers.get(row.entitlement_id)!.push({
      id: row.id,
      at: row.at.getTime(),
      kind: row.kind as EntryKind,
      amount: row.amount,
      overage: row.overage,
      lotId: row.lot_id,
      expiresAt: row.expires_at?.getTime() ?? null,
      key: row.key,
    })
  return ledgers
}

/** Writes entries and moves the balances by them; those whose key stands already are left out. */
export async function insertEntries(db: Db, rows: Insertable<EntitlementEntry>[]): Promise<void> {
  if (rows.length === 0) return
  await db
    .with('written', (q) =>
      q
        .insertInto('entitlement_entry')
        .values(rows)
        .onConflict((conflict) => conflict.columns(['entitlement_id', 'key']).doNothing())
        .returning(['entitlement_id', 'amount']),
    )
    .with('moved', (q) =>
      q
        .selectFrom('written')
        .select(['entitlement_id', sql<number>`sum(amount)`.as('by')])
        .groupBy('entitlement_id'),
    )
    .updateTable('entitlement')
    .from('moved')
    .set({ balance: sql`balance + moved.by` })
    .whereRef('entitlement.id', '=', 'moved.entitlement_id')
    .execute()
}

/** Writes what a new case takes together with the case: a line without a key, which nothing can keep from standing. */
export async function insertBesideCase(
  db: Db,
  row: Insertable<EntitlementEntry> & { entitlement_id: string; amount: number },
): Promise<void> {
  const moved = db.updateTable('entitlement').set({ balance: sql`balance + ${row.amount}::int` })
  await insertRows(db, 'entitlement_entry', [row])
  await changeBeside(db, moved.where('id', '=', row.entitlement_id))
}

/** How settled entitlements stand, however long their ledgers are. */
export interface KeptStanding extends Granted {
  id: string
  balance: number
  /** Minutes held for cases. */
  reserved: number
}

export async function keptStandings(
  db: Db,
  entitlementIds: readonly string[],
  now: Date,
): Promise<Map<string, KeptStanding>> {
  if (entitlementIds.length === 0) return new Map()
  const mark = sql.raw(areWaiting(db, 'entitlement_entry') ? '' : besideMark)
  const { rows } = await sql<KeptStanding>`${mark}
    select entitlement.id, entitlement.balance, live.granted, live.period,
      (select coalesce(sum(minutes), 0)::int from entitlement_reservation
        where entitlement_id = entitlement.id) as reserved,
      array(select key from entitlement_entry warned where warned.entitlement_id = entitlement.id
        and warned.key in (${sql.join(warningPercents.map((percent) => sql`'warn:' || ${sql.lit(percent)} || ':' || live.period`))})) as warned
    from entitlement cross join lateral (
      select coalesce(sum(amount) filter (where kind <> 'give_back'), 0)::int as granted,
        coalesce((array_agg(key order by at desc, id desc) filter (where kind = 'grant'))[1], 'adjusted') as period
      from entitlement_entry where entitlement_id = entitlement.id and amount > 0
        and coalesce(expires_at, 'infinity') > ${now}) live
    where entitlement.id = any(${[...entitlementIds]}::uuid[])`.execute(db)
  return new Map(rows.map((row) => [row.id, row]))
}

/** Entitlements whose kept balance is not the sum of their ledger; there are none unless somebody wrote past us. */
export async function wrongBalances(db: Db): Promise<{ entitlementId: string; contract: number }[]> {
  const { rows } = await sql<{ entitlementId: string; contract: number }>`
    select entitlement.id as "entitlementId", service_contract.number as contract
    from entitlement join service_contract on service_contract.id = entitlement.contract_id
      left join (select entitlement_id, sum(amount) as balance from entitlement_entry group by 1) sums
        on sums.entitlement_id = entitlement.id
    where entitlement.balance <> coalesce(sums.balance, 0) order by service_contract.number`.execute(db)
  return rows
}

const Place = z.tuple([z.iso.datetime(), z.uuid()])

/** A page of a contract's ledger, newest first, each line with the balance it left; a hidden case is told by nothing. */
export async function pageOfLedger(
  db: Db,
  actor: Actor,
  contractId: string,
  { entitlement, limit, cursor }: { entitlement?: string | undefined; limit: number; cursor?: string | undefined },
) {
  const place = placeOf(Place, cursor)
  const rows = await db
    .with('line', (q) =>
      q
        .selectFrom('entitlement_entry as entry')
        .innerJoin('entitlement', 'entitlement.id', 'entry.entitlement_id')
        .selectAll('entry')
        .select(
          sql<number>`sum(entry.amount) over (partition by entry.entitlement_id order by entry.at, entry.id)`.as(
            'balance',
          ),
        )
        .where('entitlement.contract_id', '=', contractId)
        .$if(entitlement !== undefined, (query) => query.where('entry.entitlement_id', '=', entitlement!)),
    )
    .with('seen', (q) => q.selectFrom('cases').select(['id', 'number', 'subject']).where(visibleTo(actor)))
    .selectFrom('line')
    .leftJoin('seen', 'seen.id', 'line.case_id')
    .leftJoin('person', 'person.id', 'line.person_id')
    .selectAll('line')
    .select(['seen.number', 'seen.subject', 'person.name'])
    .$if(place !== null, (query) =>
      query.where(sql<boolean>`(line.at, line.id) < (${place![0]}::timestamptz, ${place![1]}::uuid)`),
    )
    .orderBy('line.at', 'desc')
    .orderBy('line.id', 'desc')
    .limit(limit + 1)
    .execute()
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return { rows: rows.slice(0, limit), nextCursor: last ? cursorOf([last.at.toISOString(), last.id]) : null }
}

export async function findEntitlement(db: Db, id: string) {
  return db.selectFrom('entitlement').select(['id', 'contract_id', 'kind']).where('id', '=', id).executeTakeFirst()
}

/** The entries of an entitlement that name a case. */
export async function entriesOfCase(db: Db, caseId: string, entitlementId: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('entitlement_entry')
    .select('id')
    .where('case_id', '=', caseId)
    .where('entitlement_id', '=', entitlementId)
    .execute()
  return new Set(rows.map(({ id }) => id))
}

/** Minutes that are held by entitlement, those of one case left out. */
export async function reservedOf(
  db: Db,
  entitlementIds: readonly string[],
  exceptCase: string | null = null,
): Promise<Map<string, number>> {
  if (entitlementIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('entitlement_reservation')
    .select(['entitlement_id', ({ fn }) => fn.sum<number>('minutes').as('minutes')])
    .where('entitlement_id', 'in', entitlementIds)
    .$if(exceptCase !== null, (query) => query.where('case_id', '!=', exceptCase!))
    .groupBy('entitlement_id')
    .execute()
  return new Map(rows.map((row) => [row.entitlement_id, Number(row.minutes)]))
}

export function reservationOf(db: Db, caseId: string) {
  return db
    .selectFrom('entitlement_reservation')
    .select(['entitlement_id', 'minutes'])
    .where('case_id', '=', caseId)
    .executeTakeFirst()
}

/** Holds so many minutes for a case, or none any more. */
export async function keepReservation(
  db: Db,
  caseId: string,
  held: { entitlementId: string; minutes: number; at: Date; by: string | null } | null,
): Promise<void> {
  if (!held || held.minutes <= 0) {
    await db.deleteFrom('entitlement_reservation').where('case_id', '=', caseId).execute()
    return
  }
  const row = {
    entitlement_id: held.entitlementId,
    minutes: held.minutes,
    reserved_at: held.at,
    reserved_by: held.by,
  }
  await db
    .insertInto('entitlement_reservation')
    .values({ case_id: caseId, ...row })
    .onConflict((conflict) => conflict.column('case_id').doUpdateSet(row))
    .execute()
}
