/** “30 m”, “1 h 30 m”, “2 d” and plain minutes as minutes; null is no length of time. */
export function minutesOf(text: string): number | null {
  const found = text
    .trim()
    .toLowerCase()
    .match(/^(?:(\d{1,3})\s*d)?\s*(?:(\d{1,4})\s*h)?\s*(?:(\d{1,5})\s*(?:m|min)?)?$/)
  if (!found || found[0] === '') return null
  const [, days = '0', hours = '0', minutes = '0'] = found
  return Number(days) * 1440 + Number(hours) * 60 + Number(minutes)
}

/** 90 → “1 h 30 m”, 2880 → “2 d”; none is “0 m”. Opening hours make no days: 2880 of them are “48 h”. */
export function minutesText(minutes: number, countsIn: 'all_hours' | 'open_hours' = 'all_hours'): string {
  const days = countsIn === 'all_hours' ? Math.floor(minutes / 1440) : 0
  const [hours, rest] = [Math.floor((minutes - days * 1440) / 60), minutes % 60]
  const parts = [days > 0 && `${days} d`, hours > 0 && `${hours} h`, rest > 0 && `${rest} m`].filter(Boolean)
  return parts.join(' ') || '0 m'
}
