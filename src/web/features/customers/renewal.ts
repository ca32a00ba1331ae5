const dayMs = 86_400_000
const soonDays = 90

/** Whole days until a date; negative once it has passed. */
export const daysUntil = (date: string, now: Date): number => Math.ceil((Date.parse(date) - now.getTime()) / dayMs)

/** Whether a renewal comes within the quarter, so that open cases weigh more. */
export function isNear(date: string | null, now: Date): boolean {
  if (date === null) return false
  const days = daysUntil(date, now)
  return days >= 0 && days <= soonDays
}
