import { type ExpressionBuilder, type SelectQueryBuilder, sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'
import type { DB } from '../../../platform/tables.gen.ts'
import { updateAtVersion } from '../../../platform/versions.ts'
import type { HeldSkill, Skill } from '../contract/skills.ts'

/** The day it is where the organisation is; a skill counts through the day that its `until` names. */
export const todayOf = (now: Date) =>
  sql<string>`(${now}::timestamptz at time zone coalesce((select time_zone from organisation), 'UTC'))::date`

/** What each person of a query on `person` holds, expired ones marked. */
export const heldSkills = (eb: ExpressionBuilder<DB, 'person'>, now: Date) =>
  eb
    .selectFrom('person_skill')
    .innerJoin('skill', 'skill.id', 'person_skill.skill_id')
    .whereRef('person_skill.person_id', '=', 'person.id')
    .select(
      sql<HeldSkill[]>`coalesce(json_agg(json_build_object('id', skill.id, 'name', skill.name,
        'level', person_skill.level, 'until', person_skill.until,
        'expired', coalesce(person_skill.until < ${todayOf(now)}, false))
        order by person_skill.level desc, lower(skill.name)), '[]')`.as('held'),
    )

export const listSkills = (db: Db, now: Date): Promise<Skill[]> =>
  skills(db, now).orderBy(sql`lower(skill.name)`).execute()

export const findSkill = (db: Db, id: string, now: Date): Promise<Skill | undefined> =>
  skills(db, now).where('skill.id', '=', id).executeTakeFirst()

export interface SkillColumns {
  name?: string
  language?: string | null
  words?: string[]
}

/** False when another skill has that name. */
export async function insertSkill(db: Db, id: string, skill: Required<SkillColumns>, at: Date): Promise<boolean> {
  const row = await db
    .insertInto('skill')
    .values({ id, ...skill, created_at: at })
    .onConflict((conflict) => conflict.expression(sql`lower(name)`).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function isSkillNameTaken(db: Db, name: string, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('skill')
    .select('id')
    .where(sql`lower(name)`, '=', name.toLowerCase())
    .where('id', '!=', id)
    .executeTakeFirst()
  return row !== undefined
}

/** False when `version` is no longer the current one. */
export const updateSkill = (db: Db, id: string, version: number, change: SkillColumns): Promise<boolean> =>
  updateAtVersion(db, 'skill', id, version, change)

export async function deleteSkill(db: Db, id: string): Promise<void> {
  await db.deleteFrom('skill').where('id', '=', id).execute()
}

export interface Holding {
  id: string
  level: number
  until: string | null
}

/** What somebody holds is exactly this from now on; what stays as it was keeps who set it and when. */
export async function setHeld(
  db: Db,
  personId: string,
  held: readonly Holding[],
  by: { id: string | null; at: Date },
): Promise<void> {
  await db
    .deleteFrom('person_skill')
    .where('person_id', '=', personId)
    .$if(held.length > 0, (q) =>
      q.where(
        'skill_id',
        'not in',
        held.map(({ id }) => id),
      ),
    )
    .execute()
  if (held.length === 0) return
  await sql`insert into person_skill (person_id, skill_id, level, until, set_at, set_by)
    select ${personId}, id, level, until, ${by.at}, ${by.id}
    from json_to_recordset(${JSON.stringify(held)}::json) as held (id uuid, level int, until date)
    on conflict (person_id, skill_id) do update
      set level = excluded.level, until = excluded.until, set_at = excluded.set_at, set_by = excluded.set_by
      where (person_skill.level, person_skill.until) is distinct from (excluded.level, excluded.until)`.execute(db)
}

export async function heldBy(db: Db, personId: string, now: Date): Promise<HeldSkill[]> {
  const row = await (db.selectFrom('person') as SelectQueryBuilder<DB, 'person', object>)
    .select((eb) => heldSkills(eb, now).as('skills'))
    .where('person.id', '=', personId)
    .executeTakeFirst()
  return row?.skills ?? []
}

/** Those of these that there are. */
export async function knownSkills(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('skill')
    .select(['id', 'name'])
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

function skills(db: Db, now: Date) {
  return db.selectFrom('skill').select([
    'skill.id',
    'skill.name',
    'skill.language',
    'skill.words',
    'skill.version',
    sql<Skill['holders']>`(
        select coalesce(json_agg(json_build_object('person', json_build_object('id', p.id, 'name', p.name),
          'level', h.level, 'until', h.until, 'expired', coalesce(h.until < ${todayOf(now)}, false))
          order by h.level desc, lower(p.name)), '[]')
        from person_skill h join person p on p.id = h.person_id
        where h.skill_id = skill.id and p.deactivated_at is null)`.as('holders'),
    sql<Skill['types']>`(
        select coalesce(json_agg(json_build_object('id', t.id, 'name', v.definition->>'name') order by v.definition->>'name'), '[]')
        from case_type t join case_type_version v on v.case_type_id = t.id and v.version = t.version
        where exists (select 1 from jsonb_array_elements(coalesce(v.definition->'skills', '[]')) needed
          where lower(needed->>'name') = lower(skill.name)))`.as('types'),
  ])
}
