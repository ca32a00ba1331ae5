/** The only place that reads the machine's clock; everything else is told what time it is. */
export const currentInstant = (): Date => new Date()

/** Milliseconds of a clock that never jumps, for measuring durations only. */
export const stopwatch = (): number => performance.now()
