import { type Clock, isLive, keyOfClock } from './clock.ts'
import { setDue } from './due.ts'
import {
  addUtterance,
  type CaseTime,
  type ClockEvent,
  dropUtterances,
  type MergedBefore,
  reason,
  statusOf,
} from './history.ts'
import { cancel, note, type Work } from './ledger.ts'
import { voidReplies } from './responses.ts'
import { changeStatus, enterStage, restore } from './whole-case.ts'

type Of<K extends ClockEvent['kind']> = Extract<ClockEvent, { kind: K }>

/** The case went into another: its clocks end unmet. What they stood on is kept, so that an undo finds it. */
export function mergeAway(work: Work, { mergeId, into }: Of<'merged_away'>): void {
  keepBefore(work.time, mergeId)
  work.time.withdrawnAt = work.at
  for (const clock of work.time.clocks) cancel(work, clock, reason('withdrawn', { because: `merged into ${into}` }))
  changeStatus(work, 'closed')
}

/** The case stands as it did before it went into another; what would have run out meanwhile runs out now. */
export function comeBack(work: Work, { mergeId, messages }: Of<'come_back'>): void {
  const kept = takeBefore(work.time, mergeId)
  if (kept) putBack(work, kept)
  else restore(work)
  if (messages.length > 0) heardOfMerges(work.time)
  for (const message of messages) addUtterance(work.time, { ...message, at: Math.min(message.at, work.at) })
}

/** What was said on another case belongs to this one from now on, each message at its own time. */
export function mergeIn(work: Work, { mergeId, messages, status, stage, what }: Of<'merged_in'>): void {
  const { time, at } = work
  keepBefore(time, mergeId)
  for (const message of messages) addUtterance(time, { ...message, at: Math.min(message.at, at) })
  for (const each of what) time.happened[each] = at
  if (stage) enterStage(time, stage, at)
  if (status) changeStatus(work, status)
}

/**
 * Takes back what another case brought. Where nothing was said or done since, the clocks stand as they did before;
 * otherwise they go on by what is left.
 */
export function mergeUndone(work: Work, { mergeId, messageIds, status, stage }: Of<'merge_undone'>): void {
  const { time, at } = work
  const kept = takeBefore(time, mergeId)
  if (kept?.heard === 0 && statusOf(kept.before) === (status ?? statusOf(time))) {
    putBack(work, kept)
    return
  }
  heardOfMerges(time)
  dropUtterances(time, messageIds)
  voidReplies(work, messageIds, 'message_moved')
  if (stage) enterStage(time, stage, at)
  if (status) changeStatus(work, status)
}

/** Something was said or done after the merges that stand: undoing one of them no longer leads back to the start. */
export function heardOfMerges(time: CaseTime): void {
  for (const kept of Object.values(time.merges ?? {})) kept.heard += 1
}

function keepBefore(time: CaseTime, mergeId: string): void {
  // What earlier merges keep stays where it is: copied along, it would double with each merge.
  const { merges: _kept, ...stood } = time
  const before = structuredClone(stood)
  heardOfMerges(time)
  time.merges = { ...time.merges, [mergeId]: { before, heard: 0 } }
}

function takeBefore(time: CaseTime, mergeId: string): MergedBefore | undefined {
  const { [mergeId]: kept, ...others } = time.merges ?? {}
  if (Object.keys(others).length > 0) time.merges = others
  else delete time.merges
  return kept
}

function putBack(work: Work, { before, heard }: MergedBefore): void {
  const { time, at } = work
  const present = new Map(time.clocks.map((clock) => [keyOfClock(clock), clock]))
  const kept = new Set(before.clocks.map(keyOfClock))
  const because = reason('restored')
  for (const clock of time.clocks) {
    if (!kept.has(keyOfClock(clock)) && isLive(clock)) note(work, clock, 'clock.cancelled', because, clock.dueAt)
  }
  const clocks = before.clocks.map((clock) => {
    const now = present.get(keyOfClock(clock))
    // The same deadline warns once: what was noticed meanwhile stays noticed.
    return now && isSame(now, clock) ? now : clock
  })
  Object.assign(time, before, { clocks })
  // The merges before this one have heard it, and whatever came since; neither is so any more.
  for (const earlier of Object.values(time.merges ?? {})) earlier.heard -= 1 + heard
  for (const clock of clocks) {
    const now = present.get(keyOfClock(clock))
    if (now === clock || !isLive(clock)) continue
    // A breach is never dated back to when nobody was to keep the promise.
    if (clock.dueAt !== null && clock.dueAt < at && clock.breachedAt === null) setDue(clock, at, work.calendars)
    note(work, clock, now && isLive(now) ? 'clock.retargeted' : 'clock.resumed', because, now?.dueAt ?? null)
  }
}

const isSame = (now: Clock, before: Clock): boolean =>
  now.state === before.state &&
  now.startedAt === before.startedAt &&
  now.dueAt === before.dueAt &&
  now.targetSeconds === before.targetSeconds &&
  now.metAt === before.metAt
