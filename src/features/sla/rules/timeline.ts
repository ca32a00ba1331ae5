import type { Status } from '../../../platform/shapes.ts'
import { Metric, Reason } from '../contract.ts'
import { step } from '../rules.ts'
import type { CalendarBook, Clock, ClockChange } from './clock.ts'
import type { CaseTime, ClockEvent } from './history.ts'
import type { AgreedTarget, CalendarRef, Terms } from './terms.ts'

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
    const { teamId, imported } = content as { teamId?: string | null; imported?: boolean }
    const opened = { kind: 'opened', status: 'new', terms: null, receivedAt: at } as const
    return known ? [] : [{ ...opened, teamId: teamId ?? null, imported: imported === true }]
  }
  if (!known) return []
  switch (name) {
    case 'clock.policy_applied':
      return [{ kind: 'terms_changed', terms: content.terms as Terms | null, because: Reason.parse(content.reason) }]
    case 'clock.due_pinned':
      return [{ kind: 'due_pinned', metric: Metric.parse(content.metric), dueAt: Date.parse(String(content.to)) }]
    case 'clock.due_unpinned':
      return [{ kind: 'due_unpinned', metric: Metric.parse(content.metric) }]
    case 'clock.breached':
      // Caused by nothing but time: the sweeper found it. Others follow from the entry that they name.
      return causeId === null ? [{ kind: 'time_passed' }] : []
    case 'message.received':
      return customerMessage(content, known)
    case 'message.released':
      return content.public === true && content.automatic !== true ? reply(content) : []
    case 'call.logged':
      return content.reached === true ? reply(content) : []
    case 'message.failed':
      return [{ kind: 'reply_voided', messageId: String(content.messageId) }]
    case 'case.withdrawn':
      return [{ kind: 'withdrawn', because: String(content.because) }, ...statusOf(content)]
    case 'message.retried':
      return wasVoided(content, known) ? reply(content) : []
    default:
      return [...teamOf(content, name, known), ...statusOf(content)]
  }
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
  return [{ kind: 'public_reply', messageId: String(content.messageId) }]
}

/** Sending anew counts when the first sending was taken back by its failure. */
function wasVoided(content: TimelineEvent['content'], { time }: Timekeeping): boolean {
  return !time.utterances.some(({ id }) => id === content.messageId)
}

function teamOf(content: TimelineEvent['content'], name: string, { time }: Timekeeping): Happening[] {
  const names = ['case.assigned', 'case.queued', 'case.team_set']
  const { teamId } = content
  if (!names.includes(name) || typeof teamId !== 'string' || teamId === time.teamId) return []
  return [{ kind: 'team_assigned', teamId }]
}

function statusOf({ toStatus }: TimelineEvent['content']): Happening[] {
  return typeof toStatus === 'string' ? [{ kind: 'status_changed', status: toStatus as Status }] : []
}

/** Every calendar version that clocks count by, or would if they started now, or after `event`. */
export function calendarsOf(keeping: Timekeeping | null, event?: TimelineEvent): CalendarRef[] {
  const ofTerms = (terms: Terms | null | undefined) =>
    Object.values(terms?.targets ?? {}).map(({ calendar }) => calendar)
  const ofClock = (clock: Clock): AgreedTarget['calendar'][] => clock.stretches.map(({ calendar }) => calendar)
  const refs = [
    ...ofTerms(keeping?.time.terms),
    ...(keeping?.time.clocks ?? []).flatMap(ofClock),
    ...ofTerms(event?.name === 'clock.policy_applied' ? (event.content.terms as Terms | null) : null),
  ].filter((ref) => ref !== null)
  return [...new Map(refs.map(({ id, version }) => [`${id} ${version}`, { id, version }])).values()]
}

/** What stands beside the case: the running clock that ends first, and the earliest breach. */
export function standingOf(clocks: readonly Clock[]) {
  const running = clocks.filter(({ state, dueAt }) => state === 'running' && dueAt !== null)
  const first = running.sort((a, b) => a.dueAt! - b.dueAt!)[0]
  const breaches = clocks.flatMap(({ breachedAt }) => breachedAt ?? [])
  return {
    dueAt: first?.dueAt ?? null,
    dueMetric: first?.metric ?? null,
    atRiskAt: first?.atRiskAt ?? null,
    breachedAt: breaches.length > 0 ? Math.min(...breaches) : null,
  }
}
