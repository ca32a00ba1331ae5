import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'

/** What of a case giving it elsewhere overwrites. */
export interface Placed {
  owner_id: string | null
  owner_since: string | null
  team_id: string
  queue_id: string | null
  queued_at: string | null
  waiting_since: string | null
  waiting_because: string | null
  routing_due_at: string | null
  routing_wake_at: string | null
  duty_told_at: string | null
  status: string
  next_step_person_id: string | null
}

export interface Giving {
  id: string
  actorId: string | null
  before: Placed | null
  /** Why it lay where it lay. */
  because: string[]
  /** The act, and what followed from it: all of it is taken back together. */
  undone: string[]
  /** Whether it was taken back already. */
  isUndone: boolean
  /** Whether somebody else has done something with the case since. */
  isWorkedOn: boolean
}

/** The last time that somebody gave a case to a person, or back into a queue. */
export async function lastGiving(db: Db, caseId: string): Promise<Giving | undefined> {
  const { rows } = await sql<Giving>`
    select act.id, act.actor_id as "actorId", act.content->'before' as before,
      coalesce((select case jsonb_typeof(reason.content->'because') when 'array' then reason.content->'because'
          else jsonb_build_array(reason.content->'because') end from event reason
        where reason.case_id = act.case_id and reason.name in ('case.assigned', 'case.queued') and reason.seq < act.seq
          and reason.content ? 'because' order by reason.seq desc limit 1), '[]') as because,
      array(select later.id from event later where later.case_id = act.case_id and later.seq >= act.seq
        and later.name in ('case.assigned', 'case.returned', 'case.declined', 'case.queued', 'case.offered')) as undone,
      exists (select 1 from event undo where undo.case_id = act.case_id
        and undo.content->'undoes' ? act.id::text) as "isUndone",
      exists (select 1 from event later where later.case_id = act.case_id and later.seq > act.seq
        and later.actor_id <> act.actor_id) as "isWorkedOn"
    from event act where act.case_id = ${caseId} and act.content ? 'before'
      and act.name in ('case.assigned', 'case.returned', 'case.declined')
    order by act.seq desc limit 1`.execute(db)
  return rows[0]
}
