import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'
import type { KnownSkill } from '../../routing/rules/wanted.ts'

/** All that a case may ask for, and what its first message says. */
export async function askable(db: Db, caseId: string): Promise<{ known: KnownSkill[]; text: string }> {
  const { rows } = await sql<{ known: KnownSkill[]; text: string }>`select
    (select coalesce(json_agg(json_build_object('id', id, 'name', name, 'language', language, 'words', words)
      order by lower(name)), '[]') from skill) as known,
    coalesce((select left(text, 4000) from message where case_id = ${caseId} and public and undone_at is null
      order by coalesce(received_at, created_at) limit 1), '') as text`.execute(db)
  return rows[0]!
}
