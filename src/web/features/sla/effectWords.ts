import { counted } from '../../ui/amounts.ts'
import type { Effect } from './useEffectOnOpen.ts'

/** “12 clocks move, 3 would be breached.” */
export function effectWords({ moved, started, ended, breached, state }: Effect): string {
  const parts = [
    moved > 0 && `${counted(moved, 'clock')} ${moved === 1 ? 'moves' : 'move'}`,
    started > 0 && `${started} ${started === 1 ? 'starts' : 'start'}`,
    ended > 0 && `${ended} ${ended === 1 ? 'ends' : 'end'}`,
  ].filter(Boolean)
  if (parts.length === 0) return state === 'done' ? 'No clock would change.' : 'No clock would change so far.'
  return `${parts.join(', ')}; ${breached > 0 ? `${breached} would be breached` : 'none would be breached'}.`
}

/** How much of the house that is. */
export function lookedAt({ cases, open, state }: Effect): string {
  const all = counted(open, 'open case')
  if (state === 'done') return open === 0 ? 'No case is open.' : `Of all ${all}.`
  return `${cases.toLocaleString('en-GB')} of ${open.toLocaleString('en-GB')} open cases looked at.`
}
