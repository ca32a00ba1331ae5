import { z } from 'zod'
import type { Context, RecordedEvent } from '../../../platform/context.ts'
import { cursorOf, placeOf } from '../../../platform/cursor.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { hoursOfTeam } from '../../calendars/actions.ts'
import { loadToRead } from '../../cases/actions/load.ts'
import { caseNumberText } from '../../cases/rules/numbers.ts'
import { requireTaker } from '../actions.ts'
import type { FoundPromise, ListedPromise, NewPromise, PromiseKind } from '../contract/promises.ts'
import { promiseState, remindAt } from '../rules/promise-state.ts'
import { sentenceOf } from '../rules/promise-words.ts'
import { promisesIn } from '../rules/promises.ts'
import * as store from '../store/promises.ts'
import * as tasks from '../store.ts'

/** What a text promises, read with the hours of the case's team. */
export async function findPromises(ctx: Context, ref: string, text: string): Promise<FoundPromise[]> {
  ctx.require('cases.work')
  const record = await loadToRead(ctx, ref)
  const hours = await hoursOfTeam(ctx.db, record.team_id)
  return promisesIn(text, { now: ctx.now, timeZone: hours?.timeZone ?? (await store.timeZone(ctx.db)), hours })
}

/** Writes down what was promised: whoever gave it keeps it, or whoever is named. */
export async function givePromises(
  ctx: Context,
  subject: { id: string; teamId: string },
  given: readonly (NewPromise & { ownerId?: string | null | undefined; title?: string | undefined })[],
  messageId: string | null,
): Promise<string[]> {
  if (given.length === 0) return []
  ctx.require('cases.work')
  for (const { ownerId } of given) if (ownerId) await requireTaker(ctx, ownerId)
  const me = ctx.actor.kind === 'person' ? ctx.actor.id : null
  const position = await tasks.nextPosition(ctx.db, subject.id)
  const customer = await store.customerOf(ctx.db, subject.id)
  const rows = given.map((promise, at) => {
    const dueAt = new Date(promise.dueAt)
    if (dueAt <= ctx.now)
      throw new Refusal('malformed', { fields: [{ path: 'dueAt', message: 'a promise is kept in the future' }] })
    return {
      id: ctx.newId(),
      case_id: subject.id,
      kind: 'task',
      title: promise.title ?? titleOf(promise, customer),
      // It is asked for when the case is to be resolved, and by no stage.
      stage: null,
      mandatory: true,
      owner_id: promise.ownerId ?? me,
      team_id: subject.teamId,
      due_at: dueAt,
      startable_at: ctx.now,
      position: position + at,
      created_at: ctx.now,
      created_by: me,
      promise: promise.kind,
      promise_said: promise.said,
      promised_by: me,
      promised_in: messageId,
      remind_at: remindAt(dueAt, ctx.now),
    }
  })
  await tasks.insertTasks(ctx.db, rows)
  for (const { id, title, promise_said: said, due_at } of rows) {
    const content = { taskId: id, title, said, dueAt: due_at.toISOString(), messageId }
    await ctx.record({ name: 'promise.given', caseId: subject.id, content })
  }
  return rows.map(({ id }) => id)
}

const titleOf = ({ kind, said }: NewPromise, customer: string | null): string => {
  const who = customer ?? 'the customer'
  return kind === 'call' ? `Call ${who}` : kind === 'write' ? `Write to ${who}` : sentenceOf(said).slice(0, 300)
}

/** A call that reached the customer keeps the promise of a call; a reply keeps that of a word. */
export async function keepPromises(ctx: Context, event: RecordedEvent): Promise<void> {
  const { content, caseId, name } = event
  const kind: PromiseKind = name === 'call.logged' ? 'call' : 'write'
  const counts = name === 'call.logged' ? content.reached === true : isAnswer(content)
  if (!caseId || !counts) return
  const before = name === 'call.logged' ? ctx.now : new Date(String(content.writtenAt))
  const author =
    (content.authorId as string | null | undefined) ?? (event.actor.kind === 'person' ? event.actor.id : null)
  for (const task of await store.toKeep(ctx.db, caseId, kind, String(content.messageId), before)) {
    const kept = { now: ctx.now, by: author, messageId: String(content.messageId) }
    if (!(await store.keepPromise(ctx.db, task.id, kept))) continue
    const because = kind === 'call' ? 'the customer was called' : 'the customer was answered'
    await ctx.record({
      name: 'task.done',
      caseId,
      causeId: event.id,
      content: { taskId: task.id, title: task.title, kind: task.kind, key: null, promise: kind, because },
    })
  }
}

