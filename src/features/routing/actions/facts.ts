import type { Context, Db } from '../../../platform/context.ts'
import { hoursOf } from '../../calendars/actions.ts'
import { isOpenAt, nextOpenInstant } from '../../calendars/rules.ts'
import { absenceSaid } from '../../people/rules/availability.ts'
import { absenceOf, isAssignable } from '../../people/rules.ts'
import type { CandidateFacts, QueueFacts } from '../rules/facts.ts'
import { minutesAfter } from '../rules/relaxation.ts'
import { type MemberRow, membersOf } from '../store/members.ts'

/** A queue as it is stored, before its hours are read. */
export interface StoredQueue extends Omit<QueueFacts, 'hours'> {
  teamId: string
  takesFirst: 'priority' | 'deadline'
  routingMinutes: number
  offerMinutes: number
  /** The zone in which times of day are told. */
  zone: string
  countsIn: 'all_hours' | 'open_hours'
  /** That of its team, else of the organisation. */
  calendarId: string | null
  calendarVersion: number | null
}

/** A queue as those who route know it: with the hours in which it counts. */
export async function withHours<Q extends StoredQueue>(db: Db, queue: Q): Promise<Q & QueueFacts> {
  const { countsIn, calendarId: id, calendarVersion: version } = queue
  if (countsIn === 'all_hours' || !id || !version) return { ...queue, hours: null }
  return { ...queue, hours: (await hoursOf(db, [{ id, version }]))({ id, version }) }
}

/** When the duty holder of a queue is told of what waits in it since then. */
export async function dutyInstant(db: Db, queue: StoredQueue, since: Date): Promise<Date> {
  const { hours } = await withHours(db, queue)
  return new Date(minutesAfter(since.getTime(), queue.routingMinutes, hours))
}

export interface Members {
  candidates: CandidateFacts[]
  /** Who of them may see a case that is restricted to a team, and to those who follow it. */
  seesRestricted: (teamId: string, watchers: readonly string[]) => ReadonlySet<string>
}

/** Everybody who works a queue, as a decision looks at them. */
export async function membersFor(ctx: Context, queueId: string): Promise<Members> {
  const rows = await membersOf(ctx.db, queueId, ctx.now)
  const ownHours = rows.flatMap(({ calendarId: id, calendarVersion: version }) =>
    id && version ? [{ id, version }] : [],
  )
  const hours = await hoursOf(ctx.db, ownHours)
  const now = ctx.now.getTime()
  return {
    candidates: rows.map((row): CandidateFacts => {
      const { calendarId: id, calendarVersion: version } = row
      const open = id !== null && version !== null ? hours({ id, version }) : null
      return candidateOf(
        row,
        ctx.now,
        open === null || isOpenAt(open, now) ? null : (nextOpenInstant(open, now) ?? now),
      )
    }),
    seesRestricted: (teamId, watchers) =>
      new Set(
        rows
          .filter(
            ({ id, teamIds, seesRestricted }) => seesRestricted || teamIds.includes(teamId) || watchers.includes(id),
          )
          .map(({ id }) => id),
      ),
  }
}

/** `closedUntil`: outside their working hours, which begin again then. */
function candidateOf(row: MemberRow, now: Date, closedUntil: number | null): CandidateFacts {
  const status = row.status as CandidateFacts['status']
  const absence = absenceOf({ ...row, status }, now)
  const absent = absence.absent
    ? absenceSaid(absence, row.awayUntil)
    : closedUntil !== null
      ? 'outside their working hours'
      : null
  return {
    id: row.id,
    name: row.name,
    step: row.step,
    assignable: isAssignable(row.role as Parameters<typeof isAssignable>[0]),
    status,
    absent,
    backAt: absence.absent ? (absence.because === 'on_leave' ? (row.awayUntil?.getTime() ?? null) : null) : closedUntil,
    load: row.load,
    capacity: row.capacity,
    skills: row.skills,
    lastAssignedAt: row.lastAssignedAt,
  }
}
