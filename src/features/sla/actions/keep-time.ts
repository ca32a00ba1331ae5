import type { Context, Db, RecordedEvent } from '../../../platform/context.ts'
import { waitingRow } from '../../../platform/gathered.ts'
import type { Reason } from '../contract.ts'
import type { Clock } from '../rules/clock.ts'
import { keyOfClock } from '../rules/clock.ts'
import { type CaseTime, type MovedUtterance, reason } from '../rules/history.ts'
import { standingOf, type Timekeeping, type TimelineEvent } from '../rules/timeline.ts'
import { currentEngine, lockTimes, readTimes, saveTimes, type TimeToSave } from '../store/clocks.ts'
import { type Agreement, agreementContent, agreeTerms, agreeTermsOf } from './agree-terms.ts'
import type { Kept } from './kept.ts'
import { replayTimeline } from './replay-timeline.ts'
import { showOnCases } from './show-on-case.ts'
import { tellChanges } from './tell-changes.ts'

/** By transaction: cases whose clocks are written together at its end. */
const together = new WeakMap<Db, ReadonlySet<string>>()
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
  if (awaitsMessage) ctx.lastly(`clocks of ${event.caseId}`, () => save(ctx, [kept]))
  else if (together.get(ctx.db)?.has(event.caseId)) return
  else if (kept.saved.keeping !== null || event.name === 'case.opened' || event.name === 'message.received')
    await save(ctx, [kept])
}

/**
 * Looks at the clocks of cases because time went by; the caller has locked the cases. Answers with those that keep no
 * time, or whose clocks had nothing to notice.
 */
export async function noticePast(ctx: Context, caseIds: readonly string[]): Promise<string[]> {
  const all = await keptForAll(ctx, caseIds, readTimes)
  const at = ctx.now.getTime()
  const event = { name: 'clock.breached', at, recordedAt: at, causeId: null, content: {} }
  const heard = await tellChanges(
    ctx,
    all.map((kept) => ({ kept, event, causeId: null })),
  )
  await save(ctx, heard)
  const noticed = new Set(heard.map(({ caseId }) => caseId))
  return caseIds.filter((id) => !noticed.has(id))
}

/** What was said on a case as its clocks count it, resolutions apart; nothing where it keeps no time. */
export async function saidOn(ctx: Context, caseId: string): Promise<MovedUtterance[]> {
  const said = (await keptFor(ctx, caseId, false))?.keeping?.time.utterances ?? []
  return said.flatMap(({ by, ...each }) => (by === 'resolution' ? [] : { ...each, by }))
}

/** Agrees the terms of open cases anew, after a policy or a calendar changed; asks no more for many than for one. */
export async function retarget(
  ctx: Context,
  caseIds: readonly string[],
  because: Reason,
  causeId: string,
  renewedPolicy: string | null,
): Promise<void> {
  const all = await keptForAll(ctx, caseIds, lockTimes)
  if (all.length === 0) return
  const agreed = await agreeTermsOf(
    ctx,
    all.map(({ caseId, keeping }) => ({ caseId, held: keeping?.time.terms ?? null })),
    renewedPolicy,
  )
  const heard: Parameters<typeof tellChanges>[1][number][] = []
  for (const kept of all) {
    const agreement = agreed.get(kept.caseId)
    if (agreement) heard.push({ kept, ...(await applied(ctx, kept.caseId, agreement, because, causeId)) })
  }
  await tellChanges(ctx, heard)
  await save(ctx, all)
}

/** Lays out anew what an older engine kept of these cases, which the caller has locked. */
export async function renew(ctx: Context, caseIds: readonly string[]): Promise<void> {
  await save(ctx, await keptForAll(ctx, caseIds, readTimes))
}

/** Reads the clocks of cases that are about to change together in one go, and writes them in one at the end. */
export async function holdClocks(ctx: Context, caseIds: readonly string[]): Promise<void> {
  const held = await keptForAll(ctx, caseIds, lockTimes)
  together.set(ctx.db, new Set(caseIds))
  ctx.lastly('clocks of cases that change together', () => save(ctx, held))
}

async function keptFor(ctx: Context, caseId: string, isNew: boolean): Promise<Kept | null> {
  const known = keptIn(ctx.db).get(caseId)
  if (known) return known
  // What this transaction opened and has not sent yet keeps no time before it hears that.
  if (!isNew && waitingRow(ctx.db, 'cases', caseId)) return null
  if (!isNew) return (await keptForAll(ctx, [caseId], lockTimes))[0] ?? null
  const kept = { caseId, isNew, keeping: null, saved: { keeping: null, clocks: new Map() }, ids: new Map() }
  keptIn(ctx.db).set(caseId, kept)
  return kept
}

