import { sql } from 'kysely'
import { z } from 'zod'
import type { Actor, Db } from '../../../platform/context.ts'
import { placeOf } from '../../../platform/cursor.ts'
import { visibleTo } from '../../cases/visible.ts'

export interface TeamTaskQuery {
  teamIds: readonly string[]
  of: 'free' | 'all'
  limit: number
  cursor?: string | undefined
}

const Place = z.tuple([z.string(), z.uuid()])
/** What nobody has taken, in the team of a case that somebody has, is theirs until somebody takes it. */
const ownTeamAndOwned = sql<boolean>`(cases.owner_id is not null and task.team_id = cases.team_id)`
/** A task without a date is as pressing as its case. */
const due = sql<Date>`coalesce(task.due_at, cases.due_at, 'infinity')`

/** One more row than asked for says that there are more. Without a date comes last. */
export function listTeamTasks(db: Db, actor: Actor, { teamIds, of, limit, cursor }: TeamTaskQuery) {
  const place = placeOf(Place, cursor)
  return db
    .selectFrom('cases')
    .where(visibleTo(actor))
    .innerJoin('task', 'task.case_id', 'cases.id')
    .leftJoin('person as owner', 'owner.id', 'task.owner_id')
    .leftJoin('person as giver', 'giver.id', 'task.promised_by')
    .leftJoin('team', 'team.id', 'task.team_id')
    .leftJoin('account', 'account.id', 'cases.account_id')
    .leftJoin('person as holder', 'holder.id', 'cases.owner_id')
    .selectAll('task')
    .select([
      'owner.name as owner_name',
      'team.name as team_name',
      'giver.name as giver_name',
      sql<null>`null`.as('doer_name'),
      sql<string>`${due}::text`.as('place'),
      'cases.due_at as case_due_at',
      'cases.number as case_number',
      'cases.subject as case_subject',
      'cases.priority as case_priority',
      'account.id as account_id',
      'account.name as account_name',
      'cases.team_id as case_team_id',
      'cases.owner_id as case_owner_id',
      'holder.name as case_owner_name',
    ])
    .where('cases.status', 'in', ['new', 'open', 'pending', 'on_hold'])
    .where('task.team_id', 'in', teamIds)
    .where('task.kind', '=', 'task')
    .where('task.done_at', 'is', null)
    .where('task.cancelled_at', 'is', null)
    .where('task.startable_at', 'is not', null)
    .$if(of === 'free', (query) => query.where('task.owner_id', 'is', null).where(ownTeamAndOwned, '=', false))
    .$if(place !== null, (query) =>
      query.where(sql<boolean>`(${due}, task.id) > (${place![0]}::timestamptz, ${place![1]})`),
    )
    .orderBy(due)
    .orderBy('task.id')
    .limit(limit + 1)
    .execute()
}
