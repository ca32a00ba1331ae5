import type { StepWhen } from '../../../features/sla/contract/steps.ts'
import { secondsOf, secondsText } from './metrics.ts'

/** The ways of saying when a step is taken; a breach is a step right behind the due instant. */
export const whenKinds = [
  { kind: 'share', label: 'at a share of the target', holds: ({ kind }: StepWhen) => kind === 'share' },
  {
    kind: 'before_due',
    label: 'before it is due',
    holds: (when: StepWhen) => when.kind === 'before_due' && when.time === 'target',
  },
  {
    kind: 'before_due_wall',
    label: 'before it is due, by the clock on the wall',
    holds: (when: StepWhen) => when.kind === 'before_due' && when.time === 'calendar',
  },
  {
    kind: 'breach',
    label: 'when it is breached',
    holds: (when: StepWhen) => when.kind === 'after_due' && when.seconds === 0,
  },
  {
    kind: 'after_due',
    label: 'after it is due',
    holds: (when: StepWhen) => when.kind === 'after_due' && when.seconds > 0 && when.time === 'target',
  },
  {
    kind: 'after_due_wall',
    label: 'after it is due, by the clock on the wall',
    holds: (when: StepWhen) => when.kind === 'after_due' && when.seconds > 0 && when.time === 'calendar',
  },
  { kind: 'elapsed', label: 'after a time from its start', holds: ({ kind }: StepWhen) => kind === 'elapsed' },
] as const
export type WhenKind = (typeof whenKinds)[number]['kind']

/** The number of a step as it is typed. */
export const numberText = (when: StepWhen): string =>
  when.kind === 'share' ? String(when.percent) : when.seconds === 0 ? '' : secondsText(when.seconds)

/** What a number begins with when the way of saying changes. */
export const emptyNumber = (kind: WhenKind): string => (kind === 'share' ? '75' : kind === 'breach' ? '' : '1 h')

/** Percent or seconds; undefined where the text cannot be read. */
export function numberOf(kind: WhenKind, text: string): number | undefined {
  if (kind === 'breach') return 0
  if (kind !== 'share') return secondsOf(text) ?? undefined
  const percent = Number(text.replace('%', '').trim())
  return percent > 0 && percent <= 1000 ? percent : undefined
}

export function whenOf(kind: WhenKind, number: number | undefined): StepWhen | null {
  if (number === undefined) return null
  switch (kind) {
    case 'share':
      return { kind, percent: number }
    case 'elapsed':
      return { kind, seconds: number }
    case 'breach':
      return { kind: 'after_due', seconds: 0, time: 'target' }
    case 'before_due':
    case 'after_due':
      return { kind, seconds: number, time: 'target' }
    case 'before_due_wall':
      return { kind: 'before_due', seconds: number, time: 'calendar' }
    case 'after_due_wall':
      return { kind: 'after_due', seconds: number, time: 'calendar' }
  }
}
