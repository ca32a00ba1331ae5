import { isDeepStrictEqual } from 'node:util'
import type { Context } from '../../../platform/context.ts'
import { noteClocks } from '../../cases/actions/facts.ts'
import type { standingOf } from '../rules/timeline.ts'

type Standing = ReturnType<typeof standingOf>

/** Keeps the clock that ends first, the earliest breach and the level of escalation beside each case, for its lists. */
export async function showOnCases(
  ctx: Context,
  cases: readonly { caseId: string; before: Standing; after: Standing }[],
): Promise<void> {
  const date = (instant: number | null) => (instant === null ? null : new Date(instant))
  const turned = cases.filter(({ before, after }) => !isDeepStrictEqual(before, after))
  if (turned.length === 0) return
  await noteClocks(
    ctx,
    turned.map(({ caseId, after }) => ({
      caseId,
      dueAt: date(after.dueAt),
      dueMetric: after.dueMetric,
      atRiskAt: date(after.atRiskAt),
      breachedAt: date(after.breachedAt),
      escalationLevel: after.escalationLevel,
    })),
  )
}
