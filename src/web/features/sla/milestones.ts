import type { CaseType } from '../../../features/casetypes/contract.ts'
import type { MilestoneCondition } from '../../../features/sla/contract/milestones.ts'
import type { Milestone, Target } from '../../../features/sla/contract.ts'
import { priorities, secondsOf, secondsText } from './metrics.ts'

/** What stages and tasks are called, over all types that have them. */
export interface PathNames {
  stages: ReadonlyMap<string, string>
  tasks: ReadonlyMap<string, string>
}

export function pathNames(types: readonly CaseType[]): PathNames {
  const stages = new Map<string, string>()
  const tasks = new Map<string, string>()
  for (const { definition } of types)
    for (const stage of definition.stages) {
      if (!stages.has(stage.key)) stages.set(stage.key, stage.label)
      for (const { key, title } of [...stage.tasks, ...definition.closure.checklist])
        if (!tasks.has(key)) tasks.set(key, title)
    }
  return { stages, tasks }
}

export const conditionKinds: { kind: MilestoneCondition['kind']; label: string }[] = [
  { kind: 'opened', label: 'the case is opened' },
  { kind: 'stage_entered', label: 'it enters a stage' },
  { kind: 'stage_left', label: 'it leaves a stage' },
  { kind: 'task_done', label: 'a task is done' },
  { kind: 'tag_set', label: 'a tag is set' },
  { kind: 'approval_given', label: 'the work is approved' },
]

/** The stage, task or tag that a condition names. */
export const nameIn = (condition: MilestoneCondition): string =>
  'stage' in condition
    ? condition.stage
    : 'task' in condition
      ? condition.task
      : 'tag' in condition
        ? condition.tag
        : ''

export function conditionOf(kind: MilestoneCondition['kind'], name: string): MilestoneCondition {
  switch (kind) {
    case 'stage_entered':
    case 'stage_left':
      return { kind, stage: name }
    case 'task_done':
      return { kind, task: name }
    case 'tag_set':
      return { kind, tag: name }
    default:
      return { kind }
  }
}

/** “it enters Finance review”, “Credit approved is done”. */
export function conditionWords(condition: MilestoneCondition, { stages, tasks }: PathNames): string {
  const name = nameIn(condition)
  switch (condition.kind) {
    case 'opened':
      return 'the case is opened'
    case 'stage_entered':
      return `it enters “${stages.get(name) ?? name}”`
    case 'stage_left':
      return `it leaves “${stages.get(name) ?? name}”`
    case 'task_done':
      return `“${tasks.get(name) ?? name}” is done`
    case 'tag_set':
      return `it is tagged “${name}”`
    case 'approval_given':
      return 'the work is approved'
  }
}

/** A milestone as the rest of its sentence: “from when … until …: 4 h; critical 1 h”. */
export function courseWords({ starts, sequential, completes, targets }: Milestone, names: PathNames): string {
  const from = `from when ${conditionWords(starts, names)}${sequential ? ', and the one before it was due,' : ''}`
  const times = priorities.flatMap((priority) =>
    targets[priority] ? [`${priority} ${secondsText(targets[priority].seconds)}`] : [],
  )
  return `${from} until ${conditionWords(completes, names)}: ${times.join(', ') || 'no time is set'}`
}

/** The fields of a milestone as they are typed. */
export interface MilestoneValues {
  name: string
  startsKind: MilestoneCondition['kind']
  startsName: string
  sequential: boolean
  completesKind: MilestoneCondition['kind']
  completesName: string
  times: Record<string, string>
  time: Target['time']
  pausesIn: Target['pausesIn']
}

export function valuesOf(known: Milestone | null): MilestoneValues {
  const any = priorities.map((each) => known?.targets[each]).find(Boolean)
  return {
    name: known?.name ?? '',
    startsKind: known?.starts.kind ?? 'stage_entered',
    startsName: known ? nameIn(known.starts) : '',
    sequential: known?.sequential ?? false,
    completesKind: known?.completes.kind ?? 'stage_left',
    completesName: known ? nameIn(known.completes) : '',
    times: Object.fromEntries(
      priorities.map((each) => [each, known?.targets[each] ? secondsText(known.targets[each].seconds) : '']),
    ),
    time: any?.time ?? 'business',
    pausesIn: any?.pausesIn ?? [],
  }
}

/** What is wrong with a milestone that is being typed, by field; empty when it can be kept. */
export function problemsOf(values: MilestoneValues): Record<string, string> {
  const names = (kind: MilestoneCondition['kind']) => kind !== 'opened' && kind !== 'approval_given'
  const told = Object.values(values.times)
  return {
    ...(!values.name.trim() && { name: 'A milestone needs a name' }),
    ...(names(values.startsKind) && !values.startsName && { startsName: 'Say which' }),
    ...(names(values.completesKind) && !values.completesName && { completesName: 'Say which' }),
    ...(told.some((text) => secondsOf(text) === undefined) && { times: 'Cannot be read; such as 4 h or 1 h 30 m' }),
    ...(told.every((text) => secondsOf(text) === null) && { times: 'One priority at least needs a time' }),
  }
}

/** The milestone that the fields describe; its key stays, a new one is made from its name. */
export function milestoneOf(values: MilestoneValues, known: Milestone | null, taken: readonly string[]): Milestone {
  const targets = Object.fromEntries(
    priorities.flatMap((priority) => {
      const seconds = secondsOf(values.times[priority] ?? '')
      if (!seconds) return []
      const before = known?.targets[priority]
      const target: Target = {
        seconds,
        time: values.time,
        calendarId: values.time === 'business' ? (before?.calendarId ?? null) : null,
        pausesIn: values.pausesIn,
        steps: before?.steps ?? [],
      }
      return [[priority, target]]
    }),
  )
  return {
    key: known?.key ?? keyFor(values.name, taken),
    name: values.name.trim(),
    starts: conditionOf(values.startsKind, values.startsName),
    sequential: values.sequential,
    completes: conditionOf(values.completesKind, values.completesName),
    targets,
  }
}

/** “Refund paid” → `refund-paid`, with a number where that is taken. */
export function keyFor(name: string, taken: readonly string[]): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 34)
  const base = plain || 'milestone'
  for (let n = 1; ; n++) {
    const key = n === 1 ? base : `${base}-${n}`
    if (!taken.includes(key)) return key
  }
}
