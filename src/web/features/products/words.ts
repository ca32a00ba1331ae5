import { dayMonth } from '../../ui/time.ts'

/** “under warranty until 3 March”, “warranty ended 3 March”; empty where nobody wrote it down. */
export function warrantyOf(until: string | null, now: Date): string {
  if (until === null) return ''
  const day = dayMonth(new Date(until), now, 'UTC')
  return until >= now.toISOString().slice(0, 10) ? `under warranty until ${day}` : `warranty ended ${day}`
}
