import type { Status } from '../../../platform/shapes.ts'
import { Metric, Reason } from '../contract.ts'
import { step } from '../rules.ts'
import { type CalendarBook, type Clock, type ClockChange, isLive } from './clock.ts'
import type { CaseTime, ClockEvent, MovedUtterance } from './history.ts'
import { happeningOf } from './milestones.ts'
import { levelReached } from './steps.ts'
import { type AgreedTarget, type CalendarRef, keyOfCalendar, type Terms, targetsIn } from './terms.ts'

/** An entry of a case's timeline as far as clocks read it. Instants are epoch ms. */
export interface TimelineEvent {
  name: string
  at: number
  /** When it came onto the timeline; clocks hear of it then, whenever it happened. */
  recordedAt: number
  causeId: string | null
  content: Record<string, unknown>
}

/** The clocks of a case and how far its timeline has been read. */
export interface Timekeeping {
  time: CaseTime
  /** When the case came to be here; what an import brought along is older. */
  begunAt: number
  readUntil: number
}

type Happening = ClockEvent extends infer E ? (E extends { at: number } ? Omit<E, 'at'> : never) : never

/**
 * The clocks of a case after one more entry of its timeline. Live work and replay both come this way, so what the
 * timeline says and what the clocks show cannot differ. Entries that mean nothing to clocks leave `before` as it is.
 */
export function follow(
  before: Timekeeping | null,
  event: TimelineEvent,
  calendars: CalendarBook,
): { after: Timekeeping | null; changes: ClockChange[] } {
  let after = before
  const changes: ClockChange[] = []
  for (const happening of happeningsOf(event, before)) {
    // A transaction that began earlier may commit later: time on a timeline never runs backwards.
    const at = Math.max(event.recordedAt, after?.readUntil ?? event.recordedAt)
    const stepped = step(after?.time ?? null, { ...happening, at } as ClockEvent, calendars)
    after = { time: stepped.time, begunAt: after?.begunAt ?? at, readUntil: at }
    changes.push(...stepped.changes)
  }
  return { after, changes }
}

function happeningsOf({ name, at, causeId, content }: TimelineEvent, known: Timekeeping | null): Happening[] {
  if (name === 'case.opened') {
    const { teamId, imported, stageKey } = content as { teamId?: string; imported?: boolean; stageKey?: string }
    const opened = { kind: 'opened', status: 'new', terms: null, receivedAt: at, stage: stageKey ?? null } as const
    return known ? [] : [{ ...opened, teamId: teamId ?? null, imported: imported === true }, ...tagsOf(content.tags)]
  }
  if (!known) return []
  switch (name) {
    case 'clock.policy_applied':
      return [{ kind: 'terms_changed', terms: content.terms as Terms | null, because: Reason.parse(content.reason) }]
    case 'clock.due_pinned':
      return [{ kind: 'due_pinned', ...pinnedClock(content), dueAt: Date.parse(String(content.to)) }]
    case 'clock.due_unpinned':
      return [{ kind: 'due_unpinned', ...pinnedClock(content) }]
    case 'clock.breached':
    case 'clock.warned':
    case 'clock.escalated':
      // Caused by nothing but time: the sweeper found it. Others follow from the entry that they name.
      return causeId === null ? [{ kind: 'time_passed' }] : []
    case 'message.received':
      return customerMessage(content, known)
    case 'message.released':
      if (content.counts === false) return resolutionLetter(content, 'resolution_untold')
      return isAnswer(content) ? reply(content) : []
    case 'message.sent':
      if (content.counts !== true) return []
      return isAnswer(content) ? [voided(content), ...reply(content)] : resolutionLetter(content, 'resolution_told')
    case 'message.kept':
    case 'message.delayed':
      return content.counts === false ? [voided(content), ...resolutionLetter(content, 'resolution_untold')] : []
    case 'call.logged':
      return content.reached === true ? reply(content) : []
    case 'message.failed':
      return [voided(content)]
    case 'case.withdrawn':
      return [{ kind: 'withdrawn', because: String(content.because) }, ...statusOf(content)]
    case 'case.merged':
      return [{ kind: 'merged_away', mergeId: String(content.mergeId), into: String(content.number) }]
    case 'case.unmerged':
      return [{ kind: 'come_back', mergeId: String(content.mergeId), messages: movedOf(content) }]
    case 'case.merged_in':
      return [{ kind: 'merged_in', ...mergeOf(content), messages: movedOf(content), what: tagNames(content.addedTags) }]
    case 'case.merge_undone':
      return [{ kind: 'merge_undone', ...mergeOf(content), messageIds: content.messageIds as string[] }]
    case 'message.moved_in':
      return movedOf(content).length > 0 ? [{ kind: 'messages_moved_in', messages: movedOf(content) }] : []
    case 'message.moved_out':
      return [{ kind: 'messages_moved_out', messageIds: [String(content.messageId)] }]
    case 'message.retried':
      return content.counts !== false && wasVoided(content, known) ? reply(content) : []
    case 'task.done':
      return typeof content.key === 'string' ? [{ kind: 'happened', what: [`task_done ${content.key}`] }] : []
    case 'case.uncovered_work_approved':
      return [{ kind: 'happened', what: ['approval_given'] }]
    case 'case.changed':
      return [...tagsOf(addedTags(content)), ...statusOf(content)]
    default:
      // The stage first: what a milestone waited for is reached before a resolved case stands still.
      return [...teamOf(content, name, known), ...stageOf(content, name), ...statusOf(content)]
  }
}

