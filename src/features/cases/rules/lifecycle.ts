import type { Status } from '../../../platform/shapes.ts'
import type { CaseTypeDefinition, Stage } from '../../casetypes/contract.ts'
import { stageFor, stageOf } from '../../casetypes/rules/stages.ts'

export const openStatuses = ['new', 'open', 'pending', 'on_hold'] as const
export const isOpen = (status: Status): boolean => (openStatuses as readonly string[]).includes(status)
export const isWaiting = (status: Status): boolean => status === 'pending' || status === 'on_hold'

/** Assignment moves `new` to `open`; nothing ever returns to `new`. */
export const statusWhenAssigned = (status: Status): Status => (status === 'new' ? 'open' : status)

/** The status of a case that enters a stage: a stage that means `new` counts as `open` once somebody had the case. */
export const statusInStage = (stage: Stage, before: Status): Status =>
  stage.status === 'new' && before !== 'new' ? 'open' : stage.status

/** The stage on the path where a case stands, also while it waits beside it. */
export const standsIn = (
  definition: CaseTypeDefinition,
  { stage, previous_stage: before }: { stage: string; previous_stage: string | null },
): string => (stageOf(definition, stage)?.aside ? (before ?? stage) : stage)

export interface ReplyFacts {
  status: Status
  stage: string
  previousStage: string | null
  definition: CaseTypeDefinition
  /** Machine mail never moves a case; what came back does so by the message it was. */
  machine: boolean
  bareThanks: boolean
}

export type ReplyEffect =
  | { kind: 'record'; because: 'machine' | 'thanks' | 'open' }
  | { kind: 'return'; stage: Stage }
  | { kind: 'mark' }
  | { kind: 'reopen'; stage: Stage }
  | { kind: 'follow_up' }

/** What a customer's message does to the case it belongs to (domain rule 2). */
export function effectOfReply(facts: ReplyFacts): ReplyEffect {
  const { definition } = facts
  if (facts.machine) return { kind: 'record', because: 'machine' }
  if (facts.status === 'closed') return { kind: 'follow_up' }
  if (facts.status === 'resolved') {
    if (facts.bareThanks) return { kind: 'record', because: 'thanks' }
    return { kind: 'reopen', stage: stageOf(definition, definition.reopenStage)! }
  }
  if (facts.status === 'pending') return { kind: 'return', stage: stageToReturnTo(definition, facts.previousStage) }
  if (facts.status === 'on_hold') return { kind: 'mark' }
  return { kind: 'record', because: 'open' }
}

/** A waiting case returns to the stage it came from; without one, to where a reopened case goes. */
export function stageToReturnTo(definition: CaseTypeDefinition, previous: string | null): Stage {
  const from = previous ? stageOf(definition, previous) : undefined
  return from && !from.aside && isOpen(from.status) ? from : stageOf(definition, definition.reopenStage)!
}

const thanks =
  /^(many |most |so |very much |vielen |herzlichen |besten |grand |muchas )?(thanks?( you)?|thx|ty|cheers|danke( ?sch[oö]n| sehr)?|dank|merci|gracias|grazie|takk|tack|obrigad[oa])( (you|a lot|so much|very much|beaucoup|again|for your help|for the help|for your quick help|it works( now)?|works( now)?|great|perfect|all good|solved|that solved it|for the quick reply))*$/

/** A message that says thank you and nothing else; at most twelve words, no question. */
export function isBareThanks(text: string): boolean {
  if (text.includes('?') || text.length > 200) return false
  const [first = '', ...rest] = text
    .toLowerCase()
    .split(/[\n.!,;:–—-]+/)
    .map((part) =>
      part
        .replace(/[^\p{L}\s]/gu, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter((part) => part.length > 0)
  if (
    !thanks.test(first) &&
    !(rest.length > 0 && /^(hi|hello|hallo|dear|great|perfect|super)\b/.test(first) && thanks.test(rest[0]!))
  )
    return false
  const said = [first, ...rest].join(' ').split(' ').length
  return (
    said <= 12 &&
    !/\b(but|however|aber|still|not|nicht|mais|pero|problem|error|fehler|again broken)\b/.test(text.toLowerCase())
  )
}

export const closesAt = (definition: CaseTypeDefinition, resolvedAt: Date): Date =>
  new Date(resolvedAt.getTime() + definition.confirmationDays * 86_400_000)

/** What is next on a resolved case whose customer was told of it. */
export const stepOfCustomer = (asks: boolean, closes: Date) => ({
  next_step: asks ? 'Confirm that it is solved' : 'Say so if something is still wrong',
  next_step_whose: 'customer' as const,
  next_step_person_id: null,
  next_step_due_at: closes,
})

/** What is next where nobody was asked: nothing, it closes by itself. */
export const nobodysStep = {
  next_step: null,
  next_step_whose: null,
  next_step_person_id: null,
  next_step_due_at: null,
}

export const resolvedStage = (definition: CaseTypeDefinition): Stage => stageFor(definition, 'resolved')!
export const closedStage = (definition: CaseTypeDefinition): Stage => stageFor(definition, 'closed')!

const urgent =
  /\b(urgent|asap|immediately|emergency|outage|down|stopped|production stop|dringend|sofort|notfall|ausfall|stillstand|urgente?|hors service|ca[ií]do)\b/i
const critical =
  /\b(safety|injur(y|ed)|fire|everything is down|all lines|production (has )?stopped|line \d+ stopped|gas leak|verletzt|brand)\b/i

/** Priority by simple words at intake; a VIP is never below high. Returns why, in words. */
export function priorityAtIntake(text: string, typeDefault: 'low' | 'medium' | 'high' | 'critical', vip: boolean) {
  if (critical.test(text)) return { priority: 'critical' as const, because: 'words that mean danger or standstill' }
  if (urgent.test(text) && typeDefault !== 'critical')
    return { priority: 'high' as const, because: 'the message says that it is urgent' }
  if (vip && (typeDefault === 'low' || typeDefault === 'medium'))
    return { priority: 'high' as const, because: 'the contact is marked as important' }
  return { priority: typeDefault, because: 'the default of its type' }
}
