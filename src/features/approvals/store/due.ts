import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'
import { absentAfterHours } from '../../people/rules.ts'

/** Approvals that time has something to do with: reminders and dates, and those whose deciders left or came back. */
export async function dueApprovals(db: Db, now: Date, limit: number): Promise<string[]> {
  const absent = (person: string) => {
    const of = sql.ref(person)
    return sql<boolean>`(${of}.deactivated_at is not null or ${of}.away_until > ${now}
      or (${of}.status = 'off' and ${of}.status_since < ${new Date(now.getTime() - absentAfterHours * 3_600_000)}))`
  }
  const { rows } = await sql<{ id: string }>`
    select id from approval where wake_at <= ${now}
    union
    select approval.id from approval join approval_vote vote on vote.approval_id = approval.id
      join person asked on asked.id = vote.person_id left join person other on other.id = vote.stand_in_id
    where approval.state = 'waiting' and not approval.self_check and vote.decision is null
      and (vote.stand_in_id is null and ${absent('asked')}
        or vote.stand_in_id is not null and (not coalesce(${absent('asked')}, false) or ${absent('other')}))
    limit ${limit}`.execute(db)
  return rows.map(({ id }) => id)
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
