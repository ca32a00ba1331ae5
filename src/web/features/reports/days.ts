/** A calendar day as people write it: “2026-11-19” → “19 Nov”. */
export function dayName(day: string): string {
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
    new Date(`${day}T12:00Z`),
  )
}
