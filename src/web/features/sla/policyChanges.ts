import type { Condition } from '../../../features/cases/contract/conditions.ts'
import { conditionsWords } from '../../../features/cases/rules/condition-words.ts'
import { metrics, priorities } from './metrics.ts'
import { courseWords, type PathNames } from './milestones.ts'
import { actWords, clockWords, type StepLine, whenWords } from './stepLines.ts'
import { cellOf, countsBy, type Matrix } from './targets.ts'

/** A policy as its form holds it. */
export interface DrawnPolicy {
  name: string
  conditions: Condition[]
  targets: Matrix
}

export interface Names extends PathNames {
  /** What ids of conditions, people, teams and calendars are called. */
  of: ReadonlyMap<string, string>
}

/** What a draft changes, a sentence each: whom it is for, targets, how they count, steps, milestones. */
export function policyChanges(before: DrawnPolicy, after: DrawnPolicy, names: Names): string[] {
  return [
    ...(before.name === after.name.trim() ? [] : [`It is called “${after.name.trim()}”, no longer “${before.name}”.`]),
    ...conditionChanges(before.conditions, after.conditions, names.of),
    ...targetChanges(before.targets, after.targets),
    ...countChanges(before.targets, after.targets, names.of),
    ...listChanges(stepLines(before.targets, names.of), stepLines(after.targets, names.of), ''),
    ...listChanges(courses(before.targets, names), courses(after.targets, names), 'Milestone '),
  ]
}

function conditionChanges(before: Condition[], after: Condition[], names: Names['of']): string[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return []
  const said = (conditions: Condition[]) => conditionsWords(conditions, names)
  if (after.length === 0) return [`It applies to every case, no longer only when ${said(before)}.`]
  const was = before.length === 0 ? 'no longer to every case' : `no longer when ${said(before)}`
  return [`It applies when ${said(after)}, ${was}.`]
}

export const conditionsOf = (conditions: Condition[], names: Names['of']): string =>
  conditions.length === 0 ? 'every case' : conditionsWords(conditions, names)

/** What a matrix promises, a line for each clock, step and milestone. */
export function matrixWords(matrix: Matrix, names: Names): string {
  const clocks = metrics.flatMap(({ metric, name }) => {
    const parts = priorities.flatMap((priority) => {
      const target = matrix.cells[cellOf(metric, priority)]?.trim()
      return target ? `${priority} ${target}` : []
    })
    return parts.length > 0 ? `${name}: ${parts.join(', ')}` : []
  })
  return [...clocks, ...stepLines(matrix, names.of), ...courses(matrix, names)].join('\n')
}

/** One line for each clock, the priorities in it, so that a row that was typed anew reads as one change. */
function targetChanges(before: Matrix, after: Matrix): string[] {
  return metrics.flatMap(({ metric, name }) => {
    const parts = priorities.flatMap((priority) => {
      const cell = cellOf(metric, priority)
      const [was, is] = [before.cells[cell]?.trim() ?? '', after.cells[cell]?.trim() ?? '']
      return was === is ? [] : [`${priority} ${was || 'no clock'} → ${is || 'no clock'}`]
    })
    return parts.length > 0 ? [`${name}: ${parts.join(', ')}.`] : []
  })
}

function countChanges(before: Matrix, after: Matrix, names: Names['of']): string[] {
  const words: Record<string, string> = {
    business: 'in business time',
    calendar: 'around the clock',
    each: 'by priority as before',
  }
  return metrics.flatMap(({ metric, name }) => {
    const [was, is] = [countsBy(before, metric), countsBy(after, metric)]
    if (was === is || !priorities.some((priority) => after.cells[cellOf(metric, priority)])) return []
    return [`${name} counts ${words[is] ?? `by ${names.get(is) ?? 'a calendar of its own'}`}.`]
  })
}

const stepLines = (matrix: Matrix, names: Names['of']): string[] =>
  matrix.steps.map((line: StepLine) => {
    const level = line.step.level === 0 ? 'warning' : `level ${line.step.level}`
    return `${whenWords(line.step.when, clockWords(line, matrix.milestones))} (${level}): ${actWords(line.step, names)}`
  })

const courses = ({ milestones }: Matrix, names: Names): string[] =>
  milestones.map((each) => `“${each.name}” ${courseWords(each, names)}`)

/** What came and what went of a list of sentences. */
function listChanges(before: readonly string[], after: readonly string[], what: string): string[] {
  return [
    ...after.filter((line) => !before.includes(line)).map((line) => `New: ${what}${line}.`),
    ...before.filter((line) => !after.includes(line)).map((line) => `Gone: ${what}${line}.`),
  ]
}
