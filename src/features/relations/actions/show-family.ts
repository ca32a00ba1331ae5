import type { Context } from '../../../platform/context.ts'
import { loadToRead } from '../../cases/actions/load.ts'
import { rowsOf } from '../../cases/actions/rows-of.ts'
import { type Family, Relative } from '../contract.ts'
import { inOrder } from '../rules.ts'
import * as store from '../store/links.ts'

/** Of one kind; the list of cases shows them all. */
const mostShown = 50

/** The family of a case as its reader may see it. */
export async function showFamily(ctx: Context, ref: string): Promise<Family> {
  ctx.require('cases.read')
  const { id } = await loadToRead(ctx, ref)
  const groups = inOrder(await store.kinOf(ctx.db, ctx.actor, id, mostShown))
  const rows = await rowsOf(
    ctx,
    groups.flatMap(({ ids }) => ids),
  )
  const byId = new Map(rows.map((row) => [row.id, Relative.parse(row)]))
  const incidents = groups.find(({ kind }) => kind === 'incident')
  return {
    kin: groups.map(({ ids, ...group }) => ({ ...group, items: ids.flatMap((each) => byId.get(each) ?? []) })),
    impact: incidents ? { ...(await store.impactOf(ctx.db, ctx.actor, id)), hidden: incidents.hidden } : null,
  }
}
