import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { endAsMerged, type Followers, loadPair, takeFollowers, takeIn } from '../../cases/actions/merge-away.ts'
import { caseNumberText } from '../../cases/rules/numbers.ts'
import { moveThread, type Thread } from '../../conversations/actions/move-thread.ts'
import { moveEscalations } from '../../escalations/actions.ts'
import { saidOn } from '../../sla/actions/keep-time.ts'
import { moveTasks } from '../../tasks/actions/move-tasks.ts'
import { canMerge, isRestricted, reopensBecause } from '../rules/merging.ts'
import * as store from '../store/merges.ts'
import { mergeFacts } from './merge-facts.ts'

/** Everything that went from one case to another. */
export interface Taken {
  thread: Thread
  tasks: string[]
  /** Absent in merges that are older than it. */
  escalations?: string[]
  followers: Followers
}

/** Merges a case into another: what was said and done goes along, and the number leads there. Answers with the survivor. */
export async function mergeCases(
  ctx: Context,
  ref: string,
  asked: { into: string; version: number; intoVersion: number },
): Promise<string> {
  ctx.require('cases.merge')
  const [source, survivor] = await loadPair(ctx, [ref, asked.into])
  const { facts, watchers } = await mergeFacts(ctx, source.record, survivor.record)
  const decision = canMerge(facts)
  if (!decision.ok) throw new Refusal('cannot_be_merged', { because: decision.because })
  const [fromId, toId] = [source.record.id, survivor.record.id]
  const mergeId = ctx.newId()
  const said = await saidOn(ctx, fromId)
  const thread = await moveThread(ctx, fromId, toId)
  const tasks = await moveTasks(ctx, fromId, toId)
  const counts = { messages: thread.messages.length, files: thread.files.length, tasks: tasks.length }
  // The survivor first: where it reopens it may wait for its queue, and queues are taken before contracts.
  const stood = await takeIn(ctx, survivor, source.record, {
    version: asked.intoVersion,
    restricted: isRestricted(facts),
    reopens: reopensBecause(facts),
    content: { mergeId, from: fromId, source: caseNumberText(source.record.number), said, ...counts },
  })
  const content = { mergeId, because: `merged by ${ctx.actor.name}`, ...counts }
  const left = await endAsMerged(ctx, source, survivor, { version: asked.version, content })
  const escalations = await moveEscalations(ctx, fromId, toId)
  const followers = await takeFollowers(ctx, source, survivor, watchers)
  await store.insertMerge(ctx.db, {
    id: mergeId,
    source_id: fromId,
    survivor_id: toId,
    merged_at: ctx.now,
    merged_by: ctx.actor.kind === 'person' ? ctx.actor.id : null,
    taken: JSON.stringify({ thread, tasks, escalations, followers } satisfies Taken),
    stood: JSON.stringify({ source: left, survivor: stood } satisfies Stand),
  })
  return toId
}

type Stood = Awaited<ReturnType<typeof endAsMerged>>
/** How both stood: the source before, the survivor before and after. */
export interface Stand {
  source: Stood
  survivor: { before: Stood; after: Stood }
}
