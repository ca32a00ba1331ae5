import type { Context } from '../../../platform/context.ts'
import * as store from '../store.ts'

/** What an installation begins with: a question that an answer resolves. The rest is chosen, by what a company does. */
const atFirst = ['general_question']

/** Of the shipped types a new installation offers those that ask for nothing on the way. */
export async function offerFew(ctx: Context): Promise<void> {
  const rows = await store.allTypes(ctx.db)
  await store.setOffered(
    ctx.db,
    rows.filter(({ key }) => !atFirst.includes(key)).map(({ id }) => id),
    ctx.now,
  )
}

/** Offers every type; answers with the ids of those that were not offered until now. */
export async function offerAll(ctx: Context): Promise<string[]> {
  const ids = (await store.allTypes(ctx.db)).filter(({ disabledAt }) => disabledAt).map(({ id }) => id)
  await store.setOffered(ctx.db, ids, null)
  return ids
}

/** Takes types that were offered for a while back; cases that they have go on. */
export async function offerNoLonger(ctx: Context, ids: readonly string[]): Promise<void> {
  await store.setOffered(ctx.db, ids, ctx.now)
}
