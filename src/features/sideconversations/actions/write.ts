import type { Context } from '../../../platform/context.ts'
import type { InputOf } from '../../../platform/endpoint.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { loadToWork } from '../../cases/actions/load.ts'
import { withoutMarks } from '../../mailboxes/rules/tokens.ts'
import type { SideMessage, sideconversationsContract } from '../contract.ts'
import { isAnswer, isQuestion, refusedRecipient, unique } from '../rules.ts'
import * as store from '../store/conversations.ts'
import * as messages from '../store/messages.ts'
import { about, dateOf, loadSide, rightFor, showSide } from './load.ts'
import { answered, asked, releaseSideMessage } from './release.ts'
import { showMessage } from './show.ts'
import { standsFor, toOwner } from './stand-in.ts'

type Writing = InputOf<typeof sideconversationsContract.writeSideMessage>['body']

/** Writes on: to those who were written to last, or whom it names. */
export async function writeOn(ctx: Context, id: string, writing: Writing): Promise<SideMessage> {
  ctx.require('cases.note')
  const seen = await showSide(ctx, id)
  ctx.require(rightFor(seen.kind))
  await loadToWork(ctx, seen.case.id)
  const side = await loadSide(ctx, id)
  if (side.status === 'closed') throw new Refusal('side_conversation_has_ended')
  if (side.kind === 'internal' && (writing.to || writing.cc))
    throw new Refusal('malformed', { fields: [{ path: 'to', message: 'a thread within the house has no recipients' }] })
  const { to, cc } = unique(writing.to ?? seen.to, writing.cc ?? seen.cc)
  if (side.kind === 'mail') {
    if (to.length === 0) throw new Refusal('no_recipient')
    await requireRecipients(ctx, side.standingCaseId, [...to, ...cc])
  }
  if (writing.dueAt !== undefined) {
    side.due_at = dateOf(ctx, writing.dueAt, side.on_case)
    await store.updateSide(ctx.db, id, null, { due_at: side.due_at, reminded_at: null })
  }
  const messageId = await addMessage(ctx, side, { ...writing, to, cc, names: Boolean(writing.dueAt) })
  return showMessage(ctx, messageId)
}

interface NewMessage {
  text: string
  fileIds: readonly string[]
  to: { name: string; email: string }[]
  cc: { name: string; email: string }[]
  undoSeconds: number
  /** Whether a date for the answer was named along with it. */
  names?: boolean
  causeId?: string
}

/** Marks of the customer's thread never leave the house in it, whatever was quoted by hand. */
export async function addMessage(ctx: Context, side: store.SideRecord, message: NewMessage): Promise<string> {
  if (!(await messages.areFilesOf(ctx.db, side.standingCaseId, message.fileIds)))
    throw new Refusal('not_found', { what: 'attachment' })
  const id = ctx.newId()
  const mail = side.kind === 'mail'
  const text = withoutMarks(message.text).trim()
  if (text === '') throw new Refusal('malformed', { fields: [{ path: 'text', message: 'there is nothing in it' }] })
  const writer = { ...ctx.actor, standsFor: mail ? [] : await standsFor(ctx) }
  const answers = !mail && isAnswer(side, writer)
  const releaseAt = new Date(ctx.now.getTime() + message.undoSeconds * 1000)
  await messages.insertMessage(ctx.db, {
    id,
    side_conversation_id: side.id,
    direction: mail ? 'out' : 'internal',
    author_id: ctx.actor.kind === 'person' ? ctx.actor.id : null,
    from_name: ctx.actor.name,
    to_addresses: JSON.stringify(message.to),
    cc_addresses: JSON.stringify(message.cc),
    subject: mail ? side.subject : null,
    text,
    flags: JSON.stringify(answers ? { asked: true } : {}),
    received_at: ctx.now,
    created_at: ctx.now,
    ...(mail && { release_at: releaseAt, delivery: 'held' }),
  })
  await messages.linkFiles(ctx.db, id, [...new Set(message.fileIds)])
  const eventId = message.causeId ?? (await recordWriting(ctx, side, id, answers))
  if (mail) {
    if (message.undoSeconds === 0) await releaseSideMessage(ctx, id)
    else await ctx.enqueue('release-side-message', { id }, { runAt: releaseAt, key: `release side ${id}` })
  } else if (answers) await answered(ctx, side, eventId)
  else if (isQuestion(side, writer, message.names)) await asked(ctx, side, { messageId: id, causeId: eventId })
  ctx.changed({ kind: 'case', id: side.standingCaseId })
  return id
}

/** An answer within the house tells whoever sees to it. */
const recordWriting = async (ctx: Context, side: store.SideRecord, id: string, answers: boolean) =>
  ctx.record({
    name: answers ? 'side_message.answered' : 'side_message.written',
    caseId: side.standingCaseId,
    content: {
      ...about(side),
      sideMessageId: id,
      ...(answers && { to: await toOwner(ctx, side), said: `${side.party} answered: ${side.subject}` }),
    },
  })

/** The customer has the thread of the case; mail to one of our own addresses would come back as a case. */
export async function requireRecipients(
  ctx: Context,
  caseId: string,
  recipients: { name: string; email: string }[],
): Promise<void> {
  const refused = refusedRecipient(recipients, await store.addressesAround(ctx.db, caseId))
  if (!refused) return
  const because =
    refused.because === 'customer'
      ? `${refused.email} takes part in the customer’s thread of this case: write to them there`
      : `${refused.email} is an address of ours`
  throw new Refusal('not_for_this_recipient', { because, email: refused.email })
}
