import type { Requirement, StageView } from '../../../features/cases/contract/case-row.ts'
import type { Case } from '../../../features/cases/contract.ts'

export interface GateHere {
  /** The stage on the drawn path that comes next; null at its end. */
  next: Case['stages'][number] | null
  asks: Requirement[]
}

/** The gate the case stands before: what the next stage on the path asks. At the end of the path it is the closure. */
export function gateHere(found: Pick<Case, 'stages' | 'closure'>): GateHere {
  const path = found.stages.filter((stage) => !stage.aside)
  const next = path.find((stage) => stage.state === 'to_come') ?? null
  return { next, asks: next && next.status !== 'resolved' ? next.requirements : found.closure.requirements }
}

/** Whether a requirement is met by writing a value into the form of the case. */
export const isOfForm = ({ key, met }: Requirement): boolean => !met && key.startsWith('field:')

/** What a stage asked or will ask, for its place on the strip. */
export const asksOf = (found: Case, stage: typeof StageView._zod.output): Requirement[] =>
  stage.state === 'here'
    ? gateHere(found).asks
    : stage.status === 'resolved'
      ? found.closure.requirements
      : stage.requirements
