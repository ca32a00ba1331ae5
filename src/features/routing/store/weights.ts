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

/**
 * What everybody carries, as it counts in their load: new and open cases, and those they are offered. The definition of a type
 * is opened once, not for each of its cases.
 */
export async function carriedBy(db: Db): Promise<(Carried & { name: string; capacity: number })[]> {
  const { rows } = await sql<Carried & { name: string; capacity: number }>`
    with carried as (
      select owner_id as person_id, type_id, type_version, priority, weight from cases
      where owner_id is not null and status in ('new', 'open')
      union all select person_id, type_id, type_version, priority, weight
      from routing_offer join cases on cases.id = routing_offer.case_id where ended_at is null),
    counted as materialized (
      select person_id, type_id, type_version, priority, weight, count(*)::int as cases from carried group by 1, 2, 3, 4, 5),
    said as materialized (
      select case_type_id, version, coalesce((definition->>'weight')::int, 1) as weight from case_type_version
      where (case_type_id, version) in (select type_id, type_version from counted))
    select person.id as "personId", person.name, person.capacity, said.weight as "typeWeight", priority, counted.weight,
      sum(cases)::int as cases
    from counted join person on person.id = counted.person_id
      join said on said.case_type_id = type_id and said.version = type_version
    where person.deactivated_at is null group by person.id, said.weight, priority, counted.weight`.execute(db)
  return rows
}
