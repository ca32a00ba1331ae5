import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'

/** By name in lower case. */
export async function skillsNamed(db: Db, names: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`select id, lower(name) as name from skill
    where lower(name) = any(${names.map((name) => name.toLowerCase())}::text[])`.execute(db)
  return new Map(rows.map(({ id, name }) => [name, id]))
}

export async function demoQueues(db: Db): Promise<Set<string>> {
  const rows = await db.selectFrom('queue').select('id').where('demo', '=', true).execute()
  return new Set(rows.map(({ id }) => id))
}

/** Lists that held nothing but these rules were nobody's but the demo's. */
export async function forgetVersions(db: Db, ids: readonly string[]): Promise<void> {
  await sql`delete from intake_rules where rules <> '[]' and not exists (select 1 from jsonb_array_elements(rules) rule
    where rule->>'id' <> all(${[...ids]}::text[]))`.execute(db)
}

/** What real cases ask for that goes with the demo is asked for no more: they would wait for it forever. */
export async function dropSkillsAsked(db: Db): Promise<void> {
  await sql`update cases set wanted_skills = (select coalesce(jsonb_agg(wanted), '[]') from jsonb_array_elements(wanted_skills) wanted
      where not exists (select 1 from skill where demo and skill.id::text = wanted->>'id'))
    where not demo and exists (select 1 from skill, jsonb_array_elements(wanted_skills) wanted
      where skill.demo and skill.id::text = wanted->>'id')`.execute(db)
}
