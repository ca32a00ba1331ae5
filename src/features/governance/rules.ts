import type { Status } from '../../platform/shapes.ts'
import type { Absence } from '../people/rules.ts'
import type { ViolationKind } from './contract.ts'

export const violationKinds: readonly ViolationKind[] = [
  'ownerless',
  'stageless',
  'noNextStep',
  'absentOwner',
  'silent',
]

export const violationWords: Record<ViolationKind, string> = {
  ownerless: 'Without owner or duty holder',
  stageless: 'Without stage',
  noNextStep: 'Without next step, clock or task',
  absentOwner: 'Owned by someone absent',
  silent: 'Silent longer than the type allows',
}

/** As tables and timelines name them. */
export const storedKind: Record<ViolationKind, string> = {
  ownerless: 'ownerless',
  stageless: 'stageless',
  noNextStep: 'no_next_step',
  absentOwner: 'absent_owner',
  silent: 'silent',
}

export const kindStored = (stored: unknown): ViolationKind | undefined =>
  violationKinds.find((kind) => storedKind[kind] === stored)

/** What an entry of a timeline found broken, in words. */
export const violationSaid = (stored: unknown): string => {
  const kind = kindStored(stored)
  return kind ? violationWords[kind] : 'A promise of the case is broken'
}

/** What the four answers of an open case are read from. */
export interface GovernedCase {
  status: Status
  /** Null: nobody owns it. */
  owner: Absence | null
  /** Whether somebody who is here watches it in the place of an owner on leave. */
  watched: boolean
  /** What falls due first: a clock, the next step, a task. */
  firstDueAt: Date | null
  queued: boolean
  routingDueAt: Date | null
  stageKnown: boolean
  stageSince: Date
  clockRunning: boolean
  taskOpen: boolean
  nextStepDueAt: Date | null
  createdAt: Date
  lastWordFromUsAt: Date | null
  silenceHours: number
}

export interface Found {
  kind: ViolationKind
  since: Date
}

/**
 * Which of the promises of domain rule 1 an open case breaks, and since when. `seen` is the instant for what has no
 * instant of its own. A pending case whose follow-up lies ahead is the customer's to answer: it is not silent.
 */
export function violationsOf(facts: GovernedCase, seen: Date): Found[] {
  if (facts.status === 'resolved' || facts.status === 'closed') return []
  const found: Found[] = []
  const absentSince = absentFrom(facts, seen)
  const queueDeadline = facts.queued ? facts.routingDueAt : null
  if ((facts.owner === null || absentSince) && !(queueDeadline && queueDeadline > seen)) {
    found.push({ kind: 'ownerless', since: latest(absentSince, queueDeadline) ?? seen })
  }
  if (!facts.stageKnown) found.push({ kind: 'stageless', since: facts.stageSince })
  if (!facts.clockRunning && !facts.taskOpen && !facts.nextStepDueAt) found.push({ kind: 'noNextStep', since: seen })
  if (absentSince) found.push({ kind: 'absentOwner', since: absentSince })
  const quietUntil = silentFrom(facts)
  const customersTurn = facts.status === 'pending' && facts.nextStepDueAt !== null && facts.nextStepDueAt > seen
  if (quietUntil < seen && !customersTurn) found.push({ kind: 'silent', since: quietUntil })
  return found
}

/**
 * Since when nobody stands behind what an absent person owns. Where a deputy watches, that is when something on it falls
 * due: until then it waits for them to be back.
 */
function absentFrom({ owner, watched, firstDueAt }: GovernedCase, seen: Date): Date | null {
  if (!owner?.absent) return null
  if (!watched) return owner.since
  return firstDueAt !== null && firstDueAt <= seen ? latest(owner.since, firstDueAt) : null
}

function silentFrom(facts: GovernedCase): Date {
  const last = latest(facts.createdAt, facts.lastWordFromUsAt)!
  return new Date(last.getTime() + facts.silenceHours * 3_600_000)
}

function latest(a: Date | null, b: Date | null): Date | null {
  if (a && b) return a > b ? a : b
  return a ?? b
}

const escalateAfterMinutes = 5

/** A violation that outlives a moment's change of hands goes to the duty holder: one that began before this instant. */
export const escalatesWhenBefore = (now: Date): Date => new Date(now.getTime() - escalateAfterMinutes * 60_000)
