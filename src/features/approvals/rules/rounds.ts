import type { ApprovalAsked } from '../../casetypes/contract/approvals.ts'
import type { CaseTypeDefinition } from '../../casetypes/contract.ts'
import { approvalsDue, askedFrom, isNeeded } from '../../casetypes/rules/approvals.ts'
import type { ApprovalState } from './decide.ts'

/** A value as it lay before those who decide. */
export interface SubjectValue {
  key: string
  label: string
  value: unknown
  words: string
  /** Only leads read it. */
  forLeads: boolean
}

export interface Round {
  id: string
  key: string | null
  state: ApprovalState
  subject: readonly SubjectValue[]
  askedIn: string
  settledAt: Date | null
}

/** Why nobody is asked any more once a case is resolved, closed or merged. */
export const caseIsOver = 'the case is over'

export interface RoundFacts {
  definition: CaseTypeDefinition
  open: boolean
  /** Where the case stands on the path. */
  stage: string
  stageSince: Date
  values: Readonly<Record<string, unknown>>
  /** The last round of each approval. */
  rounds: readonly Round[]
}

/** Which approvals count for nothing any more, and why, and which are to be asked for now. */
export function roundsAfter(facts: RoundFacts): { voided: { id: string; because: string }[]; ask: ApprovalAsked[] } {
  const { definition, rounds } = facts
  const voided = rounds.flatMap((round) => {
    const because = whyVoid(round, facts)
    return because === null ? [] : [{ id: round.id, because }]
  })
  const known = rounds.flatMap(({ key }) => key ?? [])
  const due = facts.open ? approvalsDue(definition, facts.stage, facts.values, known) : []
  return { voided, ask: due.filter((approval) => isToAsk(approval, facts, voided)) }
}

/** Approvals whose approved values are no longer those of the case. */
export const staleRounds = ({ values, rounds }: Pick<RoundFacts, 'values' | 'rounds'>) =>
  rounds.flatMap((round) => {
    const changed = changedSince(round, values)
    const living = round.state === 'waiting' || round.state === 'approved'
    return living && changed.length > 0 ? [{ id: round.id, because: becauseOf(changed) }] : []
  })

const becauseOf = (changed: readonly SubjectValue[]) =>
  `${changed.map(({ label }) => label).join(', ')} ${changed.length === 1 ? 'was' : 'were'} changed`

const changedSince = ({ subject }: Pick<Round, 'subject'>, values: RoundFacts['values']): SubjectValue[] =>
  subject.filter(({ key, value }) => JSON.stringify(values[key] ?? null) !== JSON.stringify(value ?? null))

function whyVoid(round: Round, facts: RoundFacts): string | null {
  const { state, key, askedIn } = round
  if (state !== 'waiting' && state !== 'approved') return null
  if (!facts.open) return state === 'waiting' ? caseIsOver : null
  const [stale] = staleRounds({ ...facts, rounds: [round] })
  if (stale) return stale.because
  if (key === null) return null
  const { definition } = facts
  const approval = definition.approvals.find((each) => each.key === key)
  if (!approval) return 'its type no longer asks for it'
  if (state === 'approved') return null
  if (!isNeeded(definition, approval, facts.values)) return 'it is not needed any more'
  const place = (stage: string) => definition.stages.findIndex((each) => each.key === stage)
  const from = place(askedFrom(definition, approval).key)
  return place(askedIn) >= from && place(facts.stage) < from ? 'the case went back to an earlier stage' : null
}

/** Anew after it was voided, when its stage is entered again after a rejection, and when what was rejected was changed. */
function isToAsk(approval: ApprovalAsked, facts: RoundFacts, voided: readonly { id: string }[]): boolean {
  const last = facts.rounds.find(({ key }) => key === approval.key)
  if (!last || last.state === 'void' || voided.some(({ id }) => id === last.id)) return true
  if (last.state !== 'rejected' || last.settledAt === null) return false
  const entered = facts.stage === askedFrom(facts.definition, approval).key && facts.stageSince > last.settledAt
  return entered || changedSince(last, facts.values).length > 0
}
