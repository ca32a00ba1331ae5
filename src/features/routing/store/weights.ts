import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'
import type { PriorityPercent } from '../rules/weight.ts'

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
