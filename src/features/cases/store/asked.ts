import { sql } from 'kysely'
import type { Db } from '../../../platform/context.ts'

/** Whether the customer of a resolved case was told how it ended: by a letter that can be read, or by a call that reached them. */
export const wasAsked = sql<boolean>`(cases.resolved_at is not null and (
  exists (select from message where message.case_id = cases.id and message.automatic
    and message.flags ->> 'letter' = 'resolution' and not message.flags ? 'besides'
    and message.created_at >= cases.resolved_at and message.undone_at is null and message.uncounted_since is null)
  or exists (select from event where event.case_id = cases.id and event.name = 'call.logged'
    and event.at >= cases.resolved_at and (event.content ->> 'reached')::boolean)))`

export async function isAsked(db: Db, id: string): Promise<boolean> {
  const row = await db.selectFrom('cases').select(wasAsked.as('asked')).where('id', '=', id).executeTakeFirst()
  return row?.asked === true
}
