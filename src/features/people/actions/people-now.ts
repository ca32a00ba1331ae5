import type { Context } from '../../../platform/context.ts'
import { hoursOf } from '../../calendars/actions.ts'
import { isOpenAt, nextOpenInstant } from '../../calendars/rules.ts'
import type { Person } from '../contract/person.ts'
import { absenceOf } from '../rules.ts'
import { ownHoursOf } from '../store/activity.ts'
import * as people from '../store/people.ts'

export interface PersonNow extends Person {
  /** Capacity less load; below zero where somebody carries more than they should. */
  spare: number
  /** Why they count as not here, and until when where that is known; null for who is here, whatever their status. */
  absence: {
    because: 'on_leave' | 'off_too_long' | 'outside_hours' | 'deactivated'
    until: string | null
  } | null
}

/** People with load, room, skills and absence; as many statements for three of them as for fifty. */
export async function peopleNow(
  ctx: Context,
  which: { all: boolean; teamId?: string; ids?: readonly string[] },
): Promise<PersonNow[]> {
  const members = await people.listPeople(ctx.db, which, ctx.now)
  const calendars = await ownHoursOf(
    ctx.db,
    members.map(({ id }) => id),
  )
  const own = new Map(calendars.map(({ personId, ...calendar }) => [personId, calendar]))
  const hours = await hoursOf(ctx.db, [...own.values()])
  const at = ctx.now.getTime()
  return members.map((person) => {
    const calendar = own.get(person.id)
    const theirs = calendar && hours(calendar)
    const awayUntil = person.awayUntil === null ? null : new Date(person.awayUntil)
    const { status, statusSince } = person
    const absence = absenceOf({ status, statusSince: new Date(statusSince), awayUntil, deactivatedAt: null }, ctx.now)
    const shut = theirs && !isOpenAt(theirs, at)
    const opens = shut ? nextOpenInstant(theirs, at) : null
    return {
      ...person,
      spare: person.capacity - person.load,
      absence: absence.absent
        ? { because: absence.because, until: absence.because === 'on_leave' ? person.awayUntil : null }
        : shut
          ? { because: 'outside_hours' as const, until: opens === null ? null : new Date(opens).toISOString() }
          : null,
    }
  })
}
