import type { Context } from '../../../platform/context.ts'
import type { CaseRow } from '../contract/case-row.ts'
import { rowsOfCases } from '../store/list.ts'
import { toRow } from './views.ts'

/** The rows of these cases, in their order; what the reader may not see is left out. */
export async function rowsOf(ctx: Context, ids: readonly string[]): Promise<CaseRow[]> {
  ctx.require('cases.read')
  if (ids.length === 0) return []
  const found = new Map((await rowsOfCases(ctx.db, ctx.actor, ids)).map((row) => [row.id, row]))
  return Promise.all(ids.flatMap((id) => found.get(id) ?? []).map((row) => toRow(ctx, row)))
}
