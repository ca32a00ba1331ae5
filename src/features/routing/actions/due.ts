import type { Db } from '../../../platform/context.ts'
import * as store from '../store/waiting.ts'
import type { PullFor } from './pull-soon.ts'

/** Queues in which what happened may let something go on. */
export async function queuesFor(db: Db, { personId, caseId, teamId, queueId, all }: PullFor): Promise<string[]> {
  if (all) return store.allQueues(db)
  const personIds = [...(personId ? [personId] : []), ...(caseId ? await store.concernedBy(db, caseId) : [])]
  if (personIds.length === 0 && !teamId && !queueId) return []
  return store.queuesToPull(db, { personIds, teamId, queueId })
}

export const nextInstant = (db: Db) => store.nextInstant(db)
export const queuesDue = (db: Db, now: Date) => store.queuesDue(db, now)
export const idsOfWaiting = store.idsOfWaiting
export const putOff = store.putOff
export const unseenOf = (db: Db, queueId: string, seen: readonly string[]) => store.unseenOf(db, queueId, seen)
export const lookSoon = (db: Db, id: string, now: Date) => store.lookSoon(db, id, now)
export const offersDue = (db: Db, now: Date) => store.offersDue(db, now)
export const overdueIds = (db: Db, now: Date) => store.overdueIds(db, now)
export const lockOverdue = (db: Db, ids: readonly string[], now: Date) => store.lockOverdue(db, ids, now)
