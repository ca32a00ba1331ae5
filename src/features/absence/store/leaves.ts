import { type Insertable, sql, type Updateable } from 'kysely'
import type { Actor, Db } from '../../../platform/context.ts'
import type { Leave } from '../../../platform/tables.gen.ts'
import { updateAtVersion } from '../../../platform/versions.ts'
import type { Standing } from '../rules.ts'

/** Leaves that still count, with the names of those concerned and whether this one leads a team of the person. */
function leaves(db: Db, actor: Pick<Actor, 'id'>) {
  return db
    .selectFrom('leave')
    .innerJoin('person', 'person.id', 'leave.person_id')
    .leftJoin('person as deputy', 'deputy.id', 'leave.deputy_id')
    .selectAll('leave')
    .select(['person.name as personName', 'deputy.name as deputyName'])
    .select(
      sql<boolean>`exists (select 1 from team_member join team on team.id = team_member.team_id
        where team_member.person_id = leave.person_id and team.lead_id = ${actor.id})`.as('leads'),
    )
}

export type LeaveRow = NonNullable<Awaited<ReturnType<typeof findLeave>>>

export function findLeave(db: Db, actor: Pick<Actor, 'id'>, id: string) {
  return leaves(db, actor).where('leave.id', '=', id).executeTakeFirst()
}

/**
 * Locked until the transaction ends: beginning, handing over and ending follow each other. The person first, then their leave, then their work, as
 * whoever ends their access does: nobody waits in a circle.
 */
export async function lockLeave(db: Db, id: string): Promise<void> {
  const leave = await db.selectFrom('leave').select('person_id').where('id', '=', id).executeTakeFirst()
  if (leave) await lockPerson(db, leave.person_id)
  await db.selectFrom('leave').select('id').where('id', '=', id).forUpdate().execute()
}

/** True for the one who notes it first. */
export async function noteDone(
  db: Db,
  id: string,
  what: 'handed_over_at' | 'given_back_at',
  now: Date,
): Promise<boolean> {
  const row = await db
    .updateTable('leave')
    .set({ [what]: now })
    .where('id', '=', id)
    .where(what, 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Leaves under way, to see what falls due meanwhile, and ended ones from which not everything came back. */
export async function leavesAtWork(db: Db): Promise<{ id: string; does: 'hand over' | 'give back' }[]> {
  const { rows } = await sql<{ id: string; does: 'hand over' | 'give back' }>`
    select id, case when ended_at is null then 'hand over' else 'give back' end as does from leave
    where begun_at is not null and (ended_at is null or given_back_at is null) order by begun_at`.execute(db)
  return rows
}

/** Of people who still work here, those that touch the span, in order of their beginning. */
export function leavesWithin(
  db: Db,
  actor: Pick<Actor, 'id'>,
  { from, until, personId }: { from: Date; until: Date; personId?: string | undefined },
) {
  return leaves(db, actor)
    .where('leave.cancelled_at', 'is', null)
    .where('person.deactivated_at', 'is', null)
    .where('leave.starts_at', '<', until)
    .where(sql<boolean>`coalesce(leave.ended_at, leave.ends_at) > ${from}`)
    .$if(personId !== undefined, (q) => q.where('leave.person_id', '=', personId!))
    .orderBy('leave.starts_at')
    .orderBy('leave.id')
    .execute()
}

export async function insertLeave(db: Db, row: Insertable<Leave>): Promise<void> {
  await db.insertInto('leave').values(row).execute()
}

/** False when `version` is no longer the current one. */
export const updateLeave = (db: Db, id: string, version: number, change: Updateable<Leave>): Promise<boolean> =>
  updateAtVersion(db, 'leave', id, version, change)

/** One person's leaves are planned one after the other: of two that overlap, the second is seen. */
export function lockPerson(db: Db, id: string) {
  return colleagues(db).where('id', '=', id).forNoKeyUpdate().executeTakeFirst()
}

export function findColleague(db: Db, id: string) {
  return colleagues(db).where('id', '=', id).executeTakeFirst()
}

const colleagues = (db: Db) => db.selectFrom('person').select(['id', 'name', 'role', 'deactivated_at as deactivatedAt'])

/** A leave of the person that touches the span, another one apart. */
export function overlapping(db: Db, personId: string, from: Date, until: Date, besideId: string | null) {
  return db
    .selectFrom('leave')
    .select(['id', 'starts_at as from', 'ends_at as until'])
    .where('person_id', '=', personId)
    .where('cancelled_at', 'is', null)
    .where('starts_at', '<', until)
    .where(sql<boolean>`coalesce(ended_at, ends_at) > ${from}`)
    .$if(besideId !== null, (q) => q.where('id', '<>', besideId!))
    .orderBy('starts_at')
    .limit(1)
    .executeTakeFirst()
}

/** The leave of the person that lasts at an instant, also where nobody has begun it yet. */
export const leaveNow = (db: Db, personId: string, at: Date) =>
  overlapping(db, personId, at, new Date(at.getTime() + 1), null)

/** Everybody's leave at an instant, as it is planned or was ended, and whoever left as one who is away without a deputy. */
export async function awayAt(db: Db, at: Date): Promise<Standing[]> {
  const { rows } = await sql<Standing>`
    select id as "leaveId", person_id as "personId", ends_at as until, deputy_id as "deputyId" from leave
    where cancelled_at is null and least(starts_at, begun_at) <= ${at} and coalesce(ended_at, ends_at) > ${at}
    order by starts_at, id`.execute(db)
  return rows
}

/** Leaves whose instant to begin or to end has come. */
export async function dueLeaves(db: Db, now: Date): Promise<{ id: string; does: 'begin' | 'end' }[]> {
  const { rows } = await sql<{ id: string; does: 'begin' | 'end' }>`
    select id, 'begin' as does from leave where begun_at is null and cancelled_at is null and starts_at <= ${now}
    union all
    select id, 'end' as does from leave where begun_at is not null and ended_at is null and ends_at <= ${now}
    order by 1`.execute(db)
  return rows
}

/** The leaves of a person that are planned or under way. */
export function liveLeavesOf(db: Db, personId: string) {
  return db
    .selectFrom('leave')
    .select(['id', 'begun_at as begunAt'])
    .where('person_id', '=', personId)
    .where('cancelled_at', 'is', null)
    .where('ended_at', 'is', null)
    .orderBy('starts_at')
    .orderBy('id')
    .execute()
}
