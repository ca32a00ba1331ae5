import { sql } from 'kysely'
import type { Actor, Db } from '../../../platform/context.ts'
import { visibleTo } from '../../cases/visible.ts'
import type { ViolationKind } from '../contract.ts'

export async function timeZone(db: Db): Promise<string> {
  const row = await db.selectFrom('organisation').select('time_zone').executeTakeFirst()
  return row?.time_zone ?? 'UTC'
}

export interface DayChecked {
  day: string
  checks: number
  most: Record<ViolationKind, number>
}

/** The most that any check found on each day since an instant. A day without a check is not among them. */
export async function daysChecked(db: Db, from: Date, timeZone: string): Promise<DayChecked[]> {
  const { rows } = await sql<{ day: string; checks: number } & Record<ViolationKind, number>>`
    select (checked_at at time zone ${timeZone})::date::text as day, count(*)::int as checks,
      max(ownerless) as ownerless, max(stageless) as stageless, max(no_next_step) as "noNextStep",
      max(absent_owner) as "absentOwner", max(silent) as silent
    from governance_check where checked_at >= ${from} group by 1 order by 1`.execute(db)
  return rows.map(({ day, checks, ...most }) => ({ day, checks, most }))
}

type Place = readonly [at: string, id: string] | null

/** What was mended, the newest first, in cases that the reader may see. */
export function mendedViolations(db: Db, actor: Actor, after: Place, limit: number) {
  return db
    .selectFrom('governance_mended as mended')
    .innerJoin('cases', 'cases.id', 'mended.case_id')
    .select([
      'mended.id',
      'mended.kind',
      'mended.since',
      'mended.mended_at as mendedAt',
      'mended.escalated_at as escalatedAt',
      'cases.id as caseId',
      'cases.number',
      'cases.subject',
    ])
    .where(visibleTo(actor))
    .$if(after !== null, (q) =>
      q.where(sql<boolean>`(mended.mended_at, mended.id) < (${after![0]}::timestamptz, ${after![1]}::uuid)`),
    )
    .orderBy('mended.mended_at', 'desc')
    .orderBy('mended.id', 'desc')
    .limit(limit)
    .execute()
}

export interface Which {
  personId: string | null
  since: Date | null
}

/** Gates passed unmet, the newest first, in cases that the reader may see; with one person, only theirs. */
export function overrides(db: Db, actor: Actor, which: Which, after: Place, limit: number) {
  return overriding(db, actor, which)
    .leftJoin('person', 'person.id', 'event.actor_id')
    .select([
      'event.id',
      'event.at',
      'event.content',
      'cases.id as caseId',
      'cases.number',
      'cases.subject',
      'person.id as personId',
      'person.name as personName',
    ])
    .$if(after !== null, (q) =>
      q.where(sql<boolean>`(event.at, event.id) < (${after![0]}::timestamptz, ${after![1]}::uuid)`),
    )
    .orderBy('event.at', 'desc')
    .orderBy('event.id', 'desc')
    .limit(limit)
    .execute()
}

export async function countOverrides(db: Db, actor: Actor, which: Which): Promise<number> {
  const { count } = await overriding(db, actor, which)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

const overriding = (db: Db, actor: Actor, { personId, since }: Which) =>
  db
    .selectFrom('event')
    .innerJoin('cases', 'cases.id', 'event.case_id')
    .where(sql<boolean>`event.content ? 'override'`)
    .where(visibleTo(actor))
    .$if(personId !== null, (q) => q.where('event.actor_id', '=', personId))
    .$if(since !== null, (q) => q.where('event.at', '>=', since))
