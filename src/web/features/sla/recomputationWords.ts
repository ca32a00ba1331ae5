import type { Recomputation } from '../../../features/sla/contract/policies.ts'
import { counted } from '../../ui/amounts.ts'

/** “has reached all 500 open cases.”; those that could not be moved are not among the reached. */
export function recomputationWords({ done, total, failed, finishedAt }: Recomputation): string {
  const of = (all: number) => `${(done - failed).toLocaleString('en-GB')} of ${all.toLocaleString('en-GB')}`
  const lost =
    failed > 0
      ? `; ${counted(failed, 'case')} could not be moved and ${failed === 1 ? 'keeps its' : 'keep their'} clocks`
      : ''
  if (!finishedAt) return `reaches the open cases: ${of(total)}${lost}.`
  return failed > 0 ? `has reached ${of(done)} open cases${lost}.` : `has reached all ${counted(done, 'open case')}.`
}
