import type { Context } from '../../../platform/context.ts'
import * as store from '../store/recount.ts'

/** What stands beside cases of their messages, counted anew after some went from one to another. */
export async function recountSaid(ctx: Context, caseIds: readonly string[]): Promise<void> {
  await store.recountSaid(ctx.db, caseIds, ctx.now)
  for (const id of caseIds) ctx.changed({ kind: 'case', id })
}

/** A letter that counted from its release on left so late that it answers from now on: so does the case. */
export const recountFirstResponse = (ctx: Context, caseId: string): Promise<void> =>
  store.recountFirstResponse(ctx.db, caseId)
