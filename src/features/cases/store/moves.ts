import type { Db } from '../../../platform/context.ts'

/** What a move overwrote; instants as ISO text. */
export interface Standing {
  stage: string
  stage_since: string
  status: string
  previous_stage: string | null
  customer_replied_at: string | null
  next_step: string | null
  next_step_whose: string | null
  next_step_person_id: string | null
  next_step_due_at: string | null
  /** Not told by moves that are older than it. */
  next_step_latest_at?: string | null
  next_step_automatic?: boolean
}

/** The last change of stage of a case, with what it overwrote and the version that it made. */
export async function lastMove(db: Db, caseId: string) {
  const row = await db
    .selectFrom('event')
    .select(['id', 'at', 'actor_id as actorId', 'content'])
    .where('case_id', '=', caseId)
    .where('name', '=', 'case.stage_set')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  const content = row?.content as { before?: Standing; version?: number } | null | undefined
  return row && { ...row, before: content?.before ?? null, version: content?.version ?? null }
}
