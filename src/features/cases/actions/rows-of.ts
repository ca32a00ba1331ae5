import type { Context } from '../../../platform/context.ts'
import type { CaseRow } from '../contract/case-row.ts'
import { nextDueRows, rowsOfCases } from '../store/list.ts'
import { toRow } from './views.ts'

/** The rows of these cases, in their order; what the reader may not see is left out. */
export async function rowsOf(ctx: Context, ids: readonly string[]): Promise<CaseRow[]> {
  ctx.require('cases.read')
  if (ids.length === 0) return []
  const found = new Map((await rowsOfCases(ctx.db, ctx.actor, ids)).map((row) => [row.id, row]))
  return Promise.all(ids.flatMap((id) => found.get(id) ?? []).map((row) => toRow(ctx, row)))
}

/** The open cases with the earliest dates that lie ahead, whatever is due then. */
export async function nextDue(ctx: Context, limit: number): Promise<CaseRow[]> {
  const rows = await nextDueRows(ctx.db, ctx.actor, ctx.now, limit)
  return Promise.all(rows.map((row) => toRow(ctx, row)))
}
