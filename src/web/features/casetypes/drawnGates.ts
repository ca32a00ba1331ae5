import type { CaseTypeDefinition, Stage } from '../../../features/casetypes/contract.ts'
import { pathOf } from '../../../features/casetypes/rules/stages.ts'
import { counted } from '../../ui/amounts.ts'

export interface DrawnGate {
  tasks: string[]
  fields: string[]
  approvals: string[]
  /** What closing asks besides; empty on every other arrow. */
  closing: string[]
}

/** What stands on the arrow that leaves one stage for another: work of the first, values of the second, approvals between. */
export function gateOn(definition: CaseTypeDefinition, from: Stage, to: Stage): DrawnGate {
  const { closure } = definition
  const ends = to.status === 'resolved'
  return {
    tasks: from.tasks.filter(({ mandatory }) => mandatory).map(({ title }) => title),
    fields: definition.fields
      .filter(({ requiredFrom }) => requiredFrom === to.key)
      .map(({ label, when }) => (when ? `${label}, where it is asked` : label)),
    approvals: definition.approvals
      .filter(({ stage }) => stage === from.key || (ends && stage === undefined))
      .map(({ title }) => title),
    closing: ends
      ? [
          'A summary and one of the codes',
          ...(closure.rootCauseRequired ? ['A root cause'] : []),
          ...closure.checklist.filter(({ mandatory }) => mandatory).map(({ title }) => title),
        ]
      : [],
  }
}

/** “2 tasks, 1 field, 1 approval”; empty where a gate asks for nothing. */
export function gateWords({ tasks, fields, approvals, closing }: DrawnGate): string {
  const parts: [number, string][] = [
    [tasks.length, 'task'],
    [fields.length, 'field'],
    [approvals.length, 'approval'],
    [closing.length, 'check'],
  ]
  return parts
    .filter(([count]) => count > 0)
    .map(([count, word]) => counted(count, word))
    .join(', ')
}

export interface DrawnArrow {
  from: Stage
  to: Stage
  /** Places on the drawn path. */
  start: number
  end: number
  /** Beneath the path, in which row; null where it is the straight one to the next stage. */
  row: number | null
}

/** Every arrow of a type: straight ones on the path where a stage leads to the next, the others in rows beneath it. */
export function arrowsOf(definition: CaseTypeDefinition): DrawnArrow[] {
  const path = [...pathOf(definition), ...definition.stages.filter(({ status }) => status === 'closed')]
  const arrows: DrawnArrow[] = []
  path.forEach((from, start) => {
    const next = path[start + 1]
    const leads = from.next.length === 0 ? (next ? [next] : []) : path.filter(({ key }) => from.next.includes(key))
    for (const to of leads) arrows.push({ from, to, start, end: path.indexOf(to), row: null })
    if (next?.status === 'resolved' && !leads.includes(next))
      arrows.push({ from, to: next, start, end: start + 1, row: null })
  })
  const rows: DrawnArrow[][] = []
  for (const arrow of arrows.filter(({ start, end }) => end !== start + 1)) {
    const [low, high] = [Math.min(arrow.start, arrow.end), Math.max(arrow.start, arrow.end)]
    const isFree = (row: DrawnArrow[]) =>
      row.every(({ start, end }) => Math.max(start, end) <= low || Math.min(start, end) >= high)
    const free = rows.findIndex(isFree)
    arrow.row = free < 0 ? rows.length : free
    rows[arrow.row] = [...(rows[arrow.row] ?? []), arrow]
  }
  return arrows
}
