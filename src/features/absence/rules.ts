import type { LeaveKind } from './contract.ts'

export interface LeaveFacts {
  begunAt: Date | null
  endedAt: Date | null
  cancelledAt: Date | null
}

/** Where a leave stands. Planned ones begin at their instant; those under way end at theirs, or earlier by hand. */
export const stateOf = ({ begunAt, endedAt, cancelledAt }: LeaveFacts) =>
  cancelledAt ? 'cancelled' : endedAt ? 'ended' : begunAt ? 'away' : 'planned'

/** Why a span cannot be a leave, by field; null when it can. A leave under way may not be given an end that has passed. */
export function whyNotSpan(from: Date, until: Date, now: Date): { path: string; message: string } | null {
  if (until <= from) return { path: 'until', message: 'lies before the beginning' }
  if (until <= now) return { path: 'until', message: 'lies in the past' }
  if (until.getTime() - from.getTime() > longestDays * dayMilliseconds)
    return { path: 'until', message: 'is more than two years after the beginning' }
  return null
}
const longestDays = 731
const dayMilliseconds = 86_400_000

export interface DeputyFacts {
  name: string
  assignable: boolean
  deactivated: boolean
  isThemself: boolean
  /** A leave of theirs that touches this one. */
  away: { from: Date; until: Date } | null
}

/** Why somebody cannot stand in for a person on leave, in words; null when they can. */
export function whyNotDeputy({ assignable, deactivated, isThemself, away }: DeputyFacts): string | null {
  if (isThemself) return 'they are the one who is away'
  if (deactivated) return 'they no longer work here'
  if (!assignable) return 'their role takes no cases'
  if (away) return `they are away themselves from ${day(away.from)} to ${day(away.until)}`
  return null
}

const day = (instant: Date) => instant.toISOString().slice(0, 10)

export interface Standing {
  leaveId: string
  personId: string
  until: Date
  deputyId: string | null
}

/**
 * Who stands in for somebody who is away: their deputy, or where that one is away as well, the deputy's. Null for who is
 * here, and where nobody in the chain is.
 */
export function standInOf(personId: string, away: readonly Standing[]): (Standing & { standInId: string }) | null {
  const first = away.find((each) => each.personId === personId)
  const asked = new Set([personId])
  let next = first?.deputyId ?? null
  while (first && next !== null && !asked.has(next)) {
    asked.add(next)
    const theirs = away.find((each) => each.personId === next)
    if (!theirs) return { ...first, standInId: next }
    next = theirs.deputyId
  }
  return null
}

/** The reason of a leave is for the person, the leads of their teams and administrators; others see that they are away. */
export const mayKnowWhy = (
  actor: { id: string | null; rights: ReadonlySet<string> },
  person: { id: string; leadIds: readonly string[] },
): boolean =>
  actor.rights.has('*') ||
  actor.rights.has('people.edit') ||
  (actor.id !== null && (actor.id === person.id || person.leadIds.includes(actor.id)))

export const kindWords: Record<LeaveKind, string> = {
  vacation: 'Vacation',
  illness: 'Illness',
  parental: 'Parental leave',
  training: 'Training',
  other: 'Other leave',
}
