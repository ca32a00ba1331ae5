import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'
import type { Candidate } from '../rules/told.ts'

/** Who stands near cases, by what they are to each, whether they see it or not; `named`: people and teams that a step names itself. */
export async function candidatesFor(
  db: Db,
  caseIds: readonly string[],
  whos: readonly Candidate['who'][],
  named: readonly string[],
): Promise<(Candidate & { caseId: string })[]> {
  const wanted = (who: Candidate['who']) => sql`${who} = any(${[...whos]}::text[])`
  const { rows } = await sql<Candidate & { caseId: string }>`
    with told as (select * from cases where id = any(${[...caseIds]}::uuid[])),
    near as (
      select id as case_id, 'owner' as who, null::uuid as of_id, owner_id as person_id from told where ${wanted('owner')}
      union all select told.id, 'team_lead', null, lead_id from told join team on team.id = told.team_id
      union all select told.id, 'team', null, person_id from told join team_member using (team_id) where ${wanted('team')}
      union all select told.id, 'watchers', null, person_id from told join watcher on watcher.case_id = told.id
        where ${wanted('watchers')}
      union all select told.id, 'person', person.id, person.id from told, person
        where ${wanted('person')} and person.id = any(${[...named]}::uuid[])
      union all select told.id, 'lead_of', team.id, lead_id from told, team
        where ${wanted('lead_of')} and team.id = any(${[...named]}::uuid[]))
    select near.case_id as "caseId", near.who, near.of_id as "ofId", person.id, person.name
    from near join person on person.id = near.person_id
    where person.deactivated_at is null
    order by person.name, person.id`.execute(db)
  return rows
}

/** What people and teams are called, by id. */
export async function namesOf(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from person where id = any(${[...ids]}::uuid[])
    union all select id, name from team where id = any(${[...ids]}::uuid[])`.execute(db)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** The first of the named that is not there, or has left; null when all are. */
export async function missingOf(
  db: Db,
  { people, teams }: { people: readonly string[]; teams: readonly string[] },
): Promise<{ what: 'person' | 'team'; id: string } | null> {
  if (people.length + teams.length === 0) return null
  const { rows } = await sql<{ what: 'person' | 'team'; id: string }>`
    select 'person' as what, named.id from unnest(${[...people]}::uuid[]) named (id)
      where not exists (select 1 from person where person.id = named.id and deactivated_at is null)
    union all select 'team', named.id from unnest(${[...teams]}::uuid[]) named (id)
      where not exists (select 1 from team where team.id = named.id)
    limit 1`.execute(db)
  return rows[0] ?? null
}
