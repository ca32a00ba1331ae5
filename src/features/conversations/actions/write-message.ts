import type { Context } from '../../../platform/context.ts'
import { cleanWrittenHtml } from '../../../platform/html.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { noteHumanReply } from '../../cases/actions/facts.ts'
import { loadToWork } from '../../cases/actions/load.ts'
import { transitionCase } from '../../cases/actions/transition-case.ts'
import { getCase } from '../../cases/actions/views.ts'
import { caseNumberText } from '../../cases/rules/numbers.ts'
import { givePromises } from '../../tasks/actions/promises.ts'
import type { NewPromise } from '../../tasks/contract/promises.ts'
import type { Message } from '../contract.ts'
import { recipientsOf, replySubject } from '../rules.ts'
import * as store from '../store.ts'
import { releaseMessage } from './release-message.ts'
import { showMessage } from './show-messages.ts'

export interface Reply {
  text: string
  html?: string | undefined
  to?: { name: string; email: string }[] | undefined
  cc?: { name: string; email: string }[] | undefined
  attachmentIds: string[]
  undoSeconds: number
  begunAt?: string | undefined
  thenStage?: string | undefined
  followUpAt?: string | undefined
  promises?: NewPromise[] | undefined
}

/** Writes a public reply. It leaves after its undo window; until then it can be taken back. */
export async function writeReply(ctx: Context, ref: string, reply: Reply): Promise<Message> {
  ctx.require('cases.work')
  const { record } = await loadToWork(ctx, ref)
  if (reply.begunAt) await warnOfLateMessage(ctx, record.id, new Date(reply.begunAt))
  const usual = reply.to && reply.cc ? null : await getCase(ctx, record.id)
  // Whom somebody merely put in Cc is answered only where the writer says so.
  const known = usual && usual.replyCc.length > 0 ? await store.participantsOf(ctx.db, record.id) : new Set<string>()
  const usualCc = (usual?.replyCc ?? []).filter(({ email }) => known.has(email.toLowerCase()))
  const { to, cc } = recipientsOf(reply, { to: usual?.replyTo ?? [], cc: usualCc })
  if (to.length === 0) throw new Refusal('no_recipient')
  const id = ctx.newId()
  const author = ctx.actor.kind === 'person' ? ctx.actor.id : null
  const moves = reply.thenStage !== undefined && reply.thenStage !== record.stage
  const releaseAt = new Date(ctx.now.getTime() + reply.undoSeconds * 1000)
  await store.insertMessage(ctx.db, {
    id,
    case_id: record.id,
    kind: 'email',
    direction: 'out',
    public: true,
    author_id: author,
    from_name: ctx.actor.name,
    to_addresses: JSON.stringify(to),
    cc_addresses: JSON.stringify(cc),
    subject: replySubject(record.subject, caseNumberText(record.number)),
    text: reply.text,
    html: reply.html ? cleanWrittenHtml(reply.html) : null,
    language: record.language,
    received_at: ctx.now,
    created_at: ctx.now,
    release_at: releaseAt,
    delivery: 'held',
    flags: JSON.stringify(moves ? { moved: { from: record.stage, to: reply.thenStage } } : {}),
  })
  await claim(ctx, reply.attachmentIds, record.id, id)
  await ctx.record({
    name: 'message.written',
    caseId: record.id,
    content: {
      messageId: id,
      to: to.map(({ email }) => email),
      cc: cc.map(({ email }) => email),
      releaseAt: releaseAt.toISOString(),
    },
  })
  await givePromises(ctx, { id: record.id, teamId: record.team_id }, reply.promises ?? [], id)
  if (moves) {
    await transitionCase(ctx, record.id, { stage: reply.thenStage!, followUpAt: reply.followUpAt })
  }
  if (author) await store.removeDraft(ctx.db, record.id, author, 'reply')
  if (reply.undoSeconds === 0) await releaseMessage(ctx, id)
  else await ctx.enqueue('release-message', { messageId: id }, { runAt: releaseAt, key: `release ${id}` })
  return showMessage(ctx, id)
}

