import { z } from 'zod'
import { endpoint } from '../../platform/endpoint.ts'
import {
  Email,
  Id,
  Instant,
  InstantOut,
  Named,
  Paging,
  page,
  Text,
  UndoSeconds,
  Version,
} from '../../platform/shapes.ts'

const Address = z.object({ name: z.string(), email: z.string() })
const File = z.object({ id: Id, name: z.string(), type: z.string(), bytes: z.int() })

export const sideStatuses = ['open', 'answered', 'closed'] as const

/** A conversation beside the customer's thread: by mail with a third party, or within the house. */
export const SideConversation = z.object({
  id: Id,
  case: z.object({ id: Id, number: z.string(), subject: z.string() }),
  kind: z.enum(['mail', 'internal']),
  subject: z.string(),
  /** Who they are: a company, a team or a person. */
  party: z.string(),
  team: Named.nullable(),
  person: Named.nullable(),
  /** Whom the next mail goes to, unless it says otherwise. */
  to: z.array(Address),
  cc: z.array(Address),
  owner: Named,
  status: z.enum(sideStatuses),
  /** Whose move it is; null once it has ended. */
  move: z.enum(['theirs', 'ours']).nullable(),
  /** Until when they should have answered. */
  dueAt: InstantOut.nullable(),
  overdue: z.boolean(),
  onCase: z.enum(['nothing', 'next_step', 'on_hold']),
  last: z.object({ by: z.string(), text: z.string(), at: InstantOut, ours: z.boolean() }).nullable(),
  /** What we wrote last did not reach them. */
  failed: z.boolean(),
  createdAt: InstantOut,
  closedAt: InstantOut.nullable(),
  version: Version,
})
export type SideConversation = z.infer<typeof SideConversation>

export const SideMessage = z.object({
  id: Id,
  direction: z.enum(['in', 'out', 'internal']),
  ours: z.boolean(),
  author: Named.nullable(),
  from: Address.nullable(),
  to: z.array(Address),
  cc: z.array(Address),
  /** What was written now, without quotes and signature. */
  text: z.string(),
  quotedText: z.string().nullable(),
  machine: z.boolean(),
  bounce: z.boolean(),
  /** Addresses in To or Cc that belong to the customer of the case: they have read it too. */
  alsoToCustomer: z.array(z.string()),
  at: InstantOut,
  delivery: z.enum(['held', 'queued', 'sent', 'kept', 'failed']).nullable(),
  deliveryError: z.string().nullable(),
  releaseAt: InstantOut.nullable(),
  undoneAt: InstantOut.nullable(),
  hasRaw: z.boolean(),
  files: z.array(File),
  /** The mail as it was sent, where it can be shown as a page; whether that names pictures from elsewhere. */
  page: z.object({ remotePictures: z.boolean() }).nullable(),
})
export type SideMessage = z.infer<typeof SideMessage>

/** A file that already stands on the case, and where it came from. */
export const CaseFile = File.extend({ from: z.string().nullable(), at: InstantOut })

const CaseRef = z.object({ id: z.string().max(60) })
const byId = z.object({ id: Id })
const Body = z.string().trim().min(1).max(200_000)
const Recipients = z.array(z.strictObject({ name: z.string().max(200).default(''), email: Email }))
const undoSeconds = UndoSeconds.default(0)
const fileIds = z.array(Id).max(50).default([])

const start = {
  subject: Text(300),
  text: Body,
  /** Files of the case; none goes along by itself. */
  fileIds,
  /** Until when they should have answered; its owner is reminded then. */
  dueAt: Instant.nullable().default(null),
  /** Whether the case shows it as its next step, or waits on hold for it; both need a date. */
  onCase: SideConversation.shape.onCase.default('nothing'),
  /** Who sees to it; whoever begins it, unless named. */
  ownerId: Id.optional(),
}

