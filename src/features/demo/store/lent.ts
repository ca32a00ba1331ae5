import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'

/** Whether there are cases that are none of the demo company. */
export async function isInUse(db: Db): Promise<boolean> {
  const found = await db.selectFrom('cases').select('id').where('demo', '=', false).limit(1).executeTakeFirst()
  return found !== undefined
}

export async function demoTypes(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('case_type').select('id').where('demo', '=', true).execute()
  return rows.map(({ id }) => id)
}

export async function demoEscalationRules(db: Db): Promise<Set<string>> {
  const rows = await db.selectFrom('escalation_rule').select('id').where('demo', '=', true).execute()
  return new Set(rows.map(({ id }) => id))
}

const loaded = sql`(select at, content from event where name = 'demo.loaded' order by at desc, seq desc limit 1) as loaded`

/** Of the weights of priorities that came with the demo company: their version, or null where it brought none. */
export type WeightsLent = number | null | 'unsaid'

/** Unsaid where the version of the program that loaded it did not write it down. */
export async function weightsLent(db: Db): Promise<WeightsLent> {
  const { rows } = await sql<{ said: boolean; version: number | null }>`
    select content ? 'weightsVersion' as said, (content->>'weightsVersion')::int as version from ${loaded}`.execute(db)
  return rows[0] && !rows[0].said ? 'unsaid' : (rows[0]?.version ?? null)
}

/** The types that new cases could have only since the demo company came, and that nobody made their own meanwhile. */
export async function typesToTakeBack(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select type.id from ${loaded}, jsonb_array_elements_text(coalesce(content->'typeIds', content->'typesLent', '[]')) as lent
      join case_type as type on type.id = lent::uuid
    where not exists (select 1 from cases where cases.type_id = type.id)
      and not exists (select 1 from case_type_draft where case_type_id = type.id)
      and not exists (select 1 from event where event.name = 'type.published' and event.at > loaded.at
        and event.content->>'typeId' = type.id::text)
      and not exists (select 1 from intake_rules, jsonb_array_elements(rules) as rule, jsonb_array_elements(rule->'conditions') as asked
        where intake_rules.version = (select max(version) from intake_rules)
          and asked->>'field' = 'type' and asked->'values' ? type.key)`.execute(db)
  return rows.map(({ id }) => id)
}
