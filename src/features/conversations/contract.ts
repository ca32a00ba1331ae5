import { z } from 'zod'
import { endpoint } from '../../platform/endpoint.ts'
import { Email, Id, Instant, InstantOut, Named, Ok, Paging, page, UndoSeconds } from '../../platform/shapes.ts'
import { NewPromise } from '../tasks/contract/promises.ts'

export const Address = z.object({ name: z.string(), email: z.string() })
export const AttachmentView = z.object({
  id: Id,
  name: z.string(),
  type: z.string(),
  bytes: z.int(),
  inline: z.boolean(),
  contentId: z.string().nullable(),
})

export const Message = z.object({
  id: Id,
  direction: z.enum(['in', 'out', 'internal']),
  kind: z.enum(['email', 'note', 'call', 'form', 'portal', 'chat', 'sms', 'messaging', 'api']),
  from: Address.nullable(),
  author: Named.nullable(),
  contact: Named.nullable(),
  to: z.array(Address),
  cc: z.array(Address),
  subject: z.string().nullable(),
  text: z.string(),
  /** What the writer wrote now, without quotes and signature. */
  visibleText: z.string(),
  quotedText: z.string().nullable(),
  /** Sanitised; still to be shown isolated. */
  html: z.string().nullable(),
  language: z.string().nullable(),
  receivedAt: InstantOut,
  messageId: z.string().nullable(),
  attachments: z.array(AttachmentView),
  machine: z.boolean(),
  bounce: z.boolean(),
  public: z.boolean(),
  automatic: z.boolean(),
  flags: z.record(z.string(), z.unknown()),
  call: z
    .object({
      outcome: z.string(),
      direction: z.enum(['in', 'out']),
      seconds: z.int().nullable(),
      reached: z.boolean(),
    })
    .nullable(),
  /** How far an outgoing message is; null for everything else. */
  delivery: z.enum(['held', 'queued', 'sent', 'kept', 'failed']).nullable(),
  deliveryError: z.string().nullable(),
  releaseAt: InstantOut.nullable(),
  releasedAt: InstantOut.nullable(),
  undoneAt: InstantOut.nullable(),
  /** Since when it answers nobody, because it has not left; null where it counts, or is none of our letters. */
  uncountedSince: InstantOut.nullable(),
  hasRaw: z.boolean(),
})
export type Message = z.infer<typeof Message>

const CaseRef = z.object({ id: z.string().max(60) })
const Body = z.string().trim().min(1).max(200_000)
const Recipient = z.strictObject({ name: z.string().max(200).default(''), email: Email })

export const Draft = z.object({
  /** A reply or the like; `side` for a new side conversation, `side:` and its id for an open one. */
  kind: z.union([
    z.enum(['reply', 'note', 'call', 'task', 'resolution', 'side']),
    z.templateLiteral(['side:', z.uuid()]),
  ]),
  content: z.record(z.string(), z.unknown()),
  begunAt: InstantOut,
  savedAt: InstantOut,
})

export const WaitingLetters = z.object({
  count: z.int(),
  oldestAt: InstantOut.nullable(),
  /** Whether outgoing mail is set up by now. */
  canLeave: z.boolean(),
  /** Whether they are being sent, a batch at a time. */
  sending: z.boolean(),
})
export type WaitingLetters = z.infer<typeof WaitingLetters>

export const conversationsContract = {
  listMessages: endpoint({
    method: 'GET',
    path: '/cases/:id/messages',
    summary: 'The thread of a case, oldest first.',
    params: CaseRef,
    query: Paging.strict(),
    response: page(Message),
  }),
  sendReply: endpoint({
    method: 'POST',
    path: '/cases/:id/messages',
    summary: 'Writes on the case: a public reply, an internal note, or a logged call.',
    params: CaseRef,
    body: z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('reply'),
        text: Body,
        html: z.string().max(400_000).optional(),
        to: z.array(Recipient).min(1).max(20).optional(),
        cc: z.array(Recipient).max(20).optional(),
        attachmentIds: z.array(Id).max(50).default([]),
        /** Seconds in which it can be taken back before it leaves. */
        undoSeconds: UndoSeconds.default(0),
        /** When the draft was begun: a customer message since then is answered with a warning once. */
        begunAt: Instant.optional(),
        /** The stage to move to as it is sent. */
        thenStage: z.string().max(60).optional(),
        followUpAt: Instant.optional(),
        /** What it promises the customer, to be kept in view. */
        promises: z.array(NewPromise).max(5).default([]),
      }),
      z.strictObject({
        kind: z.literal('note'),
        text: Body,
        html: z.string().max(400_000).optional(),
        attachmentIds: z.array(Id).max(50).default([]),
      }),
      z.strictObject({
        kind: z.literal('call'),
        text: Body,
        direction: z.enum(['in', 'out']),
        outcome: z.string().trim().min(1).max(80),
        reached: z.boolean(),
        seconds: z.int().min(0).max(86_400).nullable().default(null),
        at: Instant.optional(),
        /** What the customer was promised in it. */
        promises: z.array(NewPromise).max(5).default([]),
      }),
    ]),
    response: Message,
  }),
  undoMessage: endpoint({
    method: 'POST',
    path: '/messages/:id/undo',
    summary: 'Takes a reply back before it leaves.',
    params: z.object({ id: Id }),
    response: Message,
  }),
  retryMessage: endpoint({
    method: 'POST',
    path: '/messages/:id/retry',
    summary: 'Tries to send a failed reply again.',
    params: z.object({ id: Id }),
    response: Message,
  }),
  getWaitingLetters: endpoint({
    method: 'GET',
    path: '/waiting-letters',
    summary: 'Letters to customers that were kept because nothing carried them out, and whether something would now.',
    response: WaitingLetters,
  }),
  sendWaitingLetters: endpoint({
    method: 'POST',
    path: '/waiting-letters/send',
    summary: 'Begins to send the letters that were kept, and says how many; each counts when it has left.',
    response: z.object({ sending: z.int() }),
  }),
  listDrafts: endpoint({
    method: 'GET',
    path: '/cases/:id/drafts',
    summary: 'My unsent writing on a case.',
    params: CaseRef,
    response: z.object({ items: z.array(Draft) }),
  }),
  saveDraft: endpoint({
    method: 'PUT',
    path: '/cases/:id/drafts/:kind',
    summary: 'Keeps what I am writing; an empty content discards it.',
    params: CaseRef.extend({ kind: Draft.shape.kind }),
    body: z.strictObject({ content: z.record(z.string().max(40), z.unknown()).nullable() }),
    response: Ok,
  }),
}
