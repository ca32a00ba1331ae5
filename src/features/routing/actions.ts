import type { Context } from '../../platform/context.ts'
import { hoursOf } from '../calendars/actions.ts'
import { isOpenAt } from '../calendars/rules.ts'
import { absenceSaid } from '../people/rules/availability.ts'
import { type AskedOf, whyAskedFor } from '../people/rules/skills.ts'
import { absenceOf, isAssignable } from '../people/rules.ts'
import { type CandidateFacts, type RoutingResult, route } from './rules.ts'
import * as store from './store.ts'

export interface CaseToRoute {
  caseId: string
  queue: { id: string; name: string; teamId: string; method: string }
  weight: number
  restricted: boolean
  /** What may ask for a skill: its language, its type and what that needs by name, what it says. */
  asks: AskedOf
  sticky: { id: string; because: string } | null
  /** New cases were declined by nobody yet. */
  fresh: boolean
}

/** Decides who gets a case and stores the decision with everyone considered. The caller assigns and records. */
export async function decideOwner(ctx: Context, subject: CaseToRoute): Promise<RoutingResult & { decisionId: string }> {
  await store.takeTurn(ctx.db, subject.queue.id)
  const members = await store.membersOf(ctx.db, subject.queue.teamId, ctx.now)
  const declined = subject.fresh ? new Set<string>() : await store.declinedBy(ctx.db, subject.caseId)
  const ownHours = members.flatMap(({ calendarId: id, calendarVersion: version }) =>
    id && version ? { id, version } : [],
  )
  const hours = await hoursOf(ctx.db, ownHours)
  const isOff = ({ calendarId: id, calendarVersion: version }: (typeof members)[number]) =>
    id !== null && version !== null && !isOpenAt(hours({ id, version }), ctx.now.getTime())
  const candidates = members.map((member): CandidateFacts => {
    const absence = absenceOf({ ...member, status: member.status as CandidateFacts['status'] }, ctx.now)
    return {
      id: member.id,
      name: member.name,
      assignable: isAssignable(member.role as Parameters<typeof isAssignable>[0]),
      status: member.status as CandidateFacts['status'],
      absent: absence.absent
        ? absenceSaid(absence, member.awayUntil)
        : isOff(member)
          ? 'outside their working hours'
          : null,
      load: member.load ?? 0,
      capacity: member.capacity,
      skills: member.skills ?? [],
      declined: declined.has(member.id),
      // Members of the team see its restricted cases.
      maySee: true,
      lastAssignedAt: member.lastAssignedAt,
    }
  })
  const wanted = [
    ...new Set(
      members
        .flatMap(({ skills }) => skills ?? [])
        .filter((skill) => whyAskedFor(skill, subject.asks))
        .map(({ name }) => name.toLowerCase()),
    ),
  ]
  const { method, ...queue } = subject.queue
  const result = route({
    queue: { ...queue, method: method as 'spare_number' },
    weight: subject.weight,
    skills: wanted,
    sticky: subject.sticky,
    candidates,
  })
  const decisionId = ctx.newId()
  return { ...result, decisionId }
}

/** Stores a decision once the case it is about stands in the database. */
export async function keepDecision(
  ctx: Context,
  caseId: string,
  queueId: string,
  cause: string,
  result: RoutingResult & { decisionId: string },
): Promise<void> {
  await store.insertDecision(ctx.db, {
    id: result.decisionId,
    caseId,
    at: ctx.now,
    cause,
    queueId,
    ownerId: result.owner?.id ?? null,
    because: result.because,
    considered: result.considered,
  })
}

/** Whether the last decision left the case in this queue for the same reasons. */
export async function waitsAsBefore(
  ctx: Context,
  caseId: string,
  queueId: string,
  because: string[],
): Promise<boolean> {
  const last = await store.lastDecisionOf(ctx.db, caseId)
  return (
    last !== undefined &&
    last.ownerId === null &&
    last.queueId === queueId &&
    JSON.stringify(last.because) === JSON.stringify(because)
  )
}

/** Waits for the turn in a queue before anything that those who open cases take after it, such as contracts. */
export const awaitTurn = (ctx: Context, queueId: string): Promise<void> => store.takeTurn(ctx.db, queueId)
