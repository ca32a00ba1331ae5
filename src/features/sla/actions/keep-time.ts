import type { Context, Db, RecordedEvent } from '../../../platform/context.ts'
import { hoursOf } from '../../calendars/actions.ts'
import type { Reason } from '../contract.ts'
import { type Clock, type ClockChange, isLive } from '../rules/clock.ts'
import { reason } from '../rules/history.ts'
import { calendarsOf, follow, standingOf, type Timekeeping, type TimelineEvent } from '../rules/timeline.ts'
import { lockTime, saveTime } from '../store/clocks.ts'
import { agreementContent, agreeTerms } from './agree-terms.ts'
import { escalateBreach } from './escalate-breach.ts'
import { showOnCase } from './show-on-case.ts'

/** The clocks of a case as this transaction has them. */
interface Kept {
  caseId: string
  /** Opened by this transaction. */
  isNew: boolean
  keeping: Timekeeping | null
  /** What the database holds, by `metric cycle`. */
  saved: { keeping: Timekeeping | null; clocks: Map<string, Clock> }
  ids: Map<string, string>
}

/** By transaction: what one event left is what the next begins with, read once. */
const inTransaction = new WeakMap<Db, Map<string, Kept>>()

/** What an entry of the timeline does to the clocks of its case. Runs in the transaction of the entry. */
export async function reactToEvent(ctx: Context, event: RecordedEvent): Promise<void> {
  if (event.caseId === null) return
  const kept = await keptFor(ctx, event.caseId, event.name === 'case.opened')
  if (!kept) return
  const teamBefore = kept.keeping?.time.teamId
  await hear(ctx, kept, { ...event, at: event.at.getTime(), recordedAt: ctx.now.getTime() }, event.id)
  const because = kept.keeping && whyAgreeAnew(event, kept.keeping, teamBefore)
  if (because) await agreeAnew(ctx, kept, because, event.id, null)
  // The customer's first message follows at once; should it not, what is known by then is kept at the end.
  const awaitsMessage = event.name === 'case.opened' && event.content.opening === 'customer' && !event.content.imported
  if (awaitsMessage) ctx.lastly(`clocks of ${event.caseId}`, () => save(ctx, kept))
  else if (kept.saved.keeping !== null || event.name === 'case.opened' || event.name === 'message.received')
    await save(ctx, kept)
}

/** Looks at the clocks of a case because time went by; the caller has locked the case. False where it keeps no time. */
export async function noticeBreaches(ctx: Context, caseId: string): Promise<boolean> {
  const kept = await keptFor(ctx, caseId, false)
  if (!kept) return false
  const now = ctx.now.getTime()
  await hear(ctx, kept, { name: 'clock.breached', at: now, recordedAt: now, causeId: null, content: {} }, null)
  await save(ctx, kept)
  return true
}

/** Agrees the terms of an open case anew, after a policy or a calendar changed. */
export async function retarget(
  ctx: Context,
  caseId: string,
  because: Reason,
  causeId: string | null,
  renewedPolicy: string | null,
): Promise<void> {
  const kept = await keptFor(ctx, caseId, false)
  if (!kept) return
  await agreeAnew(ctx, kept, because, causeId, renewedPolicy)
  await save(ctx, kept)
}

async function keptFor(ctx: Context, caseId: string, isNew: boolean): Promise<Kept | null> {
  const cases = inTransaction.get(ctx.db) ?? new Map<string, Kept>()
  inTransaction.set(ctx.db, cases)
  const known = cases.get(caseId)
  if (known) return known
  const locked = isNew ? null : await lockTime(ctx.db, caseId)
  if (!locked && !isNew) return null
  const stored = locked?.stored ?? []
  const kept: Kept = {
    caseId,
    isNew,
    keeping: locked?.keeping ?? null,
    saved: {
      keeping: locked?.keeping ?? null,
      clocks: new Map(stored.map(({ clock }) => [keyOf(clock), clock])),
    },
    ids: new Map(stored.map(({ id, clock }) => [keyOf(clock), id])),
  }
  cases.set(caseId, kept)
  return kept
}

