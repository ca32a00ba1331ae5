import type { Person } from '../../../features/people/contract/person.ts'
import { absenceSaid } from '../../../features/people/rules/availability.ts'
import { whyNoWork } from '../../../features/people/rules/work.ts'
import { absenceOf } from '../../../features/people/rules.ts'
import type { FaceMark } from '../../ui/Face.tsx'
import { clockTime, dayAndTime, dayMonth } from '../../ui/time.ts'

export interface Standing {
  mark: FaceMark | null
  /** Null while somebody is available: then there is nothing to say. */
  said: string | null
  /** Counts as no owner: on leave, gone, or off for more than a day. */
  absent: boolean
}

/** How somebody stands now, with the reason and until when, as every picker and avatar says it. */
export function standingOf(person: Person, now: Date): Standing {
  const [statusSince, statusUntil] = [new Date(person.statusSince), instant(person.statusUntil)]
  const awayUntil = instant(person.awayUntil)
  const absence = absenceOf(
    { status: person.status, statusSince, awayUntil, deactivatedAt: instant(person.deactivatedAt) },
    now,
  )
  const { absent } = absence
  if (absence.absent) {
    const dayOf = (day: Date) => dayMonth(day, now)
    return {
      mark: 'off',
      said: absenceSaid(absence, awayUntil, { reason: person.awayReason ?? 'on leave', dayOf }),
      absent,
    }
  }
  if (person.status === 'online') return { mark: null, said: null, absent }
  if (person.status === 'off') return { mark: 'off', said: within('off duty'), absent }
  if (!person.statusAutomatic) return { mark: person.status, said: within(person.status), absent }
  // Nobody of the demo company ever signs in; they are looked as.
  const said = person.invited && !person.demo ? 'has not signed in yet' : `away, idle since ${timeOf(statusSince, now)}`
  return { mark: 'away', said, absent }

  function within(word: string) {
    return statusUntil && statusUntil > now ? `${word} until ${timeOf(statusUntil, now)}` : word
  }
}

const instant = (text: string | null) => (text === null ? null : new Date(text))
/** The time alone where it is today’s. */
const timeOf = (at: Date, now: Date) => (at.toDateString() === now.toDateString() ? clockTime(at) : dayAndTime(at, now))

/** Whom tasks and next steps are given to: those who take cases, and whoever has it already. */
export const takesWork =
  (kept: string | null = null) =>
  (person: Person): boolean =>
    person.id === kept || whyNoWork({ ...person, deactivated: person.deactivatedAt !== null }) === null

interface PersonChoice {
  value: string
  label: string
  disabled: boolean
}

/**
 * People to choose from, who is here first; the others say why not and until when, and cannot be chosen where somebody is
 * wanted who is here.
 */
export function personChoices(
  people: readonly Person[],
  now: Date,
  wanted: 'anybody' | 'somebody here' = 'anybody',
): PersonChoice[] {
  return people
    .map((person) => ({ person, standing: standingOf(person, now) }))
    .toSorted((a, b) => Number(a.standing.absent) - Number(b.standing.absent))
    .map(({ person: { id, name }, standing: { said, absent } }) => ({
      value: id,
      label: said ? `${name}, ${said}` : name,
      disabled: absent && wanted === 'somebody here',
    }))
}