/** A customer message that came after the draft was begun is shown before anything is sent. */
async function warnOfLateMessage(ctx: Context, caseId: string, begunAt: Date): Promise<void> {
  const late = await store.customerMessageSince(ctx.db, caseId, begunAt)
  if (late)
    throw new Refusal('customer_wrote_meanwhile', {
      messageId: late.id,
      from: late.from_name,
      at: late.received_at.toISOString(),
    })
}

export async function writeNote(
  ctx: Context,
  ref: string,
  note: { text: string; html?: string | undefined; attachmentIds: string[] },
): Promise<Message> {
  ctx.require('cases.note')
  const { record } = await loadToWork(ctx, ref)
  const id = ctx.newId()
  await store.insertMessage(ctx.db, {
    id,
    case_id: record.id,
    kind: 'note',
    direction: 'internal',
    public: false,
    author_id: ctx.actor.kind === 'person' ? ctx.actor.id : null,
    from_name: ctx.actor.name,
    text: note.text,
    html: note.html ? cleanWrittenHtml(note.html) : null,
    received_at: ctx.now,
    created_at: ctx.now,
  })
  await claim(ctx, note.attachmentIds, record.id, id)
  await ctx.record({ name: 'note.added', caseId: record.id, content: { messageId: id } })
  if (ctx.actor.kind === 'person') await store.removeDraft(ctx.db, record.id, ctx.actor.id!, 'note')
  return showMessage(ctx, id)
}

export interface Call {
  text: string
  direction: 'in' | 'out'
  outcome: string
  reached: boolean
  seconds: number | null
  at?: string | undefined
  promises?: NewPromise[] | undefined
}

/** Logs a call. One that reached the customer counts as a reply. */
export async function logCall(ctx: Context, ref: string, call: Call): Promise<Message> {
  ctx.require('cases.work')
  const { record } = await loadToWork(ctx, ref)
  const at = call.at ? new Date(call.at) : ctx.now
  if (at > ctx.now)
    throw new Refusal('malformed', { fields: [{ path: 'at', message: 'a call cannot be logged before it happened' }] })
  const id = ctx.newId()
  await store.insertMessage(ctx.db, {
    id,
    case_id: record.id,
    kind: 'call',
    direction: call.direction,
    public: call.reached,
    author_id: ctx.actor.kind === 'person' ? ctx.actor.id : null,
    contact_id: record.contact_id,
    from_name: ctx.actor.name,
    text: call.text,
    call: JSON.stringify({
      outcome: call.outcome,
      direction: call.direction,
      seconds: call.seconds,
      reached: call.reached,
    }),
    received_at: at,
    created_at: ctx.now,
  })
  // The clocks hear of it now: a call logged later never rewrites what they already decided.
  await ctx.record({
    name: 'call.logged',
    caseId: record.id,
    content: {
      messageId: id,
      direction: call.direction,
      reached: call.reached,
      outcome: call.outcome,
      at: at.toISOString(),
    },
  })
  await givePromises(ctx, { id: record.id, teamId: record.team_id }, call.promises ?? [], id)
  if (call.reached) await noteHumanReply(ctx, record.id, ctx.now)
  if (ctx.actor.kind === 'person') await store.removeDraft(ctx.db, record.id, ctx.actor.id!, 'call')
  return showMessage(ctx, id)
}

async function claim(ctx: Context, ids: string[], caseId: string, messageId: string): Promise<void> {
  const claimed = await store.claimAttachments(ctx.db, ids, caseId, messageId, uploaderOf(ctx))
  if (claimed !== new Set(ids).size) throw new Refusal('not_found', { what: 'attachment' })
}

export const uploaderOf = (ctx: Context): string => `${ctx.actor.kind}:${ctx.actor.id ?? ''}`
