/** Steps that people count in. */
const steps = [1, 2, 5]

/** A scale of two equal round steps that holds everything from the lowest to the highest value. */
export function axisFrom(lowest: number, highest: number): { from: number; to: number; ticks: number[] } {
  for (let power = 1; ; power *= 10) {
    for (const unit of steps) {
      const step = unit * power
      const from = Math.floor(lowest / step) * step
      if (from + 2 * step >= highest) return { from, to: from + 2 * step, ticks: [from, from + step, from + 2 * step] }
    }
  }
}
