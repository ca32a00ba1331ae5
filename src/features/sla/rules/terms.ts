import type { Priority } from '../../../platform/shapes.ts'
import {
  type ConditionCheck,
  type ConditionFacts,
  checkCondition,
  checkConditions,
} from '../../cases/rules/conditions.ts'
import type { MilestoneCourse } from '../contract/milestones.ts'
import { type TargetStep, usualSteps } from '../contract/steps.ts'
import type { CalendarSource, Metric, SlaPolicy, Target, TargetMetric } from '../contract.ts'

/** The rules of a time zone as something is counted by them: their revision, and the release of the data they came with. */
export interface ZoneRef {
  revision: number
  data: string
}

export interface CalendarRef {
  id: string
  version: number
  /** Left out where it was agreed before zones were named: then it is the one that its version was published with. */
  zone?: ZoneRef
}

/** What tells the hours of one calendar version from others. */
export const keyOfCalendar = ({ id, version, zone }: CalendarRef): string =>
  zone ? `${id} ${version} ${zone.revision}` : `${id} ${version}`

/** Terms as they were written before zones were named. */
export function withoutZones(terms: Terms | null): Terms | null {
  if (!terms) return null
  const plain = (target: AgreedTarget): AgreedTarget => {
    if (!target.calendar?.zone) return target
    const { zone: _zone, ...calendar } = target.calendar
    return { ...target, calendar }
  }
  const targets = Object.fromEntries(Object.entries(terms.targets).map(([metric, target]) => [metric, plain(target)]))
  const milestones = terms.milestones?.map((each) => ({ ...each, target: plain(each.target) }))
  return { ...terms, targets, ...(milestones && { milestones }) }
}

/** What one metric was agreed to be for a case at a moment, with the calendar already chosen. */
export interface AgreedTarget {
  seconds: number
  time: 'business' | 'calendar'
  calendar: (CalendarRef & { because: CalendarSource }) | null
  pausesIn: readonly ('pending' | 'on_hold')[]
  /** Left out: the usual ones. */
  steps?: readonly TargetStep[]
}

/** What a milestone was agreed to be for a case at a moment. */
export interface AgreedMilestone extends MilestoneCourse {
  target: AgreedTarget
}

/** Everything a policy means for one case at a moment; recorded in the event, so that replay needs no other policy. */
export interface Terms {
  policyId: string
  policyVersion: number
  priority: Priority
  targets: Partial<Record<TargetMetric, AgreedTarget>>
  /** In the order of the policy; left out where it has none. */
  milestones?: AgreedMilestone[]
}

/** The steps that a target was agreed with. */
export const stepsOf = ({ steps }: AgreedTarget): readonly TargetStep[] => steps ?? usualSteps

/** What the terms say of a clock; undefined when they say nothing. */
export function targetOf(terms: Terms | null, metric: Metric, milestone: string | null): AgreedTarget | undefined {
  if (metric !== 'milestone') return terms?.targets[metric]
  return terms?.milestones?.find(({ key }) => key === milestone)?.target
}

/** Every target of the terms. */
export const targetsIn = (terms: Terms | null | undefined): AgreedTarget[] => [
  ...Object.values(terms?.targets ?? {}),
  ...(terms?.milestones ?? []).map(({ target }) => target),
]

export interface PolicyCheck {
  policyId: string
  name: string
  matched: boolean
  conditions: ConditionCheck[]
}

/**
 * The policy that the covering contract promises; else the first, by position, whose conditions all hold, with what each
 * policy tried before it failed on.
 */
export function choosePolicy(
  policies: readonly SlaPolicy[],
  facts: ConditionFacts,
  promisedId: string | null = null,
): { policy: SlaPolicy | null; considered: PolicyCheck[] } {
  const promised = policies.find(({ id }) => id === promisedId)
  if (promised) {
    const byContract = checkCondition({ field: 'contract', is: 'one_of', values: [String(facts.contract)] }, facts)
    const considered = [{ policyId: promised.id, name: promised.name, matched: true, conditions: [byContract] }]
    return { policy: promised, considered }
  }
  const considered: PolicyCheck[] = []
  for (const policy of [...policies].sort((a, b) => a.position - b.position)) {
    const checked = checkConditions(policy.conditions, facts)
    considered.push({ policyId: policy.id, name: policy.name, ...checked })
    if (checked.matched) return { policy, considered }
  }
  return { policy: null, considered }
}

export interface CalendarChoices {
  /** Current versions of calendars that targets may name. */
  named: ReadonlyMap<string, CalendarRef>
  contract: CalendarRef | null
  team: CalendarRef | null
  organisation: CalendarRef
}

/** The terms of a policy at a priority, each business target with its calendar: target, contract, team, organisation. */
export function termsOf(
  policy: Pick<SlaPolicy, 'id' | 'version' | 'targets' | 'milestones'>,
  priority: Priority,
  calendars: CalendarChoices,
): Terms {
  const entries = Object.entries(policy.targets[priority] ?? {}) as [TargetMetric, Target][]
  const targets = Object.fromEntries(entries.map(([metric, target]) => [metric, agreedOn(target, calendars)]))
  const milestones = policy.milestones.flatMap(({ targets: byPriority, ...course }): AgreedMilestone[] => {
    const target = byPriority[priority]
    return target ? [{ ...course, target: agreedOn(target, calendars) }] : []
  })
  const agreed = { policyId: policy.id, policyVersion: policy.version, priority, targets }
  return milestones.length > 0 ? { ...agreed, milestones } : agreed
}

function agreedOn({ seconds, time, calendarId, pausesIn, steps }: Target, calendars: CalendarChoices): AgreedTarget {
  const calendar = time === 'business' ? chooseCalendar(calendarId, calendars) : null
  return { seconds, time, pausesIn, calendar, ...(isUsual(steps) ? {} : { steps }) }
}

const isUsual = (steps: readonly TargetStep[]) => JSON.stringify(steps) === JSON.stringify(usualSteps)

function chooseCalendar(
  calendarId: string | null,
  { named, contract, team, organisation }: CalendarChoices,
): NonNullable<AgreedTarget['calendar']> {
  const ownCalendar = calendarId === null ? undefined : named.get(calendarId)
  if (ownCalendar) return { ...ownCalendar, because: 'target' }
  if (contract) return { ...contract, because: 'contract' }
  if (team) return { ...team, because: 'team' }
  return { ...organisation, because: 'organisation' }
}
