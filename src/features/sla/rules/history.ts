import type { Status } from '../../../platform/shapes.ts'
import type { Reason } from '../contract.ts'
import type { Clock, ClockPause } from './clock.ts'
import type { Terms } from './terms.ts'

/** A public message that counts, or a resolution, which answers everything before it. */
export interface Utterance {
  id: string
  at: number
  by: 'customer' | 'us' | 'resolution'
  /** When a reply was written, before its undo window; it answers nothing that came after that. */
  writtenAt?: number
}

/** What the clocks of a case stand on. Plain data: what a database keeps and a replay rebuilds are the same. */
export interface CaseTime {
  openedAt: number
  openedBecause: Reason
  /** Imported history, and cases opened by a person with a public message, owe no first response. */
  owesFirstResponse: boolean
  /** Imported history starts no clock of the whole case. */
  imported: boolean
  withdrawnAt: number | null
  terms: Terms | null
  teamId: string | null
  teamSince: number | null
  /** The stage it stands in, where its timeline tells. */
  stage: string | null
  /** What milestones may ask for, with the last instant at which it happened. */
  happened: Record<string, number>
  statuses: { status: Status; from: number }[]
  /** In order of time; equal instants in order of arrival. */
  utterances: Utterance[]
  clocks: Clock[]
  /** By merge that may be undone; absent where there is none. */
  merges?: Record<string, MergedBefore>
}

/** How a case stood before a merge, and how much was heard since that clocks follow. */
export interface MergedBefore {
  before: Omit<CaseTime, 'merges'>
  heard: number
}

/** What was said, as it goes from one case to another. */
export type MovedUtterance = { id: string; at: number; by: 'customer' | 'us'; writtenAt?: number }

export type ClockEvent = { at: number } & (
  | {
      kind: 'opened'
      /** When the opening message was received, if it lay waiting before `at`. */
      receivedAt?: number
      status: Status
      terms: Terms | null
      teamId?: string | null
      stage?: string | null
      imported?: boolean
      /** A person opened the case and wrote to the customer in the same act. */
      publicMessageId?: string
    }
  /** A message by the customer that counts: no machine mail, no bare thanks, nobody merely in copy. */
  | { kind: 'customer_message'; messageId: string; receivedAt?: number }
  /** A public message by a person, released after its undo window, or a logged call that reached the customer. */
  | { kind: 'public_reply'; messageId: string; writtenAt?: number }
  /** The reply bounced or was taken back. */
  | { kind: 'reply_voided'; messageId: string }
  /** The letter that tells the customer how it ended does not leave, so that resolving answered nothing yet; or it left. */
  | { kind: 'resolution_untold' | 'resolution_told'; writtenAt: number }
  | { kind: 'messages_moved_in'; messages: MovedUtterance[] }
  | { kind: 'messages_moved_out'; messageIds: string[] }
  | { kind: 'status_changed'; status: Status }
  | { kind: 'terms_changed'; terms: Terms | null; because: Reason }
  | { kind: 'team_assigned'; teamId: string | null }
  | { kind: 'stage_entered'; stage: string }
  /** By the names of `happeningOf`. */
  | { kind: 'happened'; what: string[] }
  | { kind: 'due_pinned'; metric: Clock['metric']; milestone?: string; dueAt: number }
  | { kind: 'due_unpinned'; metric: Clock['metric']; milestone?: string }
  /** The case went into another, and came back with what was said since. */
  | { kind: 'merged_away'; mergeId: string; into: string }
  | { kind: 'come_back'; mergeId: string; messages: MovedUtterance[] }
  /** Another case went into this one, and was taken out again; `status` and `stage` where that changed them. */
  | {
      kind: 'merged_in'
      mergeId: string
      messages: MovedUtterance[]
      /** By the names of `happeningOf`. */
      what: string[]
      status?: Status
      stage?: string
    }
  | { kind: 'merge_undone'; mergeId: string; messageIds: string[]; status?: Status; stage?: string }
  /** The case was opened for nothing, is spam, or was deleted; and the undo of that. */
  | { kind: 'withdrawn'; because: string }
  | { kind: 'restored' }
  /** Time went by: whatever fell due is noticed. */
  | { kind: 'time_passed' }
)

export function reason(code: Reason['code'], params: Reason['params'] = {}): Reason {
  return { code, params }
}

export function statusOf(time: CaseTime): Status {
  return time.statuses.at(-1)!.status
}

/** Of the resolution by which a case came into the last of so many statuses. */
export const resolutionId = (statuses: number): string => `resolution ${statuses}`

export function isFinished(status: Status): boolean {
  return status === 'resolved' || status === 'closed'
}

/** Inserts by time, behind what has the same instant. */
export function addUtterance(time: CaseTime, utterance: Utterance): void {
  if (time.utterances.some(({ id }) => id === utterance.id)) return
  let i = time.utterances.length
  while (i > 0 && time.utterances[i - 1]!.at > utterance.at) i--
  time.utterances.splice(i, 0, utterance)
}

export function dropUtterances(time: CaseTime, ids: readonly string[]): void {
  time.utterances = time.utterances.filter(({ id }) => !ids.includes(id))
}

/** The first resolution behind the customer message at `index`, or reply behind it that was not written before it came. */
export function answerTo(time: CaseTime, index: number): Utterance | undefined {
  const asked = time.utterances[index]?.at ?? Number.NEGATIVE_INFINITY
  return time.utterances.find((each, i) => i > index && each.by !== 'customer' && writtenAt(each) >= asked)
}

/** The oldest customer message that nothing answered yet. */
export function oldestUnanswered(time: CaseTime): Utterance | undefined {
  let lastWritten = Number.NEGATIVE_INFINITY
  let oldest: Utterance | undefined
  for (const each of time.utterances.toReversed()) {
    if (each.by !== 'customer') lastWritten = Math.max(lastWritten, writtenAt(each))
    else if (each.at > lastWritten) oldest = each
  }
  return oldest
}

const writtenAt = (answer: Utterance): number => answer.writtenAt ?? answer.at

/** The pauses that a clock begun at `from` would have had by now, had it run all along. */
export function pausesSince(time: CaseTime, from: number, pausesIn: readonly Status[]): ClockPause[] {
  return time.statuses.flatMap(({ status, from: entered }, i): ClockPause[] => {
    const to = time.statuses[i + 1]?.from ?? null
    if (!pausesIn.includes(status) || (to !== null && to <= from)) return []
    return [{ from: Math.max(entered, from), to, because: reason('status', { status }) }]
  })
}
