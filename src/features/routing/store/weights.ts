import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'
import type { Carried, PriorityPercent } from '../rules/weight.ts'

export interface Weights {
  percent: PriorityPercent
  version: number
}

export async function currentWeights(db: Db): Promise<Weights> {
  return db
    .selectFrom('routing_settings')
    .select([sql<PriorityPercent>`priority_percent`.as('percent'), 'version'])
    .executeTakeFirstOrThrow()
}

/** False when `version` is no longer the current one. */
export async function updateWeights(db: Db, { percent, version }: Weights): Promise<boolean> {
  const row = await db
    .updateTable('routing_settings')
    .set({ priority_percent: JSON.stringify(percent), version: version + 1 })
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst()
  return row !== undefined
}

/** What everybody carries, as it counts in their load: new and open cases, and those they are offered. */
export async function carriedBy(db: Db): Promise<(Carried & { name: string; capacity: number })[]> {
  const { rows } = await sql<Carried & { name: string; capacity: number }>`
    with carried as (
      select owner_id as person_id, type_id, type_version, priority, weight from cases
      where owner_id is not null and status in ('new', 'open')
      union all select person_id, type_id, type_version, priority, weight
      from routing_offer join cases on cases.id = routing_offer.case_id where ended_at is null)
    select person.id as "personId", person.name, person.capacity, coalesce((definition->>'weight')::int, 1) as "typeWeight",
      priority, weight, count(*)::int as cases
    from carried join person on person.id = carried.person_id
      join case_type_version as said on said.case_type_id = type_id and said.version = type_version
    where person.deactivated_at is null group by person.id, 4, priority, weight`.execute(db)
  return rows
}