/** Follows one entry and puts each change it makes on the timeline, with the entry as its cause. */
async function hear(ctx: Context, kept: Kept, event: TimelineEvent, causeId: string | null): Promise<void> {
  const hours = await hoursOf(ctx.db, calendarsOf(kept.keeping, event))
  const { after, changes } = follow(kept.keeping, event, hours)
  kept.keeping = after
  for (const change of changes) await tell(ctx, kept, change, causeId)
}

async function tell(ctx: Context, kept: Kept, change: ClockChange, causeId: string | null): Promise<void> {
  const key = keyOf(change)
  const clockId = kept.ids.get(key) ?? ctx.newId()
  kept.ids.set(key, clockId)
  const id = await ctx.asSystem().record({
    name: change.kind,
    caseId: kept.caseId,
    at: new Date(change.at),
    ...(causeId !== null && { causeId }),
    content: {
      metric: change.metric,
      cycle: change.cycle,
      clockId,
      reason: change.reason,
      dueBefore: textOf(change.dueBefore),
      dueAfter: textOf(change.dueAfter),
      noticedAt: textOf(change.noticedAt),
    },
  })
  const clock = kept.keeping?.time.clocks.find((each) => keyOf(each) === key)
  if (change.kind === 'clock.breached' && clock && isLive(clock))
    await escalateBreach(ctx, { caseId: kept.caseId, metric: change.metric, causeId: id })
}

async function agreeAnew(
  ctx: Context,
  kept: Kept,
  because: Reason,
  causeId: string | null,
  renewedPolicy: string | null,
): Promise<void> {
  const agreement = await agreeTerms(ctx, kept.caseId, kept.keeping?.time.terms ?? null, renewedPolicy)
  if (!agreement) return
  const content = agreementContent(agreement, because)
  const name = 'clock.policy_applied'
  const id = await ctx.asSystem().record({ name, caseId: kept.caseId, content, ...(causeId !== null && { causeId }) })
  const now = ctx.now.getTime()
  await hear(ctx, kept, { name, at: now, recordedAt: now, causeId, content }, id)
}

/** Why the terms may differ after an event; null when it cannot touch them. */
function whyAgreeAnew(event: RecordedEvent, { time }: Timekeeping, teamBefore: string | null | undefined) {
  const { content } = event
  switch (event.name) {
    case 'case.opened':
      return time.imported ? null : reason('case_opened')
    case 'case.priority_set':
      return reason('priority_changed', { from: String(content.from), to: String(content.to) })
    case 'case.changed':
      return touchesTerms(content.fields) ? reason('policy_changed') : null
    case 'case.coverage_decided':
    case 'case.coverage_chosen':
      return reason('contract_changed')
    case 'case.reopened':
      return reason('policy_changed')
    case 'message.received':
      // Imported history agreed on nothing; what the customer writes from now on does.
      return time.imported && time.terms === null && time.utterances.length > 0 ? reason('case_opened') : null
    default:
      return teamBefore !== undefined && time.teamId !== teamBefore
        ? reason('team_assigned', { teamId: time.teamId })
        : null
  }
}

const touchesTerms = (fields: unknown): boolean =>
  ['type', 'account', 'contact', 'tags', 'language'].some((field) => field in ((fields ?? {}) as object))

async function save(ctx: Context, kept: Kept): Promise<void> {
  const { keeping, saved } = kept
  if (!keeping || keeping === saved.keeping) return
  const changed = keeping.time.clocks.flatMap((clock, place) => {
    const before = saved.clocks.get(keyOf(clock))
    return before && JSON.stringify(before) === JSON.stringify(clock)
      ? []
      : [{ id: kept.ids.get(keyOf(clock))!, clock, place }]
  })
  await saveTime(ctx.db, kept.caseId, keeping, changed, kept.isNew && saved.keeping === null)
  await showOnCase(ctx, kept.caseId, standingOf([...saved.clocks.values()]), standingOf(keeping.time.clocks))
  kept.saved = { keeping, clocks: new Map(keeping.time.clocks.map((clock) => [keyOf(clock), clock])) }
}

const keyOf = ({ metric, cycle }: { metric: string; cycle: number }) => `${metric} ${cycle}`
const textOf = (instant: number | null) => (instant === null ? null : new Date(instant).toISOString())