/** A reply counts once it left, or is about to; what is told of it then says so. */
const isAnswer = ({ public: toCustomer, automatic, counts }: RecordedEvent['content']): boolean =>
  toCustomer === true && !automatic && counts !== false

/** What was promised in a reply that was taken back was promised to nobody. */
export async function withdrawPromises(ctx: Context, event: RecordedEvent): Promise<void> {
  for (const task of await store.withdraw(ctx.db, String(event.content.messageId), ctx.now)) {
    const content = { taskId: task.id, title: task.title, because: 'the reply was taken back' }
    await ctx.record({ name: 'task.cancelled', caseId: task.case_id, causeId: event.id, content })
  }
}

/** A reply that came back, or never left, kept nothing; one that is kept here and counts on did. */
export async function unkeepPromises(ctx: Context, event: RecordedEvent): Promise<void> {
  if (event.name !== 'message.failed' && event.content.counts !== false) return
  const because = `the reply that kept it ${event.name === 'message.failed' ? 'came back' : 'has not left'}`
  for (const task of await store.unkeep(ctx.db, String(event.content.messageId))) {
    const content = { taskId: task.id, title: task.title, because }
    await ctx.record({ name: 'task.reopened', caseId: task.case_id, causeId: event.id, content })
  }
}

/** Tells of one task what is due to be told, once whoever looks; of a broken promise its lead, too. */
export async function tellOfTask(ctx: Context, what: store.Telling, id: string): Promise<void> {
  const task = await store.takeTelling(ctx.db, what, id, ctx.now)
  if (!task) return
  const { ownerId, ownerName, leadId, leadName } = task
  const owner = ownerId !== null && ownerName !== null ? [{ id: ownerId, name: ownerName }] : []
  const broken = what === 'promise.broken'
  const to = owner.length === 0 || (broken && leadId !== ownerId) ? [...owner, { id: leadId, name: leadName }] : owner
  const dueAt = task.dueAt?.toISOString() ?? null
  const content = { taskId: task.id, title: task.title, said: task.said, dueAt, to, mail: broken }
  await ctx.record({ name: what, caseId: task.caseId, content })
}

const Place = z.tuple([z.iso.datetime(), z.uuid()])
const rateMilliseconds = 30 * 86_400_000

export async function listPromises(ctx: Context, query: store.PromiseQuery & { cursor?: string | undefined }) {
  ctx.require('cases.read')
  const rows = await store.listPromises(ctx.db, ctx.actor, query, placeOf(Place, query.cursor), ctx.now)
  const items = rows.slice(0, query.limit).map((row): ListedPromise => {
    const named = (id: string | null, name: string | null) => (id && name !== null ? { id, name } : null)
    return {
      id: row.id,
      title: row.title,
      kind: row.promise as PromiseKind,
      said: row.promise_said ?? '',
      by: named(row.promised_by, row.giver_name),
      owner: named(row.owner_id, row.owner_name),
      state: promiseState(row, ctx.now),
      dueAt: row.due_at!.toISOString(),
      doneAt: row.done_at?.toISOString() ?? null,
      case: {
        id: row.case_id,
        number: caseNumberText(row.case_number),
        subject: row.case_subject,
        account: named(row.account_id, row.account_name),
      },
    }
  })
  const last = items.at(-1)
  return {
    items,
    nextCursor: last && rows.length > query.limit ? cursorOf([last.dueAt, last.id]) : null,
    last30Days: await store.countPromises(ctx.db, ctx.actor, new Date(ctx.now.getTime() - rateMilliseconds), ctx.now),
  }
}
