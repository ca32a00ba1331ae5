import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'
import { absentAfterHours, kindsThatRead } from '../../people/rules.ts'

/** Approvals that time has something to do with: reminders and dates, and those whose deciders left or came back. */
export async function dueApprovals(db: Db, now: Date, limit: number): Promise<string[]> {
  const again = new Date(now.getTime() - againAfterMinutes * 60_000)
  const { rows } = await sql<{ id: string }>`
    select id from (
      select id, wake_at as since from approval where wake_at <= ${now}
      union
      select approval.id, coalesce(approval.unattended_at, ${now}) from approval
      where approval.state = 'waiting' and not approval.self_check
        and (approval.unattended_at is null or approval.unattended_at <= ${again}) and ${isUnattended(now)}) due
    group by id order by min(since), id limit ${limit}`.execute(db)
  return rows.map(({ id }) => id)
}

/** Where nobody is there to stand in, it is looked at again after so long, and holds up no other meanwhile. */
const againAfterMinutes = 10

/** Somebody who is asked is away, or may not decide, without a stand-in; or may again; or the stand-in may not. */
const isUnattended = (now: Date) => {
  const absent = (person: string) => {
    const of = sql.ref(person)
    return sql<boolean>`(${of}.deactivated_at is not null or ${of}.away_until > ${now}
      or ${readsNoCases(of)} or (${of}.status = 'off' and ${of}.status_since < ${new Date(now.getTime() - absentAfterHours * 3_600_000)}))`
  }
  return sql<boolean>`exists (
    select from approval_vote vote join person asked on asked.id = vote.person_id
      left join person other on other.id = vote.stand_in_id
    where vote.approval_id = approval.id and vote.decision is null
      and (vote.stand_in_id is null and ${absent('asked')}
        or vote.stand_in_id is not null and (not coalesce(${absent('asked')}, false) or ${absent('other')})))`
}

const readsNoCases = (person: RawBuilder<unknown>) => sql<boolean>`not coalesce(
  'cases.read' = any (chosen_rights(${person}.role_id, ${person}.role)) or ${person}.role = any (${kindsThatRead.always}::text[]),
  ${person}.role = any (${kindsThatRead.asShipped}::text[]))`

/** Notes that nobody was found, or that everybody who decides is there again; writes only what is new. */
export async function noteUnattended(db: Db, id: string, now: Date): Promise<void> {
  await sql`update approval set unattended_at = case when ${isUnattended(now)} then ${now}::timestamptz end
    where id = ${id} and (unattended_at is not null or ${isUnattended(now)})`.execute(db)
}

/** Who answers for a case when nobody else does. */
export async function dutyHolderOf(db: Db, caseId: string): Promise<{ id: string; name: string }> {
  return db
    .selectFrom('cases')
    .innerJoin('team', 'team.id', 'cases.team_id')
    .innerJoin('person', 'person.id', 'team.lead_id')
    .select(['person.id', 'person.name'])
    .where('cases.id', '=', caseId)
    .executeTakeFirstOrThrow()
}
