import type { Actor, Db } from '../../../platform/context.ts'
import { visibleTo } from '../visible.ts'

/** Cases of a contact that are not closed and belong to no account, as far as the actor may see them. */
export async function casesWithoutAccount(
  db: Db,
  actor: Actor,
  contactId: string,
  after: string | null,
  limit: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom('cases')
    .select('cases.id')
    .where(visibleTo(actor))
    .where('contact_id', '=', contactId)
    .where('account_id', 'is', null)
    .where('status', '<>', 'closed')
    .$if(after !== null, (q) => q.where('cases.id', '>', after!))
    .orderBy('cases.id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** Where a contact belongs, and goes on to belong until the transaction ends. */
export async function accountOfContact(db: Db, id: string): Promise<string | null> {
  const row = await db.selectFrom('contact').select('account_id').where('id', '=', id).forShare().executeTakeFirst()
  return row?.account_id ?? null
}
