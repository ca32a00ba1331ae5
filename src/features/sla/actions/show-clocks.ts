import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { hoursOf, knownCalendar, zoneDataOf } from '../../calendars/actions.ts'
import { loadToRead } from '../../cases/actions/load.ts'
import { organisationZone } from '../../people/actions/teams.ts'
import type { TargetStep } from '../contract/steps.ts'
import type { ClockView, Explanation, SlaPolicy } from '../contract.ts'
import type { Clock } from '../rules/clock.ts'
import { explain, viewOf } from '../rules/explain.ts'
import { idIn } from '../rules/told.ts'
import { riskOf } from '../rules.ts'
import { clocksOf } from '../store/clocks.ts'
import { letterOf } from '../store/letters.ts'
import { namesOf } from '../store/people.ts'
import { policiesAt } from '../store/policies.ts'
import { conditionsOf, pinOf } from '../store/timeline.ts'
import { inWords } from './conditions-in-words.ts'

export async function listClocks(ctx: Context, ref: string): Promise<ClockView[]> {
  ctx.require('cases.read')
  const record = await loadToRead(ctx, ref)
  const stored = await clocksOf(ctx.db, record.id)
  const hours = await hoursOf(ctx.db, stored.flatMap(calendarsOfClock))
  const now = ctx.now.getTime()
  return stored.map(({ id, clock }) => viewOf(id, clock, hours, riskOf(clock, now), now))
}

export async function explainClock(ctx: Context, ref: string, clockId: string): Promise<Explanation> {
  ctx.require('cases.read')
  const record = await loadToRead(ctx, ref)
  const found = (await clocksOf(ctx.db, record.id)).find(({ id }) => id === clockId)
  if (!found) throw new Refusal('not_found', { what: 'clock', id: clockId })
  const { clock } = found
  const calendars = await hoursOf(ctx.db, calendarsOfClock(found))
  const current = clock.stretches.at(-1)?.calendar
  const calendar = current ? await knownCalendar(ctx, current.id) : undefined
  const [policy] = await policiesAt(ctx.db, [{ id: clock.policyId, version: clock.policyVersion }])
  const now = ctx.now.getTime()
  const zoneData = current && (current.zone?.data ?? (await zoneDataOf(ctx.db, current)))
  const named =
    calendar && current
      ? { name: calendar.name, timeZone: calendars(current).timeZone, zoneData: zoneData ?? null }
      : null
  const pin = clock.pinnedDueAt === null ? null : await pinOf(ctx.db, record.id, clockId)
  const timeZone = named?.timeZone ?? (await organisationZone(ctx.db))
  const steps = policy ? stepsIn(policy, clock) : []
  const names = await namesOf(
    ctx.db,
    steps.flatMap(({ people }) => people.flatMap((each) => idIn(each) ?? [])),
  )
  const nameOf = (id: string) => names.get(id) ?? null
  const conditions = await matchedBy(ctx, record, clock)
  const sources = {
    policyName: policy?.name ?? '',
    calendar: named,
    calendars,
    timeZone,
    steps,
    nameOf,
    pin,
    letter: clock.metAt === null ? null : await letterOf(ctx.db, record.id, clock),
    conditions,
  }
  return explain(clock, sources, riskOf(clock, now), now)
}

const calendarsOfClock = ({ clock }: { clock: Clock }) => clock.stretches.flatMap(({ calendar }) => calendar ?? [])

/** The conditions that made its policy apply, as they were seen then. */
async function matchedBy(
  ctx: Context,
  record: { id: string; type_id: string; type_version: number },
  clock: Clock,
): Promise<Explanation['conditions']> {
  const type = { id: record.type_id, version: record.type_version }
  const checks = await inWords(ctx, type, await conditionsOf(ctx.db, record.id, clock))
  return checks.map(({ held: _held, ...condition }) => condition)
}

/** The steps of a clock as the version of its policy has them. */
function stepsIn({ targets, milestones }: SlaPolicy, { metric, milestone, priority }: Clock): TargetStep[] {
  if (metric !== 'milestone') return targets[priority]?.[metric]?.steps ?? []
  return milestones.find(({ key }) => key === milestone?.key)?.targets[priority]?.steps ?? []
}
