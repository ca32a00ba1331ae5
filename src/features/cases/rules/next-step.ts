import type { OpeningHours } from '../../calendars/contract.ts'
import { nextOpenInstant } from '../../calendars/rules.ts'

/** By whose word a step has its date. */
export type DatedBy = 'person' | 'promise' | 'type'

/**
 * Until when a step that nobody dated is asked for at the latest: so many hours on, and where nobody is at work then,
 * when the hours of the team open again. Hours that never open leave it where it falls.
 */
export function stepLatestAt(from: Date, hours: number, open: OpeningHours | null): Date {
  const falls = from.getTime() + hours * 3_600_000
  return new Date((open && nextOpenInstant(open, falls)) ?? falls)
}

interface StepDates {
  /** Whose move it is; only our own steps follow a promise. */
  whose: string | null
  /** The date it has. */
  dueAt: Date | null
  /** As `stepLatestAt` says; null where a person named the date. */
  latestAt: Date | null
  /** When the clock ends that ends first. */
  firstDueAt: Date | null
}

/** When a step is to be done, and by whose word: never after the first promise, unless a person named the date. */
export function dateOfStep(step: StepDates): { dueAt: Date | null; datedBy: DatedBy } {
  const { whose, dueAt, latestAt, firstDueAt } = step
  if (latestAt === null) return { dueAt, datedBy: 'person' }
  if (whose !== 'us' || firstDueAt === null || firstDueAt >= latestAt) return { dueAt: latestAt, datedBy: 'type' }
  return { dueAt: firstDueAt, datedBy: 'promise' }
}

interface StepOfCase {
  owner_id: string | null
  next_step_whose: string | null
  next_step_person_id: string | null
  next_step_automatic: boolean
}

/** Whose step it is once a case goes to somebody, or to its queue: the owner's goes along, another's stays with them. */
export function stepGoesAlong(
  {
    owner_id: ownerId,
    next_step_whose: whose,
    next_step_person_id: personId,
    next_step_automatic: automatic,
  }: StepOfCase,
  toId: string | null,
): { next_step_person_id?: string | null } {
  const ofNobody = personId === null && !automatic
  return whose === 'us' && (personId === ownerId || ofNobody) ? { next_step_person_id: toId } : {}
}

/** The next step of a case nobody has touched yet; its clocks, which start at once, draw its date nearer. */
export function firstStep(ownerId: string | null, latestAt: Date) {
  return {
    next_step: 'Read it and answer',
    next_step_whose: 'us',
    next_step_person_id: ownerId,
    next_step_due_at: latestAt,
    next_step_latest_at: latestAt,
    next_step_automatic: true,
  }
}
