import type { Updateable } from 'kysely'
import type { Context } from '../../../platform/context.ts'
import type { Status } from '../../../platform/shapes.ts'
import type { Cases } from '../../../platform/tables.gen.ts'
import type { CaseTypeDefinition } from '../../casetypes/contract.ts'
import { awaitTurn } from '../../routing/actions/decide-owner.ts'
import { closedStage, isOpen } from '../rules/lifecycle.ts'
import { asColumns, leftBehind, pick, putBack, reopenedFacts, type Stood, saidFacts } from '../rules/merged.ts'
import { caseNumberText } from '../rules/numbers.ts'
import * as store from '../store/merged.ts'
import * as read from '../store/read.ts'
import { returnToQueue } from './assign-case.ts'
import { loadToChange } from './load.ts'
import { reopenCase } from './resolve-case.ts'
import { save } from './save-case.ts'
import { returnToWork } from './transition-case.ts'

export interface LoadedCase {
  record: read.CaseRecord
  definition: CaseTypeDefinition
}

/** Two cases and all that hang on them, locked in one order; refuses what the actor cannot see. */
export async function loadPair(ctx: Context, refs: readonly [string, string]): Promise<[LoadedCase, LoadedCase]> {
  const ids = []
  for (const ref of refs) ids.push((await loadToLock(ctx, ref)).id)
  await store.lockFamilies(ctx.db, ids)
  return [await loadToChange(ctx, ids[0]!), await loadToChange(ctx, ids[1]!)]
}

async function loadToLock(ctx: Context, ref: string): Promise<read.CaseRecord> {
  const record = await read.findCase(ctx.db, ctx.actor, ref)
  return record ?? (await loadToChange(ctx, ref)).record
}

/** What hangs on a case, and went along with it: ids by kind of link. */
export interface Followers {
  merged_into_id: string[]
  parent_id: string[]
  problem_id: string[]
  /** Absent in merges that are older than it, like the two below. */
  follow_up_of_id?: string[]
  /** Cases that are related to the survivor because they were to the source. */
  relations?: string[]
  watchers: string[]
  /** What the survivor itself hangs on now instead. */
  hung?: Partial<Record<store.Upward, { before: string | null; after: string | null }>>
}

/** Children, incidents, earlier merges, relations, follow-ups and the watchers who are named follow a case into another. */
export async function takeFollowers(
  ctx: Context,
  { record: source }: LoadedCase,
  { record: survivor }: LoadedCase,
  watchers: readonly string[],
): Promise<Followers> {
  const [fromId, toId] = [source.id, survivor.id]
  const hung: Followers['hung'] = {}
  for (const link of ['parent_id', 'problem_id', 'follow_up_of_id'] as const) {
    const hangsOnSource = survivor[link] === fromId
    // What it came from is inherited; a place in a family is not: it would no longer be its customer's own case.
    const inherits =
      link === 'follow_up_of_id' && survivor[link] === null && source[link] !== toId && source[link] !== null
    if (hangsOnSource || inherits) hung[link] = { before: survivor[link], after: source[link] }
  }
  for (const [link, { after }] of Object.entries(hung))
    await store.hang(ctx.db, toId, link as store.Upward, { on: after })
  return {
    hung,
    follow_up_of_id: await store.relink(ctx.db, 'follow_up_of_id', fromId, toId),
    relations: await store.copyRelations(ctx.db, fromId, toId),
    merged_into_id: await store.relink(ctx.db, 'merged_into_id', fromId, toId),
    parent_id: await store.relink(ctx.db, 'parent_id', fromId, toId),
    problem_id: await store.relink(ctx.db, 'problem_id', fromId, toId),
    watchers: await store.copyWatchers(ctx.db, fromId, toId, watchers),
  }
}

/** The same back, as far as it still hangs where it was taken. */
export async function returnFollowers(ctx: Context, followers: Followers, fromId: string, toId: string): Promise<void> {
  for (const link of ['merged_into_id', 'parent_id', 'problem_id', 'follow_up_of_id'] as const)
    await store.relinkThese(ctx.db, link, followers[link] ?? [], fromId, toId)
  await store.removeRelations(ctx.db, fromId, followers.relations ?? [])
  await store.removeWatchers(ctx.db, fromId, followers.watchers)
  for (const [link, { before, after }] of Object.entries(followers.hung ?? {}))
    await store.hang(ctx.db, fromId, link as store.Upward, { on: before, where: after })
}

