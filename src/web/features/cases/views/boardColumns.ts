import type { CaseRow } from '../../../../features/cases/contract/case-row.ts'
import type { CaseType } from '../../../../features/casetypes/contract.ts'
import type { Status } from '../../../../platform/shapes.ts'
import { type ViewFilter, valuesOf } from './filter.ts'
import type { Target } from './moves.ts'
import { risks } from './values.ts'

export interface BoardColumn {
  key: string
  title: string
  /** What this column means, or what its gate asks. */
  hint: string
  target: Target
  /** The cases that stand in it; null where the filter leaves them out and cases can only be put there. */
  filter: ViewFilter | null
  holds: (row: CaseRow) => boolean
}

const statuses: { status: Status; title: string; hint: string }[] = [
  { status: 'new', title: 'New', hint: 'nobody has begun' },
  { status: 'open', title: 'In work', hint: 'it is our move' },
  { status: 'pending', title: 'Waits for customer', hint: 'clocks may pause' },
  { status: 'on_hold', title: 'Waits for others', hint: 'with a third party' },
  { status: 'resolved', title: 'Resolved', hint: 'asks for the closing sheet' },
  { status: 'closed', title: 'Closed', hint: 'confirmed, or nobody objected' },
]
const unresolved = ['new', 'open', 'pending', 'on_hold']

/** Columns by how pressing a case is; what a filter leaves out is no column. */
export function riskColumns(filter: ViewFilter): BoardColumn[] {
  const named = valuesOf(filter.risk)
  return risks
    .filter(({ risk }) => named.length === 0 || named.includes(risk))
    .map(({ risk, name, hint }) => ({
      key: risk,
      title: name,
      hint,
      target: { kind: 'risk' },
      filter: { ...filter, risk },
      holds: () => true,
    }))
}

/** Columns are the stages of a type where the filter names one, the status categories otherwise. */
export function columnsOf(filter: ViewFilter, types: CaseType[]): BoardColumn[] {
  const named = valuesOf(filter.type)
  const type = named.length === 1 ? types.find(({ id, key }) => id === named[0] || key === named[0]) : undefined
  const shown = statusesIn(filter)
  return type ? stageColumns(filter, type, shown) : statusColumns(filter, shown)
}

/** The statuses that a filter lets through; null when all. */
function statusesIn(filter: ViewFilter): Set<string> | null {
  const named = valuesOf(filter.status)
  if (named.length === 0 || named.includes('all')) return null
  return new Set(named.flatMap((status) => (status === 'unresolved' ? unresolved : [status])))
}

function statusColumns(filter: ViewFilter, shown: Set<string> | null): BoardColumn[] {
  return statuses
    .filter(({ status }) => shown === null || shown.has(status) || (status === 'resolved' && shown.has('open')))
    .map(({ status, title, hint }) => ({
      key: status,
      title,
      hint,
      target: { kind: 'status', status },
      filter: shown === null || shown.has(status) ? { ...filter, status } : null,
      holds: (row) => row.status === status,
    }))
}

function stageColumns(filter: ViewFilter, { definition }: CaseType, shown: Set<string> | null): BoardColumn[] {
  const path = definition.stages.filter(({ aside, status }) => !aside && status !== 'resolved' && status !== 'closed')
  const aside = definition.stages.filter((stage) => stage.aside)
  const ends = definition.stages.filter(
    ({ status }) => status === 'resolved' || (status === 'closed' && shown?.has(status)),
  )
  return [...path, ...aside, ...ends].map((stage, at) => {
    const before = path[at - 1]
    const asks = before?.tasks.filter(({ mandatory }) => mandatory).map(({ title }) => title.toLowerCase()) ?? []
    // A stage that means new counts as open once somebody has the case.
    const within = shown === null || shown.has(stage.status) || (stage.status === 'new' && shown.has('open'))
    return {
      key: stage.key,
      title: stage.label,
      hint: hintOf(stage.status, stage.aside, asks),
      target: { kind: 'stage', key: stage.key },
      filter: within ? { ...filter, stage: stage.key } : null,
      holds: (row) => row.stage.key === stage.key,
    }
  })
}

function hintOf(status: Status, aside: boolean, asks: string[]): string {
  if (aside) return 'beside the path'
  if (status === 'resolved') return 'asks for the closing sheet'
  return asks.length > 0 ? `asks: ${asks.join(', ')}` : 'asks for nothing'
}
