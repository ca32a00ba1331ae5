import type { Priority } from '../../../platform/shapes.ts'

/** How much a priority adds to the weight of a case, in percent; 100 leaves it as its type says. */
export type PriorityPercent = Readonly<Record<Priority, number>>

/** The weight of a case on its owner: that of its type times its priority's, at least 1 unless its type weighs nothing. */
export function weightOf(typeWeight: number, priority: Priority, percent: PriorityPercent): number {
  if (typeWeight === 0) return 0
  return Math.min(100, Math.max(1, Math.round((typeWeight * percent[priority]) / 100)))
}

/** Some of what somebody carries: so many cases of one type's weight and one priority, with what each weighs now. */
export interface Carried {
  personId: string
  typeWeight: number
  priority: Priority
  weight: number
  cases: number
}

/** What each person carries, and would carry by other priorities; `changed`: so many of all cases would weigh something else. */
export function loadsBy(
  carried: readonly Carried[],
  percent: PriorityPercent,
): { loads: Map<string, { before: number; after: number }>; changed: number } {
  const loads = new Map<string, { before: number; after: number }>()
  let changed = 0
  for (const { personId, typeWeight, priority, weight, cases } of carried) {
    const then = weightOf(typeWeight, priority, percent)
    const { before, after } = loads.get(personId) ?? { before: 0, after: 0 }
    loads.set(personId, { before: before + cases * weight, after: after + cases * then })
    if (then !== weight) changed += cases
  }
  return { loads, changed }
}
