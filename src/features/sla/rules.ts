import type { Risk } from '../../platform/shapes.ts'
import type { Metric } from './contract.ts'
import { type CalendarBook, type Clock, type ClockChange, isLive } from './rules/clock.ts'
import { setDue } from './rules/due.ts'
import { addUtterance, type CaseTime, type ClockEvent, dropUtterances, reason } from './rules/history.ts'
import { cancel, liveClock, note, noticePast, retarget, type Work } from './rules/ledger.ts'
import { comeBack, heardOfMerges, mergeAway, mergeIn, mergeUndone } from './rules/merging.ts'
import { alignMilestones } from './rules/milestones.ts'
import { passTime } from './rules/passing.ts'
import { alignResponses, restartPeriodicUpdate, tell, untell, voidReplies } from './rules/responses.ts'
import { assignTeam, changeStatus, enterStage, restore, startMissing } from './rules/whole-case.ts'

/**
 * What one event does to the clocks of a case: the state after it, and each change with its reason. Live work calls it
 * with the stored state, a replay folds it over the whole history; there is no other way a clock moves. Events must come
 * in order of `at`; the first is `opened`, with `before` null.
 */
export function step(
  before: CaseTime | null,
  event: ClockEvent,
  calendars: CalendarBook,
): { time: CaseTime; changes: ClockChange[] } {
  if (before !== null && event.kind === 'time_passed') return passTime(before, event.at, calendars)
  const time = before === null ? opened(event) : structuredClone(before)
  const work: Work = { time, at: event.at, calendars, changes: [] }
  for (const clock of time.clocks) noticePast(work, clock, event.at)
  apply(work, event)
  alignResponses(work)
  alignMilestones(work)
  for (const clock of time.clocks) noticePast(work, clock, event.at)
  return { time, changes: work.changes }
}

/** The clocks of a case from its whole history. */
export function replay(events: readonly ClockEvent[], calendars: CalendarBook): CaseTime | null {
  return events.reduce<CaseTime | null>((time, event) => step(time, event, calendars).time, null)
}

/** How a live clock stands at `now`; null when it is finished. Past due outweighs waiting. */
export function riskOf(clock: Pick<Clock, 'state' | 'dueAt' | 'atRiskAt' | 'breachedAt'>, now: number): Risk | null {
  if (clock.state === 'met' || clock.state === 'cancelled') return null
  if (clock.breachedAt !== null && (clock.dueAt === null || clock.dueAt < now)) return 'overdue'
  if (clock.state === 'paused') return 'waiting'
  if (clock.dueAt !== null && clock.dueAt < now) return 'overdue'
  return clock.atRiskAt !== null && clock.atRiskAt <= now ? 'at_risk' : 'on_track'
}

function opened(event: ClockEvent): CaseTime {
  if (event.kind !== 'opened') throw new TypeError(`the history of a case begins with opened, not ${event.kind}`)
  const imported = event.imported ?? false
  const openedAt = Math.min(event.receivedAt ?? event.at, event.at)
  return {
    openedAt,
    openedBecause: reason('case_opened'),
    owesFirstResponse: !imported && event.publicMessageId === undefined,
    imported,
    withdrawnAt: null,
    terms: event.terms,
    teamId: event.teamId ?? null,
    teamSince: event.teamId ? event.at : null,
    stage: event.stage ?? null,
    happened: event.stage ? { [`stage_entered ${event.stage}`]: event.at } : {},
    statuses: [{ status: event.status, from: openedAt }],
    utterances: [],
    clocks: [],
  }
}

/** Merges count what was heard since; and terms are agreed anew after each of them. */
const countedByThemselves: readonly ClockEvent['kind'][] = [
  'terms_changed',
  ...(['merged_away', 'come_back', 'merged_in', 'merge_undone'] as const),
]

function apply(work: Work, event: ClockEvent): void {
  const { time, at } = work
  if (!countedByThemselves.includes(event.kind)) heardOfMerges(time)
  switch (event.kind) {
    case 'opened':
      startMissing(work)
      if (event.publicMessageId !== undefined && !time.imported) reply(work, { messageId: event.publicMessageId })
      break
    case 'customer_message':
      addUtterance(time, { id: event.messageId, at: Math.min(event.receivedAt ?? at, at), by: 'customer' })
      break
    case 'public_reply':
      reply(work, event)
      break
    case 'reply_voided':
      dropUtterances(time, [event.messageId])
      voidReplies(work, [event.messageId], 'reply_voided')
      break
    case 'resolution_untold':
      untell(work, event.writtenAt)
      break
    case 'resolution_told':
      tell(work, event.writtenAt)
      break
    case 'messages_moved_in':
      for (const message of event.messages) addUtterance(time, { ...message, at: Math.min(message.at, at) })
      break
    case 'messages_moved_out':
      dropUtterances(time, event.messageIds)
      voidReplies(work, event.messageIds, 'message_moved')
      break
    case 'status_changed':
      changeStatus(work, event.status)
      break
    case 'terms_changed':
      time.terms = event.terms
      for (const clock of time.clocks) if (isLive(clock)) retarget(work, clock, event.because)
      startMissing(work)
      break
    case 'team_assigned':
      assignTeam(work, event.teamId)
      break
    case 'stage_entered':
      enterStage(time, event.stage, at)
      break
    case 'happened':
      for (const what of event.what) time.happened[what] = at
      break
    case 'due_pinned':
    case 'due_unpinned':
      pin(work, event, event.kind === 'due_pinned' ? event.dueAt : null)
      break
    case 'merged_away':
      mergeAway(work, event)
      break
    case 'come_back':
      comeBack(work, event)
      break
    case 'merged_in':
      mergeIn(work, event)
      break
    case 'merge_undone':
      mergeUndone(work, event)
      break
    case 'withdrawn':
      time.withdrawnAt = at
      for (const clock of time.clocks) cancel(work, clock, reason('withdrawn', { because: event.because }))
      break
    case 'restored':
      restore(work)
      break
    case 'time_passed':
      break
  }
}

function reply(work: Work, { messageId, writtenAt }: { messageId: string; writtenAt?: number }): void {
  // Where we spoke first, nobody waits for a first answer.
  if (!work.time.utterances.some(({ by }) => by === 'customer')) work.time.owesFirstResponse = false
  const said = { id: messageId, at: work.at, by: 'us' as const, ...(writtenAt !== undefined && { writtenAt }) }
  addUtterance(work.time, said)
  restartPeriodicUpdate(work, said)
}

function pin(work: Work, { metric, milestone }: { metric: Metric; milestone?: string }, dueAt: number | null): void {
  const clock = liveClock(work.time, metric, milestone)
  if (!clock || clock.pinnedDueAt === dueAt) return
  const dueBefore = clock.dueAt
  clock.pinnedDueAt = dueAt
  setDue(clock, work.at, work.calendars)
  note(work, clock, 'clock.retargeted', reason(dueAt === null ? 'unpinned' : 'pinned'), dueBefore)
}
