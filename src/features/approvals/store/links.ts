import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'

export const purpose = 'approval'

/** Whose word on what a link takes. Looking does not use it. */
export async function findLink(db: Db, tokenHash: Buffer) {
  const row = await db
    .selectFrom('link_token')
    .select(['subject_id as approvalId', 'expires_at as expiresAt', 'used_at as usedAt'])
    .select(sql<string>`detail ->> 'personId'`.as('personId'))
    .where('token_hash', '=', tokenHash)
    .where('purpose', '=', purpose)
    .executeTakeFirst()
  return row
}
export type DecideLink = NonNullable<Awaited<ReturnType<typeof findLink>>>

/** Whom the page speaks to, and for whom. */
export async function readerOf(db: Db, personId: string | null) {
  const person = await db
    .selectFrom('person')
    .select(['language', 'time_zone as timeZone'])
    .where('id', '=', personId)
    .executeTakeFirst()
  const organisation = await db
    .selectFrom('organisation')
    .select(['name', 'language', 'time_zone as timeZone'])
    .executeTakeFirst()
  return {
    organisation: organisation?.name ?? '',
    languages: [person?.language, organisation?.language],
    timeZone: person?.timeZone ?? organisation?.timeZone ?? 'UTC',
  }
}
