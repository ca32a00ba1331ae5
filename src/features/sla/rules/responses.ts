import type { Reason } from '../contract.ts'
import { type Clock, isLive } from './clock.ts'
import {
  addUtterance,
  answerTo,
  dropUtterances,
  isFinished,
  oldestUnanswered,
  reason,
  resolutionId,
  statusOf,
  type Utterance,
} from './history.ts'
import { cancel, lastClock, liveClock, meet, restart, resume, start, type Work } from './ledger.ts'

/** Brings the response clocks in line with what customer and people have said by now. */
export function alignResponses(work: Work): void {
  if (work.time.withdrawnAt !== null) return
  alignFirstResponse(work)
  alignNextResponse(work)
}

/** Each public reply fulfils the promise of a periodic word and starts the next one. */
export function restartPeriodicUpdate(work: Work, reply: Utterance): void {
  if (work.time.withdrawnAt !== null) return
  const because = reason('public_reply', { messageId: reply.id })
  const running = liveClock(work.time, 'periodic_update')
  if (running) meet(work, running, reply.at, because)
  if (!isFinished(statusOf(work.time))) start(work, 'periodic_update', reply.at, because)
}

/** Whoever was not told how it ended has no answer: what resolving answered goes on. */
export function untell(work: Work, writtenAt: number): void {
  const told = resolutionOf(work, writtenAt)
  if (!told) return
  dropUtterances(work.time, [told])
  voidReplies(work, [told], 'letter_unsent')
}

/** The letter left after all, or none is waited for any more: the resolution answers from then on. */
export function tell(work: Work, writtenAt = Number.POSITIVE_INFINITY): void {
  const told = resolutionOf(work, writtenAt)
  if (told) addUtterance(work.time, { id: told, at: work.at, by: 'resolution' })
}

/** The resolution that stands, unless the letter was written about an earlier one. */
function resolutionOf({ time }: Work, writtenAt: number): string | null {
  const lastOpen = time.statuses.findLastIndex(({ status }) => !isFinished(status))
  const resolved = time.statuses[lastOpen + 1]
  return resolved && resolved.from <= writtenAt ? resolutionId(lastOpen + 2) : null
}

/** A reply that never reached the customer fulfilled nothing and started nothing. */
export function voidReplies(
  work: Work,
  ids: readonly string[],
  code: 'reply_voided' | 'letter_unsent' | 'message_moved',
): void {
  const { time } = work
  if (time.withdrawnAt !== null) return
  for (const id of ids) {
    const because = reason(code, { messageId: id })
    const started = time.clocks.find(
      (clock) => clock.metric === 'periodic_update' && clock.startedBecause.params.messageId === id,
    )
    if (started) cancel(work, started, because)
    for (const clock of time.clocks) {
      if (clock.state === 'met' && clock.endedBecause?.params.messageId === id) unmeet(work, clock, because)
    }
  }
}

function unmeet(work: Work, clock: Clock, because: Reason): void {
  const later = work.time.clocks.find(
    ({ metric, cycle, state }) => metric === clock.metric && cycle > clock.cycle && state !== 'cancelled',
  )
  // A later word already kept the promise of the voided one.
  if (clock.metric === 'periodic_update' && (later || isFinished(statusOf(work.time)))) return
  if (later) cancel(work, later, because)
  resume(work, clock, because, null)
}

function alignFirstResponse(work: Work): void {
  const { time } = work
  if (!time.owesFirstResponse) return
  const index = time.utterances.findIndex(({ by }) => by === 'customer')
  const first = time.utterances[index]
  const clock = lastClock(time, 'first_response')
  if (!first) {
    if (clock) cancel(work, clock, reason('message_moved'))
    return
  }
  const answer = answerTo(time, index)
  if (clock && isLive(clock)) {
    if (clock.startedBecause.params.messageId !== first.id) moveStart(work, clock, first)
    if (answer) meet(work, clock, answer.at, answered(answer))
  } else if (clock?.state !== 'met' && !answer) {
    start(work, 'first_response', first.at, reason('customer_message', { messageId: first.id }))
  }
}

function alignNextResponse(work: Work): void {
  const { time } = work
  const live = liveClock(time, 'next_response')
  if (live) {
    const index = time.utterances.findIndex(({ id }) => id === live.startedBecause.params.messageId)
    const answer = index < 0 ? undefined : answerTo(time, index)
    if (answer) meet(work, live, answer.at, answered(answer))
  }
  const unanswered = oldestUnanswered(time)
  const waiting = liveClock(time, 'next_response')
  if (!unanswered || isFirst(work, unanswered)) {
    if (waiting) cancel(work, waiting, reason(unanswered ? 'earlier_message' : 'message_moved'))
    return
  }
  if (!waiting) start(work, 'next_response', unanswered.at, reason('customer_message', { messageId: unanswered.id }))
  else if (waiting.startedBecause.params.messageId !== unanswered.id) moveStart(work, waiting, unanswered)
}

/** Whether the first response is still owed to this message, so that no next one is. */
function isFirst({ time }: Work, unanswered: Utterance): boolean {
  if (!time.owesFirstResponse || lastClock(time, 'first_response')?.state === 'met') return false
  const first = time.utterances.findIndex(({ by }) => by === 'customer')
  return answerTo(time, first) === undefined && time.utterances.indexOf(unanswered) >= first
}

function moveStart(work: Work, clock: Clock, to: Utterance): void {
  const started = reason('customer_message', { messageId: to.id })
  restart(
    work,
    clock,
    to.at,
    started,
    reason(to.at < clock.startedAt ? 'earlier_message' : 'message_moved', { messageId: to.id }),
  )
}

function answered(answer: Utterance) {
  return answer.by === 'resolution'
    ? reason('resolved', { messageId: answer.id })
    : reason('public_reply', { messageId: answer.id })
}