export const sideconversationsContract = {
  listSideConversations: endpoint({
    method: 'GET',
    path: '/cases/:id/side-conversations',
    summary: 'The side conversations of a case, the newest first. The customer sees none of them.',
    params: CaseRef,
    response: z.object({ items: z.array(SideConversation) }),
  }),
  listMySideConversations: endpoint({
    method: 'GET',
    path: '/side-conversations',
    summary: 'Side conversations that have not ended: mine, and those that my teams or I were asked in.',
    query: Paging.extend({
      /** `mine`: those I see to. `asked`: those that wait for me or a team of mine. */
      of: z.enum(['mine', 'asked', 'all']).default('all'),
    }).strict(),
    response: page(SideConversation),
  }),
  listCaseFiles: endpoint({
    method: 'GET',
    path: '/cases/:id/files',
    summary: 'The files of a case, to choose from, the newest first.',
    params: CaseRef,
    response: z.object({ items: z.array(CaseFile) }),
  }),
  startSideConversation: endpoint({
    method: 'POST',
    path: '/cases/:id/side-conversations',
    summary: 'Asks somebody beside the customer’s thread: a third party by mail, or a team or person of ours.',
    params: CaseRef,
    body: z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('mail'),
        /** What they are called; otherwise by the name or address of the first recipient. */
        party: Text(200).optional(),
        to: Recipients.min(1).max(20),
        cc: Recipients.max(20).default([]),
        undoSeconds,
        ...start,
      }),
      z.strictObject({ kind: z.literal('internal'), teamId: Id.optional(), personId: Id.optional(), ...start }),
    ]),
    response: SideConversation,
  }),
  getSideConversation: endpoint({
    method: 'GET',
    path: '/side-conversations/:id',
    summary: 'One side conversation.',
    params: byId,
    response: SideConversation,
  }),
  listSideMessages: endpoint({
    method: 'GET',
    path: '/side-conversations/:id/messages',
    summary: 'What was said in a side conversation, oldest first.',
    params: byId,
    query: Paging.strict(),
    response: page(SideMessage),
  }),
  writeSideMessage: endpoint({
    method: 'POST',
    path: '/side-conversations/:id/messages',
    summary: 'Writes in a side conversation; by mail, it goes to the recipients that are named.',
    params: byId,
    body: z.strictObject({
      text: Body,
      to: Recipients.min(1).max(20).optional(),
      cc: Recipients.max(20).optional(),
      fileIds,
      undoSeconds,
      /** A new date for their answer. */
      dueAt: Instant.nullable().optional(),
    }),
    response: SideMessage,
  }),
  changeSideConversation: endpoint({
    method: 'PATCH',
    path: '/side-conversations/:id',
    summary: 'Changes who sees to a side conversation, or until when they should have answered.',
    params: byId,
    body: z.strictObject({ version: Version, ownerId: Id.optional(), dueAt: Instant.nullable().optional() }),
    response: SideConversation,
  }),
  endSideConversation: endpoint({
    method: 'POST',
    path: '/side-conversations/:id/end',
    summary: 'Ends a side conversation; the case no longer waits for it.',
    params: byId,
    body: z.strictObject({ version: Version }),
    response: SideConversation,
  }),
  reopenSideConversation: endpoint({
    method: 'POST',
    path: '/side-conversations/:id/reopen',
    summary: 'Takes an ended side conversation up again.',
    params: byId,
    body: z.strictObject({ version: Version }),
    response: SideConversation,
  }),
  undoSideMessage: endpoint({
    method: 'POST',
    path: '/side-messages/:id/undo',
    summary: 'Takes a mail of a side conversation back before it leaves.',
    params: byId,
    response: SideMessage,
  }),
  retrySideMessage: endpoint({
    method: 'POST',
    path: '/side-messages/:id/retry',
    summary: 'Tries to send a failed mail of a side conversation again.',
    params: byId,
    response: SideMessage,
  }),
}