/** Those of the cases that keep time, in the order of the ids asked for. */
async function keptForAll(ctx: Context, caseIds: readonly string[], read: typeof lockTimes): Promise<Kept[]> {
  const known = keptIn(ctx.db)
  const wanted = caseIds.filter((id) => !known.has(id))
  for (const { caseId, engine, keeping, stored } of wanted.length > 0 ? await read(ctx.db, wanted) : []) {
    const older = engine < currentEngine
    known.set(caseId, {
      caseId,
      isNew: false,
      keeping: older ? await replayTimeline(ctx.db, caseId) : keeping,
      saved: { keeping, clocks: new Map(older ? [] : stored.map(({ clock }) => [keyOfClock(clock), clock])) },
      ids: new Map(stored.map(({ id, clock }) => [keyOfClock(clock), id])),
    })
  }
  return caseIds.flatMap((id) => known.get(id) ?? [])
}

function keptIn(db: Db): Map<string, Kept> {
  const cases = inTransaction.get(db) ?? new Map<string, Kept>()
  inTransaction.set(db, cases)
  return cases
}

/** Follows one entry and puts each change it makes on the timeline, with the entry as its cause. */
async function hear(ctx: Context, kept: Kept, event: TimelineEvent, causeId: string | null): Promise<void> {
  await tellChanges(ctx, [{ kept, event, causeId }])
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
  const heard = await applied(ctx, kept.caseId, agreement, because, causeId)
  await hear(ctx, kept, heard.event, heard.causeId)
}

/** Puts what is agreed on the timeline; answers with the entry, which is the cause of what follows. */
async function applied(
  ctx: Context,
  caseId: string,
  agreement: Agreement,
  because: Reason,
  causeId: string | null,
): Promise<{ event: TimelineEvent; causeId: string }> {
  const content = agreementContent(agreement, because)
  const name = 'clock.policy_applied'
  const id = await ctx.asSystem().record({ name, caseId, content, ...(causeId !== null && { causeId }) })
  const now = ctx.now.getTime()
  return { event: { name, at: now, recordedAt: now, causeId, content }, causeId: id }
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
    case 'case.fields_set':
    case 'case.migrated':
      return reason('policy_changed')
    case 'case.coverage_decided':
    case 'case.coverage_chosen':
      return reason('contract_changed')
    case 'case.reopened':
    case 'case.merged_in':
    case 'case.merge_undone':
    case 'case.unmerged':
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
  ['type', 'account', 'contact', 'tags', 'language', 'product'].some((field) => field in ((fields ?? {}) as object))

/** Time that passed leaves all but the clocks as the very objects that they were. */
const saysTheSame = (time: CaseTime, before: CaseTime): boolean =>
  (Object.keys(time) as (keyof CaseTime)[]).every((part) => part === 'clocks' || time[part] === before[part])

/** Writes what changed of the clocks of cases, and what stands beside them. */
async function save(ctx: Context, all: readonly Kept[]): Promise<void> {
  const moved = all.filter(({ keeping, saved }) => keeping !== null && keeping !== saved.keeping)
  if (moved.length === 0) return
  await saveTimes(
    ctx.db,
    moved.map((kept) => toSave(ctx, kept)),
  )
  await showOnCases(
    ctx,
    moved.map(({ caseId, keeping, saved }) => ({
      caseId,
      before: standingOf([...saved.clocks.values()]),
      after: standingOf(keeping!.time.clocks),
    })),
  )
  for (const kept of moved) {
    const clocks = kept.keeping!.time.clocks
    kept.saved = { keeping: kept.keeping, clocks: new Map(clocks.map((clock) => [keyOfClock(clock), clock])) }
  }
}

function toSave(ctx: Context, { caseId, keeping, saved, ids, isNew }: Kept): TimeToSave {
  const { time } = keeping!
  const onlyRead = saved.keeping !== null && saysTheSame(time, saved.keeping.time)
  const isKept = (clock: Clock, before: Clock | undefined) =>
    before === clock || (!onlyRead && before !== undefined && JSON.stringify(before) === JSON.stringify(clock))
  const changed = time.clocks.flatMap((clock, place) => {
    const key = keyOfClock(clock)
    if (isKept(clock, saved.clocks.get(key))) return []
    const id = ids.get(key) ?? ctx.newId()
    ids.set(key, id)
    return [{ id, clock, place }]
  })
  // The undo of a merge leaves no clock that the merge began.
  const standing = new Set(time.clocks.map(keyOfClock))
  const gone = [...saved.clocks.keys()].filter((key) => !standing.has(key)).flatMap((key) => ids.get(key) ?? [])
  return { caseId, keeping: keeping!, isNew: isNew && saved.keeping === null, onlyRead, changed, gone }
}
