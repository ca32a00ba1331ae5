import type { ClockEffect } from '../../../features/sla/contract/policies.ts'
import { counted } from '../../ui/amounts.ts'
import type { Effect } from './useEffectOnOpen.ts'

/** “12 clocks move; 3 would be breached.” */
export function effectWords({
  moved,
  started,
  ended,
  breached,
  warnings,
  escalations,
  rearmed,
  state,
}: Effect): string {
  const parts = [
    moved > 0 && `${counted(moved, 'clock')} ${moved === 1 ? 'moves' : 'move'}`,
    started > 0 && `${started} ${started === 1 ? 'starts' : 'start'}`,
    ended > 0 && `${ended} ${ended === 1 ? 'ends' : 'end'}`,
  ].filter(Boolean)
  const steps = stepWords({ warnings, escalations, rearmed })
  if (parts.length + steps.length === 0)
    return state === 'done' ? 'No clock would change.' : 'No clock would change so far.'
  const moves = parts.length > 0 ? parts.join(', ') : 'No due date moves'
  return [`${moves}; ${breached > 0 ? `${breached} would be breached` : 'none would be breached'}.`, ...steps].join(' ')
}

function stepWords({ warnings, escalations, rearmed }: Pick<Effect, 'warnings' | 'escalations' | 'rearmed'>): string[] {
  const at = [warnings > 0 && counted(warnings, 'warning'), escalations > 0 && counted(escalations, 'escalation')]
  const once = at.filter(Boolean).join(' and ')
  return [
    ...(once ? [`${once} would go out at once.`] : []),
    ...(rearmed > 0 ? [`${counted(rearmed, 'step')} ${rearmed === 1 ? 'is' : 'are'} armed again.`] : []),
  ]
}

/** What becomes of one clock, without the dates: “breached from when it is published; escalates to level 1 at once”. */
export function effectNotes({ breached, fires, rearmed }: Pick<ClockEffect, 'breached' | 'fires' | 'rearmed'>): string {
  const level = (step: { level: number }) => (step.level === 0 ? 'the warning' : `level ${step.level}`)
  return [
    breached && 'past by then, so breached from that moment on',
    ...fires.map((step) => (step.level === 0 ? 'warns at once' : `escalates to level ${step.level} at once`)),
    ...rearmed.map((step) => `${level(step)} is armed again`),
  ]
    .filter(Boolean)
    .join('; ')
}

/** How much of the house that is. */
export function lookedAt({ cases, open, state }: Effect): string {
  const all = counted(open, 'open case')
  if (state === 'done') return open === 0 ? 'No case is open.' : `Of all ${all}.`
  return `${cases.toLocaleString('en-GB')} of ${open.toLocaleString('en-GB')} open cases looked at.`
}
