import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import * as read from '../store/read.ts'
import * as write from '../store/write.ts'
import { loadToRead } from './load.ts'

/**
 * A person answered the customer: the case no longer waits for us to react to what came before that was written, and
 * its first response stands.
 */
export async function noteHumanReply(ctx: Context, caseId: string, writtenAt: Date): Promise<void> {
  await write.noteReply(ctx.db, caseId, writtenAt, ctx.now)
}

export async function watch(ctx: Context, ref: string, on: boolean) {
  ctx.require('cases.read')
  const record = await loadToRead(ctx, ref)
  if (ctx.actor.kind !== 'person' || !ctx.actor.id)
    throw new Refusal('not_allowed', { because: 'only people watch cases' })
  await (on
    ? write.insertWatcher(ctx.db, record.id, ctx.actor.id, ctx.now)
    : write.removeWatcher(ctx.db, record.id, ctx.actor.id))
  if (!on && record.restricted) ctx.changed({ kind: 'session', id: ctx.actor.id })
  await ctx.record({ name: on ? 'case.watched' : 'case.unwatched', caseId: record.id })
  return read.watchersOf(ctx.db, record.id)
}

/** Lets somebody follow a case that has to do with theirs, and says why; false where they did before. */
export async function letWatch(
  ctx: Context,
  caseId: string,
  personId: string,
  because: string | null = null,
): Promise<boolean> {
  const watchers = await read.watchersOf(ctx.db, caseId)
  if (watchers.some(({ id }) => id === personId)) return false
  await write.insertWatcher(ctx.db, caseId, personId, ctx.now)
  await sayWatching(ctx, 'case.watched', caseId, personId, because)
  return true
}

export async function stopWatching(ctx: Context, caseId: string, personId: string, because: string): Promise<void> {
  await write.removeWatcher(ctx.db, caseId, personId)
  // They may have seen it as a watcher alone.
  ctx.changed({ kind: 'session', id: personId })
  await sayWatching(ctx, 'case.unwatched', caseId, personId, because)
}

async function sayWatching(
  ctx: Context,
  name: 'case.watched' | 'case.unwatched',
  caseId: string,
  personId: string,
  because: string | null,
): Promise<void> {
  const person = await read.personName(ctx.db, personId)
  const content = { watcherId: personId, watcher: person?.name ?? null, ...(because && { because }) }
  await ctx.record({ name, caseId, content })
}

export async function see(ctx: Context, ref: string): Promise<void> {
  ctx.require('cases.read')
  const record = await loadToRead(ctx, ref)
  if (ctx.actor.kind === 'person' && ctx.actor.id) await write.markSeen(ctx.db, record.id, ctx.actor.id, ctx.now)
}

/** Says that somebody looks at or writes in a case, and who else does. */
export async function bePresent(ctx: Context, ref: string, writing: boolean | null) {
  ctx.require('cases.read')
  const record = await loadToRead(ctx, ref)
  const me = ctx.actor.kind === 'person' ? ctx.actor.id : null
  if (writing !== null && me && (await write.upsertPresence(ctx.db, record.id, me, writing, ctx.now))) {
    ctx.changed({ kind: 'presence', id: record.id })
  }
  const present = await write.presentIn(ctx.db, record.id, ctx.now)
  return present
    .filter((person) => person.id !== me)
    .map(({ id, name, writing: writes }) => ({ person: { id, name }, writing: writes }))
}

/** What stands beside a case of its clocks: the one that ends first, the earliest breach, the level of escalation. */
export interface ClocksOfCase {
  caseId: string
  dueAt: Date | null
  dueMetric: string | null
  atRiskAt: Date | null
  breachedAt: Date | null
  escalationLevel: number
}

export async function noteClocks(ctx: Context, cases: readonly ClocksOfCase[]): Promise<void> {
  await write.updateClockFacts(
    ctx.db,
    cases.map(({ caseId, dueAt, dueMetric, atRiskAt, breachedAt, escalationLevel }) => ({
      id: caseId,
      due_at: dueAt,
      due_metric: dueMetric,
      at_risk_at: atRiskAt,
      breached_at: breachedAt,
      escalation_level: escalationLevel,
    })),
  )
  for (const { caseId } of cases) ctx.changed({ kind: 'case', id: caseId })
}
