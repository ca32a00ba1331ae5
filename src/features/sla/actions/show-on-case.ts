import { isDeepStrictEqual } from 'node:util'
import type { Context } from '../../../platform/context.ts'
import { noteClocks } from '../../cases/actions/facts.ts'
import type { standingOf } from '../rules/timeline.ts'

type Standing = ReturnType<typeof standingOf>

/** Keeps the clock that ends first, and the earliest breach, beside the case, so that lists sort and count by it. */
export async function showOnCase(ctx: Context, caseId: string, before: Standing, after: Standing): Promise<void> {
  if (isDeepStrictEqual(before, after)) return
  const date = (instant: number | null) => (instant === null ? null : new Date(instant))
  await noteClocks(ctx, caseId, {
    dueAt: date(after.dueAt),
    dueMetric: after.dueMetric,
    atRiskAt: date(after.atRiskAt),
    breachedAt: date(after.breachedAt),
  })
}
