import type { Context } from '../../../platform/context.ts'
import type { InputOf } from '../../../platform/endpoint.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { loadToRead, loadToWork } from '../../cases/actions/load.ts'
import { caseNumberText } from '../../cases/rules/numbers.ts'
import { keepMessage } from '../../conversations/actions/stored-message.ts'
import type { ProblemUpdate, problemsContract, UpdateRecipients } from '../contract/problems.ts'
import { placeOf, seenOf } from '../store/links.ts'
import * as store from '../store/updates.ts'
import { updateRecipients } from './update-recipients.ts'

const mostShown = 50

export async function previewUpdate(ctx: Context, ref: string): Promise<UpdateRecipients> {
  ctx.require('cases.work')
  const { id } = await loadToRead(ctx, ref)
  const { recipients, leftOut, hidden } = await updateRecipients(ctx, id)
  return {
    recipients: recipients.map(({ email, name, language, caseId, number, also }) => ({
      email,
      name,
      language,
      case: { id: caseId, number },
      also,
    })),
    leftOut: leftOut.map(({ caseId, number, because }) => ({ case: { id: caseId, number }, because })),
    hidden,
  }
}

type Asked = InputOf<typeof problemsContract.tellIncidents>['body']

/**
 * Writes an update on a problem, and down to whom it goes: each customer once. A job writes to them when the undo
 * window is over.
 */
export async function tellIncidents(ctx: Context, ref: string, asked: Asked): Promise<ProblemUpdate> {
  ctx.require('cases.work')
  if (ctx.actor.kind !== 'person' || !ctx.actor.id)
    throw new Refusal('not_allowed', { because: 'an update is written in the name of a person' })
  const { record } = await loadToWork(ctx, ref)
  const { incidents } = await placeOf(ctx.db, record.id)
  const { recipients, leftOut, hidden } = await updateRecipients(ctx, record.id)
  if (incidents === 0 || recipients.length === 0) throw new Refusal('no_recipient')
  if (recipients.length !== asked.recipients) throw new Refusal('recipients_changed', { recipients: recipients.length })
  const [id, messageId] = [ctx.newId(), ctx.newId()]
  const releaseAt = new Date(ctx.now.getTime() + asked.undoSeconds * 1000)
  await keepMessage(ctx, {
    id: messageId,
    case_id: record.id,
    kind: 'note',
    direction: 'internal',
    public: false,
    author_id: ctx.actor.id,
    from_name: ctx.actor.name,
    text: asked.text,
    flags: JSON.stringify({ update: { id, recipients: recipients.length } }),
    received_at: ctx.now,
    created_at: ctx.now,
  })
  await ctx.record({ name: 'note.added', caseId: record.id, content: { messageId } })
  const eventId = await ctx.record({
    name: 'problem.told',
    caseId: record.id,
    content: {
      updateId: id,
      problemMessageId: messageId,
      recipients: recipients.length,
      leftOut: leftOut.length + hidden,
      releaseAt: releaseAt.toISOString(),
    },
  })
  await store.insertUpdate(
    ctx.db,
    {
      id,
      problem_id: record.id,
      message_id: messageId,
      event_id: eventId,
      author_id: ctx.actor.id,
      text: asked.text,
      in_languages: JSON.stringify(asked.inLanguages),
      asked_at: ctx.now,
      release_at: releaseAt,
    },
    recipients.map(({ email, name, language, contactId, caseId }) => ({
      update_id: id,
      email,
      name,
      language,
      contact_id: contactId,
      case_id: caseId,
    })),
  )
  await ctx.enqueue('tell-incidents', { updateId: id }, { runAt: releaseAt })
  return showUpdate(ctx, id)
}

/** Takes back what has not been written; who has the message by then keeps it. */
export async function stopUpdate(ctx: Context, id: string): Promise<ProblemUpdate> {
  ctx.require('cases.work')
  const found = await store.findUpdate(ctx.db, id)
  if (!found) throw new Refusal('not_found', { what: 'update', id })
  const { id: problemId } = await loadToRead(ctx, found.problem_id)
  const update = await store.lockUpdate(ctx.db, id)
  if (update?.finished_at) throw new Refusal('already_sent')
  if (!update?.stopped_at) {
    const waiting = await store.countWaiting(ctx.db, id)
    await store.noteUpdate(ctx.db, id, { stopped_at: ctx.now })
    await ctx.record({
      name: 'problem.telling_stopped',
      caseId: problemId,
      causeId: found.event_id,
      content: { updateId: id, waiting },
    })
  }
  return showUpdate(ctx, id)
}

export async function listUpdates(ctx: Context, ref: string): Promise<{ items: ProblemUpdate[] }> {
  ctx.require('cases.read')
  const { id } = await loadToRead(ctx, ref)
  return { items: await shown(ctx, await store.shownUpdates(ctx.db, { problemId: id }, mostShown)) }
}

async function showUpdate(ctx: Context, id: string): Promise<ProblemUpdate> {
  const [update] = await shown(ctx, await store.shownUpdates(ctx.db, { id }, 1))
  return update!
}

async function shown(ctx: Context, updates: readonly store.ShownUpdate[]): Promise<ProblemUpdate[]> {
  const cases = updates.flatMap(({ left }) => left.map(({ caseId }) => caseId))
  const seen = await seenOf(ctx.db, ctx.actor, cases)
  return updates.map(({ authorId, author, askedAt, releaseAt, stoppedAt, finishedAt, left, ...each }) => ({
    ...each,
    author: { id: authorId, name: author },
    askedAt: askedAt.toISOString(),
    releaseAt: releaseAt.toISOString(),
    stoppedAt: stoppedAt?.toISOString() ?? null,
    finishedAt: finishedAt?.toISOString() ?? null,
    left: left
      .filter(({ caseId }) => seen.has(caseId))
      .map(({ email, number, because }) => ({ email, number: caseNumberText(number), because })),
  }))
}
