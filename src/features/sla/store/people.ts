import type { Db } from '../../../platform/context.ts'

/** The lead of the team that a case stands with. */
export function dutyHolderOf(db: Db, caseId: string) {
  return db
    .selectFrom('cases')
    .innerJoin('team', 'team.id', 'cases.team_id')
    .innerJoin('person', 'person.id', 'team.lead_id')
    .select(['person.id', 'person.name'])
    .where('cases.id', '=', caseId)
    .executeTakeFirst()
}