function pinnedClock({ metric, milestone }: TimelineEvent['content']) {
  return { metric: Metric.parse(metric), ...(typeof milestone === 'string' && { milestone }) }
}

function stageOf({ stage }: TimelineEvent['content'], name: string): Happening[] {
  const names = ['case.stage_set', 'case.resolved', 'case.reopened', 'case.closed']
  return names.includes(name) && typeof stage === 'string' ? [{ kind: 'stage_entered', stage }] : []
}

function tagsOf(tags: unknown): Happening[] {
  const what = tagNames(tags)
  return what.length > 0 ? [{ kind: 'happened', what }] : []
}

const tagNames = (tags: unknown): string[] =>
  Array.isArray(tags) ? tags.map((tag) => happeningOf({ kind: 'tag_set', tag: String(tag) })) : []

const movedOf = ({ said }: TimelineEvent['content']) => (said ?? []) as MovedUtterance[]

function mergeOf({ mergeId, toStatus, stage }: TimelineEvent['content']) {
  return {
    mergeId: String(mergeId),
    ...(typeof toStatus === 'string' && { status: toStatus as Status }),
    ...(typeof stage === 'string' && { stage }),
  }
}

function addedTags({ fields }: TimelineEvent['content']): unknown[] {
  const { from = [], to = [] } = (fields as { tags?: { from?: unknown[]; to?: unknown[] } } | undefined)?.tags ?? {}
  return (to ?? []).filter((tag) => !(from ?? []).includes(tag))
}

function customerMessage(content: TimelineEvent['content'], known: Timekeeping): Happening[] {
  const { messageId, receivedAt, machine, bounce, thanks, copied, imported } = content
  if (machine === true || bounce === true || thanks === true || copied === true || imported === true) return []
  const received = typeof receivedAt === 'string' ? Date.parse(receivedAt) : undefined
  if (known.time.imported && received !== undefined && received <= known.begunAt) return []
  return [
    {
      kind: 'customer_message',
      messageId: String(messageId),
      ...(received !== undefined && { receivedAt: received }),
    },
  ]
}

function reply(content: TimelineEvent['content']): Happening[] {
  const { messageId, writtenAt } = content
  const written = typeof writtenAt === 'string' ? { writtenAt: Date.parse(writtenAt) } : {}
  return [{ kind: 'public_reply', messageId: String(messageId), ...written }]
}

/** A letter of a person to the customer; what left without one, or to nobody outside, answers nothing. */
const isAnswer = (content: TimelineEvent['content']): boolean => content.public === true && content.automatic !== true

/** The one letter that answers whoever asked by telling how it ended; entries of before it was marked mean nothing to clocks. */
const resolutionLetter = (
  { answers, writtenAt }: TimelineEvent['content'],
  kind: 'resolution_told' | 'resolution_untold',
): Happening[] => (answers === true ? [{ kind, writtenAt: Date.parse(String(writtenAt)) }] : [])

const voided = (content: TimelineEvent['content']) =>
  ({ kind: 'reply_voided', messageId: String(content.messageId) }) as const

/** Sending anew counted, before it had left, when the first sending was taken back by its failure. */
function wasVoided(content: TimelineEvent['content'], { time }: Timekeeping): boolean {
  return !time.utterances.some(({ id }) => id === content.messageId)
}

function teamOf(content: TimelineEvent['content'], name: string, { time }: Timekeeping): Happening[] {
  const names = ['case.assigned', 'case.queued', 'case.offered', 'case.team_set']
  const { teamId } = content
  if (!names.includes(name) || typeof teamId !== 'string' || teamId === time.teamId) return []
  return [{ kind: 'team_assigned', teamId }]
}

function statusOf({ toStatus }: TimelineEvent['content']): Happening[] {
  return typeof toStatus === 'string' ? [{ kind: 'status_changed', status: toStatus as Status }] : []
}

/** Every calendar version that clocks count by, or would if they started now, or after `event`. */
export function calendarsOf(keeping: Timekeeping | null, event?: TimelineEvent): CalendarRef[] {
  const ofTerms = (terms: Terms | null | undefined) => targetsIn(terms).map(({ calendar }) => calendar)
  const ofClock = (clock: Clock): AgreedTarget['calendar'][] => clock.stretches.map(({ calendar }) => calendar)
  const merged = Object.values(keeping?.time.merges ?? {}).map(({ before }) => before)
  const refs = [
    ...[keeping?.time, ...merged].flatMap((time) => [
      ...ofTerms(time?.terms),
      ...(time?.clocks ?? []).flatMap(ofClock),
    ]),
    ...ofTerms(event?.name === 'clock.policy_applied' ? (event.content.terms as Terms | null) : null),
  ].filter((ref) => ref !== null)
  return [...new Map(refs.map(({ because: _because, ...ref }) => [keyOfCalendar(ref), ref])).values()]
}

/** What stands beside the case: the running clock that ends first, the earliest breach, how high it was escalated. */
export function standingOf(clocks: readonly Clock[]) {
  const running = clocks.filter(({ state, dueAt }) => state === 'running' && dueAt !== null)
  const first = running.sort((a, b) => a.dueAt! - b.dueAt!)[0]
  const breaches = clocks.flatMap(({ breachedAt }) => breachedAt ?? [])
  return {
    dueAt: first?.dueAt ?? null,
    dueMetric: first?.metric ?? null,
    atRiskAt: first?.atRiskAt ?? null,
    breachedAt: breaches.length > 0 ? Math.min(...breaches) : null,
    escalationLevel: Math.max(0, ...clocks.filter(isLive).map(levelReached)),
  }
}
