import type { Db } from '../../../platform/context.ts'
import { insertRows } from '../../../platform/gathered.ts'

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
