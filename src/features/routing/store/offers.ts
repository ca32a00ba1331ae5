import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'
import { changeBeside, insertRows } from '../../../platform/gathered.ts'

export interface OfferToKeep {
  id: string
  caseId: string
  queueId: string
  personId: string
  offeredAt: Date
  expiresAt: Date
}

export async function insertOffers(db: Db, offers: readonly OfferToKeep[]): Promise<void> {
  await insertRows(
    db,
    'routing_offer',
    offers.map(({ id, caseId, queueId, personId, offeredAt, expiresAt }) => ({
      id,
      case_id: caseId,
      queue_id: queueId,
      person_id: personId,
      offered_at: offeredAt,
      expires_at: expiresAt,
    })),
  )
}

export function offersOf(db: Db, caseId: string) {
  return db
    .selectFrom('routing_offer')
    .innerJoin('person', 'person.id', 'routing_offer.person_id')
    .select([
      'routing_offer.id',
      'person.id as personId',
      'person.name as personName',
      'offered_at as offeredAt',
      'expires_at as expiresAt',
      'ended_at as endedAt',
      'outcome',
      'reason',
    ])
    .where('case_id', '=', caseId)
    .orderBy('offered_at', 'desc')
    .orderBy('routing_offer.id', 'desc')
    .execute()
}

export type Outcome = 'accepted' | 'declined' | 'timed_out' | 'withdrawn'

export function findOffer(db: Db, id: string) {
  return db
    .selectFrom('routing_offer')
    .innerJoin('person', 'person.id', 'routing_offer.person_id')
    .select([
      'routing_offer.id',
      'case_id as caseId',
      'queue_id as queueId',
      'person_id as personId',
      'person.name as personName',
      'expires_at as expiresAt',
      'ended_at as endedAt',
      'outcome',
    ])
    .where('routing_offer.id', '=', id)
    .executeTakeFirst()
}

/** Open offers of somebody who is off, on leave or no longer with us; none where they are here. */
export async function offersWithGone(
  db: Db,
  personId: string,
  now: Date,
): Promise<{ caseId: string; personName: string }[]> {
  return db
    .selectFrom('routing_offer')
    .innerJoin('person', 'person.id', 'routing_offer.person_id')
    .select(['case_id as caseId', 'person.name as personName'])
    .where('person.id', '=', personId)
    .where('ended_at', 'is', null)
    .where(({ or, eb }) =>
      or([eb('person.status', '=', 'off'), eb('away_until', '>', now), eb('deactivated_at', 'is not', null)]),
    )
    .orderBy('case_id')
    .execute()
}

/** What could not be done about an offer that nobody answered is left alone until then. */
export async function restOffer(db: Db, id: string, until: Date): Promise<void> {
  await db.updateTable('routing_offer').set({ rests_until: until }).where('id', '=', id).execute()
}

/** False when it has ended already. */
export async function endOffer(
  db: Db,
  id: string,
  { outcome, reason, at }: { outcome: Outcome; reason: string | null; at: Date },
): Promise<boolean> {
  const row = await db
    .updateTable('routing_offer')
    .set({ outcome, reason, ended_at: at })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Whoever had it offered is asked no longer. */
export async function withdrawOffers(db: Db, caseId: string, reason: string, at: Date): Promise<void> {
  const change = sql`update routing_offer set outcome = 'withdrawn', reason = ${reason}, ended_at = ${at}
    where case_id = ${caseId} and ended_at is null`
  await changeBeside(db, { compile: () => change.compile(db) })
}
