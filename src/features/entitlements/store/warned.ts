import type { Db } from '../../../platform/context.ts'

/** Everybody who works here, with the named agent of an account. */
export async function maybeWarned(db: Db, accountId: string): Promise<{ people: string[]; namedAgent: string | null }> {
  const people = await db
    .selectFrom('person')
    .select('id')
    .where('deactivated_at', 'is', null)
    .orderBy('name')
    .execute()
  const account = await db
    .selectFrom('account')
    .select('named_agent_id')
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow()
  return { people: people.map(({ id }) => id), namedAgent: account.named_agent_id }
}
