import { Temporal } from 'temporal-polyfill'
import type { Attainment, AttainmentRow, During } from '../contract/attainment.ts'

const day = 86_400_000
const days: Partial<Record<During, number>> = { '7_days': 7, '30_days': 30, '90_days': 90, '365_days': 365 }

/** From when until when a time lasts, in epoch ms; months begin at midnight in the time zone. */
export function timeOf(during: During, now: number, timeZone: string): { from: number; to: number } {
  const length = days[during]
  if (length) return { from: now - length * day, to: now }
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate()
  const first = today.with({ day: 1 })
  const begin = (date: Temporal.PlainDate) => date.toZonedDateTime(timeZone).epochMilliseconds
  if (during === 'this_month') return { from: begin(first), to: now }
  return { from: begin(first.subtract({ months: 1 })), to: begin(first) }
}

interface Of {
  policyId: string | null
  policy: string | null
  metric: string
  milestone: string | null
}
export interface EndedPart extends Of {
  month: string
  met: number
  breached: number
}
export interface RunningPart extends Of {
  stands: 'late' | 'paused' | 'at_risk' | 'on_track'
  count: number
}

/** How many ended in time, and late. */
export const sumOf = (parts: readonly Pick<EndedPart, 'met' | 'breached'>[]) =>
  parts.reduce((sum, { met, breached }) => ({ met: sum.met + met, breached: sum.breached + breached }), {
    met: 0,
    breached: 0,
  })

/** A row for each clock of each policy that ended in the time or runs now; policies by name, clocks in the order of their kinds. */
export function attainmentRows(ended: readonly EndedPart[], running: readonly RunningPart[]): AttainmentRow[] {
  const rows = new Map<string, AttainmentRow>()
  const rowOf = ({ policyId, policy, metric, milestone }: Of): AttainmentRow => {
    const key = `${policyId} ${metric} ${milestone}`
    const named = policyId && policy !== null ? { id: policyId, name: policy } : null
    const none = { met: 0, breached: 0, onTrack: 0, atRisk: 0, late: 0, paused: 0 }
    const row = rows.get(key) ?? { policy: named, metric: metric as AttainmentRow['metric'], milestone, ...none }
    rows.set(key, row)
    return row
  }
  for (const part of ended) {
    const row = rowOf(part)
    row.met += part.met
    row.breached += part.breached
  }
  for (const part of running) rowOf(part)[counts[part.stands]] += part.count
  return [...rows.values()].sort(inOrder)
}

const counts = { late: 'late', paused: 'paused', at_risk: 'atRisk', on_track: 'onTrack' } as const

const order = ['first_response', 'next_response', 'periodic_update', 'customer_wait', 'agent_work', 'resolution']
const placeOf = (metric: string) => (order.includes(metric) ? order.indexOf(metric) : order.length)

const inOrder = (a: AttainmentRow, b: AttainmentRow) =>
  (a.policy?.name ?? '').localeCompare(b.policy?.name ?? '') ||
  (a.policy?.id ?? '').localeCompare(b.policy?.id ?? '') ||
  placeOf(a.metric) - placeOf(b.metric) ||
  a.metric.localeCompare(b.metric) ||
  (a.milestone ?? '').localeCompare(b.milestone ?? '')

/** By policy and month, the earliest first. */
export function monthsOf(ended: readonly EndedPart[]): Attainment['months'] {
  const months = Map.groupBy(ended, ({ month, policyId }) => `${month} ${policyId}`)
  return [...months.values()]
    .map((parts) => ({ month: parts[0]!.month, policyId: parts[0]!.policyId, ...sumOf(parts) }))
    .sort((a, b) => a.month.localeCompare(b.month) || (a.policyId ?? '').localeCompare(b.policyId ?? ''))
}
