import type { Context } from '../../../platform/context.ts'
import type { Named } from '../../../platform/shapes.ts'
import { hoursOf } from '../../calendars/actions.ts'
import { whoMaySee } from '../../cases/actions/who-may-see.ts'
import type { StepPeople, TargetStep } from '../contract/steps.ts'
import { type Clock, type ClockChange, isLive, keyOfClock } from '../rules/clock.ts'
import { stepsOf, targetOf } from '../rules/terms.ts'
import { calendarsOf, follow, type TimelineEvent } from '../rules/timeline.ts'
import { type Candidate, idIn, toldOf } from '../rules/told.ts'
import { candidatesFor } from '../store/people.ts'
import type { Kept } from './kept.ts'

interface Told {
  kept: Kept
  change: ClockChange
  clock: Clock | undefined
  /** The step that the change took, while anybody has to do anything about it. */
  step: TargetStep | undefined
  /** The entry that it follows from; null where time alone did it. */
  causeId: string | null
}

/**
 * Follows an entry of each timeline, and puts every change that it makes to a clock on the timeline. Answers with those
 * whose clocks changed; passing time that changed nothing leaves no trace.
 */
export async function tellChanges(
  ctx: Context,
  heard: readonly { kept: Kept; event: TimelineEvent; causeId: string | null }[],
): Promise<Kept[]> {
  const refs = heard.flatMap(({ kept, event }) => calendarsOf(kept.keeping, event))
  const hours = await hoursOf(ctx.db, refs)
  const told: Told[] = []
  for (const { kept, event, causeId } of heard) {
    const { after, changes } = follow(kept.keeping, event, hours)
    if (causeId === null && changes.length === 0) continue
    kept.keeping = after
    told.push(...changes.map((change) => ({ ...ofChange(kept, change), causeId })))
  }
  const candidates = await candidatesOf(ctx, told)
  const system = ctx.asSystem()
  for (const each of told) await record(system, each, candidates.get(each.kept.caseId) ?? [])
  return [...new Set(told.map(({ kept }) => kept))]
}

function ofChange(kept: Kept, change: ClockChange): Omit<Told, 'causeId'> {
  const time = kept.keeping!.time
  const clock = time.clocks.find((each) => keyOfClock(each) === keyOf(change))
  const target = targetOf(time.terms, change.metric, change.milestone)
  const step = clock && isLive(clock) && target && stepsOf(target).find(({ key }) => key === change.step)
  return { kept, change, clock, step: step || undefined }
}

/** Everybody whom the steps may reach, of those who may see the case. */
async function candidatesOf(ctx: Context, told: readonly Told[]): Promise<Map<string, Candidate[]>> {
  const found = new Map<string, Candidate[]>()
  const reaching = told.filter(({ step }) => step !== undefined)
  if (reaching.length === 0) return found
  const people: StepPeople[] = reaching.flatMap(({ step }) => step!.people)
  const named = people.flatMap((each) => idIn(each) ?? [])
  const cases = [...new Set(reaching.map(({ kept }) => kept.caseId))]
  const whos = [...new Set(people.map(({ who }) => who))]
  const near = await candidatesFor(ctx.db, cases, whos, [...new Set(named)])
  const ids = near.map(({ id }) => id)
  const sees = await whoMaySee(ctx.db, ids, cases)
  for (const { caseId, ...candidate } of near) {
    if (!sees(candidate.id, caseId)) continue
    const known = found.get(caseId)
    if (known) known.push(candidate)
    else found.set(caseId, [candidate])
  }
  return found
}

async function record(
  ctx: Context,
  { kept, change, clock, step, causeId }: Told,
  candidates: readonly Candidate[],
): Promise<void> {
  const key = keyOf(change)
  const clockId = kept.ids.get(key) ?? ctx.newId()
  kept.ids.set(key, clockId)
  await ctx.record({
    name: change.kind,
    caseId: kept.caseId,
    at: new Date(change.at),
    ...(causeId !== null && { causeId }),
    content: {
      metric: change.metric,
      ...(clock?.milestone && { milestone: clock.milestone.key, milestoneName: clock.milestone.name }),
      cycle: change.cycle,
      clockId,
      ...(clock && countedBy(clock)),
      reason: change.reason,
      dueBefore: textOf(change.dueBefore),
      dueAfter: textOf(change.dueAfter),
      noticedAt: textOf(change.noticedAt),
      ...(change.step !== null && taken(change, step, candidates)),
    },
  })
}

/** By which version of which policy, calendar and zone data a clock counts as it stands after the change. */
function countedBy({ policyId, policyVersion, stretches }: Clock) {
  const calendar = stretches.at(-1)?.calendar
  return {
    policyId,
    policyVersion,
    ...(calendar && { calendarId: calendar.id, calendarVersion: calendar.version }),
    ...(calendar?.zone && { zoneData: calendar.zone.data }),
  }
}

/** A step whose clock has ended by the time that it is noticed stands on the timeline and reaches nobody. */
function taken({ step: key, reason }: ClockChange, step: TargetStep | undefined, candidates: readonly Candidate[]) {
  const to: Named[] = step ? toldOf(step.people, candidates) : []
  const { mail = false, change = {} } = step ?? {}
  return { step: key, level: reason.params.level, to, mail, change }
}

const keyOf = ({ metric, milestone, cycle }: ClockChange) =>
  milestone === null ? `${metric} ${cycle}` : `${metric} ${milestone} ${cycle}`
const textOf = (instant: number | null) => (instant === null ? null : new Date(instant).toISOString())