/** Ends a case that went into another: no resolution, nobody is told or asked. Answers with how it stood. */
export async function endAsMerged(
  ctx: Context,
  { record, definition }: LoadedCase,
  into: LoadedCase,
  { version, content }: { version: number; content: Record<string, unknown> },
): Promise<Stood> {
  const stood = pick(record, leftBehind)
  await save(ctx, record, version, {
    status: 'closed',
    stage: closedStage(definition).key,
    stage_since: ctx.now,
    previous_stage: null,
    closed_at: ctx.now,
    closes_at: null,
    merged_into_id: into.record.id,
    proposed_case_id: null,
    customer_replied_at: null,
    routing_due_at: null,
    next_step: null,
    next_step_whose: null,
    next_step_person_id: null,
    next_step_due_at: null,
    next_step_latest_at: null,
  })
  await ctx.record({
    name: 'case.merged',
    caseId: record.id,
    content: {
      ...content,
      into: into.record.id,
      number: caseNumberText(into.record.number),
      fromStatus: record.status,
      toStatus: 'closed',
    },
  })
  return stood
}

export interface Taking {
  version: number
  content: Record<string, unknown>
  /** Whether it is restricted for itself from now on. */
  restricted: boolean
  /** Says why a resolved survivor is open again; null where the customer waits for nothing. */
  reopens: string | null
}

/** Takes in what another case knew of its customer; answers with how the survivor stood, and stands now. */
export async function takeIn(
  ctx: Context,
  { record }: LoadedCase,
  source: read.CaseRecord,
  { version, content, restricted, reopens }: Taking,
): Promise<{ before: Stood; after: Stood }> {
  const columns = [...saidFacts, ...reopenedFacts, 'tags', 'restricted', 'restricted_itself']
  const before = pick(record, columns)
  const addedTags = source.tags.filter((tag) => !record.tags.includes(tag))
  const waits = waitsSince(source, record)
  await save(ctx, record, version, {
    tags: [...record.tags, ...addedTags],
    ...(restricted && { restricted, restricted_itself: true }),
    last_customer_message_at: latest(record.last_customer_message_at, source.last_customer_message_at),
    last_public_reply_at: latest(record.last_public_reply_at, source.last_public_reply_at),
    first_response_at: earliest(record.first_response_at, source.first_response_at),
    ...(waits &&
      (isOpen(record.status as Status) || reopens !== null) && {
        customer_replied_at: latest(record.customer_replied_at, waits),
      }),
  })
  const told = { name: 'case.merged_in', content: { ...content, addedTags } }
  if (reopens !== null) await reopenCase(ctx, record.id, { because: reopens, told })
  else if (waits && record.status === 'pending')
    await returnToWork(ctx, record.id, { because: ['its customer wrote in what was merged into it'], told })
  else await ctx.record({ ...told, caseId: record.id })
  const after = (await loadToChange(ctx, record.id)).record
  return { before, after: pick(after, columns) }
}

/** Since when the customer of an open source waits, where the survivor has not answered since. */
export function waitsSince(source: read.CaseRecord, survivor: read.CaseRecord): Date | null {
  if (!isOpen(source.status as Status)) return null
  const asked = source.last_customer_message_at
  const answered = latest(source.last_public_reply_at, survivor.last_public_reply_at)
  return asked && (!answered || answered < asked) ? asked : null
}

/** Puts the survivor back to what it was, as far as nobody went on since. */
export async function letGo(
  ctx: Context,
  { record }: LoadedCase,
  stood: { before: Stood; after: Stood },
  content: Record<string, unknown>,
): Promise<void> {
  const change = putBack({ ...stood, now: pick(record, Object.keys(stood.after)) })
  const { status: from } = record
  await save(ctx, record, undefined, asColumns(change) as Updateable<Cases>)
  const goesBack = typeof change.status === 'string' && change.status !== from
  await ctx.record({
    name: 'case.merge_undone',
    caseId: record.id,
    content: { ...content, ...(goesBack && { fromStatus: from, toStatus: change.status, stage: change.stage }) },
  })
}

/** Puts a case that had been merged back to work as it stood; where its owner has left since, its queue finds one. */
export async function bringBack(
  ctx: Context,
  { record, definition }: LoadedCase,
  stood: Stood,
  content: Record<string, unknown>,
): Promise<void> {
  const owner = record.owner_id === null ? undefined : await read.personName(ctx.db, record.owner_id)
  const isOwnerless = isOpen(stood.status as Status) && owner?.deactivatedAt !== null && owner !== undefined
  // Queues are taken before contracts, which follow from the entry.
  if (isOwnerless && record.queue_id) await awaitTurn(ctx, record.queue_id)
  await save(ctx, record, undefined, asColumns(stood) as Updateable<Cases>)
  await ctx.record({
    name: 'case.unmerged',
    caseId: record.id,
    content: { ...content, fromStatus: 'closed', toStatus: stood.status, stage: stood.stage, type: definition.name },
  })
  if (isOwnerless) await returnToQueue(ctx.asSystem(), record.id, { reason: `${owner.name} has left` })
}

const latest = (a: Date | null, b: Date | null): Date | null => (!a || !b ? (a ?? b) : a > b ? a : b)
const earliest = (a: Date | null, b: Date | null): Date | null => (!a || !b ? (a ?? b) : a < b ? a : b)
