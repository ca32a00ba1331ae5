import { type StepPeople, type StepWhen, type TargetStep, usualSteps } from '../../../features/sla/contract/steps.ts'
import type { Milestone, PolicyTargets, Target } from '../../../features/sla/contract.ts'
import { metrics, priorities, secondsText } from './metrics.ts'

/** A step with the clocks it is taken on: `any`, or metrics and `milestone KEY`; or single cells, where a policy has it so. */
export interface StepLine {
  step: TargetStep
  of: string[] | 'any'
  cells?: string[]
}

interface Cell {
  clock: string
  priority: string
  target: Target
}

function cellsOf(targets: PolicyTargets, milestones: readonly Milestone[]): Cell[] {
  const ofClock = (clock: string, byPriority: Partial<Record<string, Target | undefined>>) =>
    priorities.flatMap((priority) => {
      const target = byPriority[priority]
      return target ? [{ clock, priority, target }] : []
    })
  return [
    ...metrics.flatMap(({ metric }) =>
      ofClock(metric, Object.fromEntries(Object.entries(targets).map(([priority, row]) => [priority, row?.[metric]]))),
    ),
    ...milestones.flatMap(({ key, targets: own }) => ofClock(`milestone ${key}`, own)),
  ]
}

const cellName = ({ clock, priority }: Pick<Cell, 'clock' | 'priority'>) => `${clock} ${priority}`

/** The steps of a policy, each once, with where it stands; in the order in which they come. */
export function linesOf(targets: PolicyTargets, milestones: readonly Milestone[]): StepLine[] {
  const cells = cellsOf(targets, milestones)
  if (cells.length === 0) return usualSteps.map((step) => ({ step, of: 'any' }))
  const found = new Map<string, { step: TargetStep; at: Cell[] }>()
  for (const cell of cells)
    for (const step of cell.target.steps) {
      const same = JSON.stringify(step)
      found.set(same, { step, at: [...(found.get(same)?.at ?? []), cell] })
    }
  return [...found.values()].map(({ step, at }): StepLine => {
    const clocks = [...new Set(at.map(({ clock }) => clock))]
    if (at.length === cells.length) return { step, of: 'any' }
    const whole = cells.filter(({ clock }) => clocks.includes(clock)).length === at.length
    return whole ? { step, of: clocks } : { step, of: clocks, cells: at.map(cellName) }
  })
}

/** Targets and milestones with the steps of these lines, in their order, and no others. */
export function withSteps(
  lines: readonly StepLine[],
  targets: PolicyTargets,
  milestones: readonly Milestone[],
): { targets: PolicyTargets; milestones: Milestone[] } {
  const stepsOn = (clock: string, priority: string) =>
    lines
      .filter(({ of, cells }) =>
        cells ? cells.includes(cellName({ clock, priority })) : of === 'any' || of.includes(clock),
      )
      .map(({ step }) => step)
  const stepped = <T extends Partial<Record<string, Target | undefined>>>(
    row: T,
    clockOf: (key: string) => [string, string],
  ): T =>
    Object.fromEntries(
      Object.entries(row).map(([key, target]) => [key, target && { ...target, steps: stepsOn(...clockOf(key)) }]),
    ) as T
  return {
    targets: Object.fromEntries(
      Object.entries(targets).map(([priority, row]) => [priority, row && stepped(row, (metric) => [metric, priority])]),
    ),
    milestones: milestones.map((each) => ({
      ...each,
      targets: stepped(each.targets, (priority) => [`milestone ${each.key}`, priority]),
    })),
  }
}

/** A key that no other step has, so that it stays the same step in every version to come. */
export function freshKey(lines: readonly StepLine[]): string {
  const taken = new Set(lines.map(({ step }) => step.key))
  for (let n = lines.length + 1; ; n++) if (!taken.has(`step-${n}`)) return `step-${n}`
}

/** “At 75 % of any clock”, “When it is breached”, “2 h after it is due”. */
export function whenWords(when: StepWhen, clock: string): string {
  const wall = 'time' in when && when.time === 'calendar' ? ' on the wall' : ''
  switch (when.kind) {
    case 'share':
      return when.percent === 100 ? `When ${clock} is due` : `At ${when.percent} % of ${clock}`
    case 'elapsed':
      return `${secondsText(when.seconds)} into ${clock}`
    case 'before_due':
      return `${secondsText(when.seconds)}${wall} before ${clock} is due`
    case 'after_due':
      return when.seconds === 0
        ? `When ${clock} is breached`
        : `${secondsText(when.seconds)}${wall} after ${clock} is due`
  }
}

const peopleNames: Record<Exclude<StepPeople['who'], 'person' | 'lead_of'>, string> = {
  owner: 'the owner',
  team_lead: 'the lead of its team',
  team: 'everybody in its team',
  watchers: 'its watchers',
}

export function personWords(each: StepPeople, names: ReadonlyMap<string, string>): string {
  if (each.who === 'person') return names.get(each.personId) ?? 'somebody who is gone'
  if (each.who === 'lead_of') return `the lead of ${names.get(each.teamId) ?? 'a team that is gone'}`
  return peopleNames[each.who]
}

export const listed = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`

/** What a step does, as the rest of its sentence: “tell the owner, raise the priority to high”. */
export function actWords({ people, mail, change }: TargetStep, names: ReadonlyMap<string, string>): string {
  return [
    `tell ${listed(people.map((each) => personWords(each, names)))}${mail ? ', by mail too' : ''}`,
    change.priority && `raise the priority to ${change.priority}`,
    change.teamId && `hand it to ${names.get(change.teamId) ?? 'a team that is gone'}`,
    change.tag && `tag it “${change.tag}”`,
  ]
    .filter(Boolean)
    .join(', ')
}

/** “any clock”, “first response and resolution”, “resolution (critical)”. */
export function clockWords({ of, cells }: StepLine, milestones: readonly Pick<Milestone, 'key' | 'name'>[]): string {
  if (of === 'any') return 'any clock'
  const nameOf = (clock: string) =>
    metrics.find(({ metric }) => metric === clock)?.name.toLowerCase() ??
    milestones.find(({ key }) => clock === `milestone ${key}`)?.name ??
    clock
  return listed(
    of.map((clock) => {
      const only = cells?.filter((cell) => cell.startsWith(`${clock} `)).map((cell) => cell.split(' ').at(-1))
      return only ? `${nameOf(clock)} (${only.join(', ')})` : nameOf(clock)
    }),
  )
}

/** In the order in which a clock takes them, as far as that can be told without running it. */
export function inOrder(lines: readonly StepLine[]): StepLine[] {
  const place = ({ step: { when, level } }: StepLine) => {
    if (when.kind === 'elapsed') return -1e12 + when.seconds
    if (when.kind === 'before_due') return -when.seconds
    if (when.kind === 'after_due') return 1e9 + when.seconds + level
    return when.percent < 100 ? -1e9 + when.percent : 1e9 + when.percent
  }
  return [...lines].sort((a, b) => place(a) - place(b))
}
