import type { Absence, AvailabilityFacts } from '../rules.ts'

export interface AvailabilityWish {
  status?: AvailabilityFacts['status'] | undefined
  statusUntil?: Date | null | undefined
  awayUntil?: Date | null | undefined
  awayReason?: string | null | undefined
}

export interface AvailabilityNow {
  status: AvailabilityFacts['status']
  statusUntil: Date | null
  awayUntil: Date | null
  awayReason: string | null
}

export type AvailabilityDecision =
  | { ok: true; next: AvailabilityNow }
  | { ok: false; field: 'awayUntil' | 'statusUntil' }

/**
 * What availability becomes: coming online ends a leave unless the wish names one; a reason lives as long as its leave,
 * an end of the status as long as the status. Who is available is so until further notice.
 */
export function nextAvailability(current: AvailabilityNow, wish: AvailabilityWish, now: Date): AvailabilityDecision {
  const status = wish.status ?? current.status
  const kept = wish.status === 'online' ? null : current.awayUntil
  const awayUntil = wish.awayUntil === undefined ? kept : wish.awayUntil
  if (wish.awayUntil && wish.awayUntil <= now) return { ok: false, field: 'awayUntil' }
  if (wish.statusUntil && wish.statusUntil <= now) return { ok: false, field: 'statusUntil' }
  const sameAs = status === current.status ? current.statusUntil : null
  const held = wish.statusUntil === undefined ? sameAs : wish.statusUntil
  const statusUntil = status === 'online' ? null : held
  const reason = wish.awayReason === undefined ? current.awayReason : wish.awayReason
  return { ok: true, next: { status, statusUntil, awayUntil, awayReason: awayUntil === null ? null : reason } }
}

/** Oneself, an administrator, and the lead of a team the person is in. */
export const maySetAvailability = (
  actor: { id: string | null; rights: ReadonlySet<string> },
  person: { id: string; leadIds: readonly string[] },
): boolean =>
  actor.rights.has('*') ||
  actor.rights.has('people.edit') ||
  (actor.id !== null && (actor.id === person.id || person.leadIds.includes(actor.id)))

const dayMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })

/** Absence in words, behind "is" or a name; the day by the calendar of whoever reads it, UTC where that is not known. */
export function absenceSaid(
  { because }: Pick<Absence & { absent: true }, 'because'>,
  until: Date | null,
  { reason = 'on leave', dayOf = dayMonth.format }: { reason?: string; dayOf?: (day: Date) => string } = {},
): string {
  if (because === 'on_leave') return `${reason} until ${until ? dayOf(until) : 'some day'}`
  return because === 'deactivated' ? 'no longer works here' : 'off duty for more than a day'
}
