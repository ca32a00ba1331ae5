import type { Status } from '../../../platform/shapes.ts'
import type { Decision } from './decision.ts'

export interface MovingSide {
  number: string
  status: Status
  restricted: boolean
  mergedInto: string | null
  account: string | null
  teamId: string
  resolvedAt: Date | null
  /** When we last wrote to its customer. */
  answeredAt: Date | null
}

export interface MoveFacts {
  from: MovingSide
  to: MovingSide
  isSame: boolean
  sameAccount: boolean
  may: { restrict: boolean }
  /** Owner and watchers of the target who may not see the case it comes from. */
  strangers: readonly string[]
  /** How many other messages the case keeps. */
  others: number
  message: {
    /** Still in its undo window, or on its way. */
    isLeaving: boolean
    /** By the customer, and counted by clocks. */
    asks: boolean
    receivedAt: Date
  }
}

/** Whether a message may go to another case; everything that stands against it. A closed case may lose and gain one. */
export function canMove(facts: MoveFacts): Decision {
  const { from, to, message } = facts
  if (facts.isSame) return { ok: false, because: ['It is in this case already.'] }
  const because: string[] = []
  if (to.mergedInto) because.push(`${to.number} was merged into ${to.mergedInto}: choose that one.`)
  if (message.isLeaving) because.push('It has not left yet. Take it back, or wait until it is sent.')
  if (leavesCircle(facts) && !facts.may.restrict)
    because.push(
      `${from.number} is restricted, and others would see the message in ${to.number}. Somebody who may restrict cases has to do that.`,
    )
  return because.length === 0 ? { ok: true } : { ok: false, because }
}

/** Whether a resolved case opens again for what comes to it: its customer wrote after it was resolved. */
export const reopens = ({ to, message }: MoveFacts): boolean => to.status === 'resolved' && comesLate(to, message)

/** Whether a case that waits for its customer goes on: this is what it waits for. */
export const returns = ({ to, message }: MoveFacts): boolean =>
  to.status === 'pending' && message.asks && (to.answeredAt === null || message.receivedAt > to.answeredAt)

/** A finished case that stays so owes no answer to what its customer wrote after that. */
export const owesAnswer = (facts: MoveFacts): boolean =>
  facts.to.status !== 'closed' || !comesLate(facts.to, facts.message)

const comesLate = (to: MovingSide, message: MoveFacts['message']): boolean =>
  message.asks && (to.resolvedAt === null || message.receivedAt >= to.resolvedAt)

/** What will happen, a sentence each. */
export function consequencesOfMove(facts: MoveFacts): { happens: string[]; warnings: string[] } {
  const { from, to, message } = facts
  const happens = [`The message goes to ${to.number} with its files and stands there at its own time.`]
  if (message.asks) happens.push('The clocks of both cases count anew by what is left and what came.')
  happens.push(`Later answers to it come to ${to.number}.`)
  if (reopens(facts)) happens.push(`${to.number} is resolved and opens again: the customer wrote after that.`)
  if (returns(facts)) happens.push(`${to.number} waits for its customer and goes on: this came after our last answer.`)
  const warnings: string[] = []
  if (!owesAnswer(facts)) warnings.push(`${to.number} is closed: nobody is asked to answer it there.`)
  if (!facts.sameAccount)
    warnings.push(
      `${to.number} belongs to ${to.account ?? 'no account'}. Replies there quote the thread, so that customer may read it.`,
    )
  if (leavesCircle(facts))
    warnings.push(
      `${from.number} is restricted; ${facts.strangers.join(', ') || 'others'} will see the message in ${to.number}.`,
    )
  if (facts.others === 0) warnings.push(`${from.number} keeps no message. Merging the two cases may be what you want.`)
  return { happens, warnings }
}

const leavesCircle = ({ from, to, strangers }: MoveFacts): boolean =>
  from.restricted && (!to.restricted || from.teamId !== to.teamId || strangers.length > 0)
