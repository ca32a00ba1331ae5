import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'

interface Held {
  entitlementId: string
  minutes: number
  at: string
  by: string | null
}

/** The hours that are held for a case, as an event keeps them. */
export async function reservationOf(db: Db, caseId: string): Promise<Held | undefined> {
  const row = await db
    .selectFrom('entitlement_reservation')
    .selectAll()
    .where('case_id', '=', caseId)
    .executeTakeFirst()
  if (!row) return undefined
  const { entitlement_id: entitlementId, minutes, reserved_at: at, reserved_by: by } = row
  return { entitlementId, minutes, at: at.toISOString(), by }
}

/** The hours that a merge released. */
export async function releasedBy(db: Db, caseId: string, mergeId: string): Promise<Held | undefined> {
  const { rows } = await sql<{ content: Held | null }>`
    select released.content from event released join event merged on merged.id = released.cause_id
    where released.case_id = ${caseId} and released.name = 'case.hours_released'
      and merged.content ->> 'mergeId' = ${mergeId}`.execute(db)
  return rows[0]?.content ?? undefined
}

/** What the latest entry of a case in a ledger says of itself. */
export async function lastNoteOf(db: Db, caseId: string, entitlementId: string): Promise<string | null> {
  const row = await db
    .selectFrom('entitlement_entry')
    .select('note')
    .where('case_id', '=', caseId)
    .where('entitlement_id', '=', entitlementId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.note ?? null
}
