/** The only place that reads the machine's clock; everything else is told what time it is. */
export const currentInstant = (): Date => new Date()

/** The release of the IANA time zone data that this program runs on, such as 2026c. */
export const zoneData: string = process.versions.tz ?? 'unknown'

/** Milliseconds of a clock that never jumps, for measuring durations only. */
export const stopwatch = (): number => performance.now()
