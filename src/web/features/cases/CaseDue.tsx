import type { CaseRow } from '../../../features/cases/contract/case-row.ts'
import { Due } from '../../ui/Due.tsx'
import { isOver, toneOf, whatIsDue } from './words.ts'

type Dated = Pick<CaseRow, 'firstDue' | 'dueMetric' | 'risk' | 'status'>

/** What is due first on a case, as every list shows it; what it is stands beside where there is room, and in the hint. */
export function CaseDue({ row, named = false }: { row: Dated; named?: boolean }) {
  if (isOver(row.status)) return null
  const what = whatIsDue(row)
  return <Due at={row.firstDue?.at ?? null} risk={toneOf(row.risk)} what={what} named={named} />
}
