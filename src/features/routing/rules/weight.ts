import type { Priority } from '../../../platform/shapes.ts'

/** How much a priority adds to the weight of a case, in percent; 100 leaves it as its type says. */
export type PriorityPercent = Readonly<Record<Priority, number>>

/** The weight of a case on its owner: that of its type times its priority's, at least 1 unless its type weighs nothing. */
export function weightOf(typeWeight: number, priority: Priority, percent: PriorityPercent): number {
  if (typeWeight === 0) return 0
  return Math.min(100, Math.max(1, Math.round((typeWeight * percent[priority]) / 100)))
}
