import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'

/** Moves the messages of a case, or those of these ids that it has; answers with their ids. */
export async function moveMessages(
  db: Db,
  fromCaseId: string,
  toCaseId: string,
  only: readonly string[] | null,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with moved as (
      update message set case_id = ${toCaseId}
      where case_id = ${fromCaseId} and (${only === null} or id = any(${only ?? []}::uuid[])) returning id),
    counted as (
      update cases set message_count = message_count + case id when ${toCaseId}::uuid then 1 else -1 end
        * (select count(*) from moved)
      where id in (${fromCaseId}, ${toCaseId}))
    select id from moved order by id`.execute(db)
  return rows.map(({ id }) => id)
}

export async function moveFiles(
  db: Db,
  fromCaseId: string,
  toCaseId: string,
  only: readonly string[] | null,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update attachment set case_id = ${toCaseId}
    where case_id = ${fromCaseId} and (${only === null} or id = any(${only ?? []}::uuid[])) returning id`.execute(db)
  return rows.map(({ id }) => id).toSorted()
}

/** A draft stays where its writer has another of its kind on the other case. */
export async function moveDrafts(
  db: Db,
  fromCaseId: string,
  toCaseId: string,
  only: readonly { personId: string; kind: string }[] | null,
): Promise<{ personId: string; kind: string }[]> {
  const named = (only ?? []).map(({ personId, kind }) => `${personId} ${kind}`)
  const { rows } = await sql<{ personId: string; kind: string }>`
    update draft set case_id = ${toCaseId}
    where case_id = ${fromCaseId} and (${only === null} or person_id || ' ' || kind = any(${named}::text[]))
      and not exists (select 1 from draft as own where own.case_id = ${toCaseId}
        and own.person_id = draft.person_id and own.kind = draft.kind)
    returning person_id as "personId", kind`.execute(db)
  return rows.toSorted((a, b) => `${a.personId} ${a.kind}`.localeCompare(`${b.personId} ${b.kind}`))
}
