import type { AttainmentFigure, AttainmentRow } from '../../../features/sla/contract/attainment.ts'
import { counted } from '../../ui/amounts.ts'

/** A number of the report that somebody looks behind. */
export interface Opened {
  figure: AttainmentFigure
  row: AttainmentRow
}

interface Count {
  met: number
  breached: number
}

/** “97 %”; “100 %” only where nothing was late, “0 %” only where nothing was in time. */
export function attained({ met, breached }: Count): string {
  const of = met + breached
  if (of === 0) return 'none ended'
  if (met === 0 || breached === 0) return met === 0 ? '0 %' : '100 %'
  return `${Math.min(99, Math.max(1, Math.round((met / of) * 100)))} %`
}

/** “By clock 97 %: 120 of 124.” */
export function attainedWords(count: Count, of: 'clock' | 'case'): string {
  const all = count.met + count.breached
  if (all === 0) return of === 'clock' ? 'No clock has ended.' : ''
  return `By ${of} ${attained(count)}: ${count.met} of ${counted(all, of)}.`
}

export const figureWords: Record<AttainmentFigure, string> = {
  met: 'ended in time',
  breached: 'ended late',
  on_track: 'on track now',
  paused: 'paused now',
  at_risk: 'at risk now',
  late: 'past its target now',
}

const day = 86_400_000

/** Times to choose from: so many days up to now, or months of the reader's calendar. */
export const spans = [
  { value: '7', label: 'The last 7 days' },
  { value: '30', label: 'The last 30 days' },
  { value: 'month', label: 'This month' },
  { value: 'last', label: 'Last month' },
  { value: '90', label: 'The last 90 days' },
  { value: '365', label: 'The last 365 days' },
] as const

export function spanOf(value: string, now: Date): { from: string; to: string } {
  const [year, month] = [now.getFullYear(), now.getMonth()]
  const span = (from: Date, to: Date) => ({ from: from.toISOString(), to: to.toISOString() })
  if (value === 'month') return span(new Date(year, month, 1), now)
  if (value === 'last') return span(new Date(year, month - 1, 1), new Date(year, month, 1))
  return span(new Date(now.getTime() - Number(value) * day), now)
}

/** “November 2026”. */
export function monthWords(month: string): string {
  const [year, number] = month.split('-').map(Number)
  return new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    Date.UTC(year!, number! - 1),
  )
}
