const firstYear = Date.UTC(1990, 0, 1)

/** When an imported mail was written, as far as its Date can be believed; for order in the thread, never for a clock. */
export function writtenAt(date: string | null, receivedAt: Date): Date {
  const written = date === null ? Number.NaN : Date.parse(date)
  return written >= firstYear && written <= receivedAt.getTime() ? new Date(written) : receivedAt
}
