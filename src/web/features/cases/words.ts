import type { z } from 'zod'
import type { CaseRow, NextStep } from '../../../features/cases/contract/case-row.ts'
import type { Case } from '../../../features/cases/contract.ts'
import type { DueWhat } from '../../ui/Due.tsx'
import type { Risk } from '../../ui/time.ts'

const tones: Record<CaseRow['risk'], Risk> = { overdue: 'overdue', at_risk: 'risk', on_track: 'ok', waiting: 'waiting' }
export const toneOf = (risk: CaseRow['risk'] | null): Risk => (risk ? tones[risk] : 'ok')

const metrics: Record<string, string> = {
  first_response: 'First response',
  next_response: 'Next response',
  periodic_update: 'Periodic update',
  customer_wait: 'Customer wait',
  agent_work: 'Agent work',
  resolution: 'Resolution',
  team_ownership: 'Team ownership',
  milestone: 'Milestone',
}
export const metricName = (metric: string): string => metrics[metric] ?? metric

const kinds = { step: 'Next step', task: 'Task', promise: 'Promise' } as const

/** What it is that is due first: a clock by its name, anything else with its words; null where nothing is. */
export function whatIsDue({ firstDue, dueMetric }: Pick<CaseRow, 'firstDue' | 'dueMetric'>): DueWhat | null {
  if (!firstDue) return null
  if (firstDue.what === 'clock') return { kind: metricName(dueMetric ?? ''), text: null, short: null }
  return { kind: kinds[firstDue.what], text: firstDue.text, short: firstDue.what }
}

export const isOver = (status: CaseRow['status']): boolean => status === 'resolved' || status === 'closed'

/** A row knows its place on the path only by number; the drawn path needs as many names. */
export const pathOf = ({ stage }: CaseRow): string[] =>
  Array.from({ length: Math.max(stage.of, stage.position, 1) }, (_, i) =>
    i === stage.position - 1 ? stage.label : `stage ${i + 1}`,
  )

export const firstName = (name: string): string => name.split(/[\s,]+/)[0] ?? name

/** Whose move it is while nobody has the case: nobody's face stands beside it. */
export const whoeverTakesIt = 'whoever takes the case'

export function whoseMove(
  step: Pick<z.infer<typeof NextStep>, 'whose' | 'person'>,
  found: Pick<Case, 'contact' | 'owner'>,
): string {
  if (step.whose === 'customer') return found.contact?.name ?? 'the customer'
  if (step.whose === 'third_party') return 'a third party'
  return step.person?.name ?? found.owner?.name ?? whoeverTakesIt
}

/** Why somebody owns a case, beside their name: in few words, and it is not said twice. */
export function becauseOf(reason: string, owner: string): string {
  return asOfThen(beside(reason, owner).replace(/(?: and has|:) room for \d+ more.*$/, ''))
}

/** What a decision said of its moment, told later: the room that somebody had then is another one now. */
export const asOfThen = (reason: string): string =>
  reason
    .replace(/\b(?:has )?room for (\d+) more/, 'had room for $1 more then')
    .replace('who can take it', 'who could take it')

function beside(reason: string, owner: string): string {
  return reason.startsWith(`${owner} `) ? reason.slice(owner.length + 1).replace(/^is /, '') : reason
}
