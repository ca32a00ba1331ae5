import type { Attainment, AttainmentFigure, AttainmentRow, During } from '../../../features/sla/contract/attainment.ts'
import { counted } from '../../ui/amounts.ts'
import type { Cell } from '../../ui/files.ts'
import { metricName } from './metrics.ts'

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

/** Times to choose from. */
export const times: { value: During; label: string }[] = [
  { value: '7_days', label: 'The last 7 days' },
  { value: '30_days', label: 'The last 30 days' },
  { value: 'this_month', label: 'This month' },
  { value: 'last_month', label: 'Last month' },
  { value: '90_days', label: 'The last 90 days' },
  { value: '365_days', label: 'The last 365 days' },
]

/** “November 2026”. */
export function monthWords(month: string): string {
  const [year, number] = month.split('-').map(Number)
  return new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    Date.UTC(year!, number! - 1),
  )
}

/** The rows of the report as a spreadsheet reads them; shares are left to it. */
export const clockTable = ({ rows }: Attainment, names = policyNames(rows)): Cell[][] => [
  ['policy', 'clock', 'met', 'late', 'on track now', 'paused now', 'at risk now', 'over now'],
  ...rows.map((row) => [
    (row.policy && names.get(row.policy.id)) ?? 'none',
    row.milestone ?? metricName(row.metric),
    ...[row.met, row.breached, row.onTrack, row.paused, row.atRisk, row.late],
  ]),
]

export const monthTable = ({ rows, months }: Attainment): Cell[][] => {
  const names = policyNames(rows)
  return [
    ['month', 'policy', 'met', 'late'],
    ...months.map(({ month, policyId, met, breached }) => [
      month,
      (policyId && names.get(policyId)) ?? 'none',
      ...[met, breached],
    ]),
  ]
}

/** What each policy is called: of several of one name, the second and those after it by their place among them. */
export function policyNames(rows: readonly AttainmentRow[]): Map<string, string> {
  const names = new Map<string, string>()
  const called = new Map<string, number>()
  for (const { policy } of rows) {
    if (!policy || names.has(policy.id)) continue
    const place = (called.get(policy.name) ?? 0) + 1
    called.set(policy.name, place)
    names.set(policy.id, place === 1 ? policy.name : `${policy.name} (${place})`)
  }
  return names
}
