import { z } from 'zod'
import { endpoint } from '../../platform/endpoint.ts'
import {
  Channel,
  Email,
  Id,
  Instant,
  InstantOut,
  Language,
  Named,
  Paging,
  PlainDate,
  Priority,
  page,
  Tag,
  Text,
  Version,
} from '../../platform/shapes.ts'
import { Field, FieldValue, FieldValues } from '../casetypes/contract/fields.ts'
import { attentionContract } from './contract/attention.ts'
import { calendarContract } from './contract/calendar.ts'
import { CaseRef, CaseRow, StageView, Whose } from './contract/case-row.ts'
import { Closure } from './contract/closure.ts'
import { CaseFilter } from './contract/filter.ts'
import { IncidentsEnding } from './contract/incidents-ending.ts'
import { migrationsContract } from './contract/migrations.ts'
import { myNextContract } from './contract/my-next.ts'
import { risksContract } from './contract/risks.ts'
import { undoAssignContract } from './contract/undo-assign.ts'
import { viewsContract } from './contract/views.ts'

export const Case = CaseRow.extend({
  /** Whether people restricted it, beside what its team does by being closed. */
  restrictedItself: z.boolean(),
  language: z.string().nullable(),
  /** What it is about: a product, or one piece of it at the account. */
  product: Named.nullable(),
  asset: z.object({ id: Id, serial: z.string(), warrantyUntil: PlainDate.nullable() }).nullable(),
  /** Every value by its key: those of `fields`, and what programs keep on the case beside them. */
  custom: z.record(z.string(), z.unknown()),
  /** What its type asks of it, each with its value; `name` is that of the person or account. */
  fields: z.array(Field.extend({ value: FieldValue, name: z.string().nullable() })),
  stageSince: InstantOut,
  ownerSince: InstantOut.nullable(),
  ownerBecause: z.string().nullable(),
  stages: z.array(StageView),
  closure: Closure,
  resolution: z
    .object({ code: z.string().nullable(), summary: z.string().nullable(), rootCause: z.string().nullable() })
    .nullable(),
  resolvedBy: Named.nullable(),
  closesAt: InstantOut.nullable(),
  closedAt: InstantOut.nullable(),
  confirmedAt: InstantOut.nullable(),
  mailbox: z.object({ id: Id, address: z.string() }).nullable(),
  /** Where a reply goes unless the writer says otherwise. */
  replyTo: z.array(z.object({ name: z.string(), email: z.string() })),
  replyCc: z.array(z.object({ name: z.string(), email: z.string() })),
  watchers: z.array(Named),
  dutyHolder: Named,
  firstResponseAt: InstantOut.nullable(),
  lastCustomerMessageAt: InstantOut.nullable(),
  followUpOf: z.object({ id: Id, number: z.string() }).nullable(),
  proposedCase: z.object({ id: Id, number: z.string(), subject: z.string() }).nullable(),
  mergedInto: z.object({ id: Id, number: z.string() }).nullable(),
  messageCount: z.int(),
  demo: z.boolean(),
  can: z.object({ work: z.boolean(), resolve: z.boolean(), note: z.boolean(), override: z.boolean() }),
})
export type Case = z.infer<typeof Case>

export const TimelineEntry = z.object({
  id: Id,
  at: InstantOut,
  name: z.string(),
  actor: z.object({ kind: z.string(), id: Id.nullable(), name: z.string().nullable() }),
  causeId: Id.nullable(),
  content: z.record(z.string(), z.unknown()).nullable(),
  /** The message this entry put on the thread, where it did. */
  messageId: Id.nullable(),
})
export type TimelineEntry = z.infer<typeof TimelineEntry>

export const casesContract = {
  listCases: endpoint({
    method: 'GET',
    path: '/cases',
    summary: 'Cases by filter, keyset-paged. Without `status`, all of them.',
    query: CaseFilter.extend(Paging.shape),
    response: page(CaseRow),
  }),
  ...calendarContract,
  ...risksContract,
  ...myNextContract,
  getCase: endpoint({
    method: 'GET',
    path: '/cases/:id',
    summary: 'One case with its four answers, gates and what the reader may do.',
    params: CaseRef,
    response: Case,
  }),
  getTimeline: endpoint({
    method: 'GET',
    path: '/cases/:id/timeline',
    summary: 'Everything that happened on a case, oldest first, with who, when and because of what.',
    params: CaseRef,
    query: z.strictObject({ after: Instant.optional(), limit: z.coerce.number().int().min(1).max(2000).default(1000) }),
    response: z.object({ items: z.array(TimelineEntry), nextCursor: z.string().nullable() }),
  }),
  createCase: endpoint({
    method: 'POST',
    path: '/cases',
    summary: 'Opens a case. With `message` it is what the customer said; with `note` it is an internal start.',
    body: z.strictObject({
      subject: Text(500),
      typeId: Id.optional(),
      type: z.string().max(60).optional(),
      priority: Priority.optional(),
      contactId: Id.optional(),
      contact: z.strictObject({ name: Text(200), email: Email.optional(), phone: Text(40).optional() }).optional(),
      accountId: Id.optional(),
      teamId: Id.optional(),
      ownerId: Id.optional(),
      channel: Channel.optional(),
      language: Language.optional(),
      tags: z.array(Tag).max(50).default([]),
      productId: Id.optional(),
      /** An asset of the account; its product comes along. */
      assetId: Id.optional(),
      custom: FieldValues.default({}),
      restricted: z.boolean().default(false),
      message: z.string().trim().min(1).max(200_000).optional(),
      note: z.string().trim().min(1).max(200_000).optional(),
    }),
    response: Case,
  }),
  changeCase: endpoint({
    method: 'PATCH',
    path: '/cases/:id',
    summary: 'Changes fields of a case; `version` guards against overwriting someone else.',
    params: CaseRef,
    body: z.strictObject({
      version: Version,
      subject: Text(500).optional(),
      priority: Priority.optional(),
      typeId: Id.optional(),
      teamId: Id.optional(),
      accountId: Id.nullable().optional(),
      contactId: Id.nullable().optional(),
      language: Language.nullable().optional(),
      tags: z.array(Tag).max(50).optional(),
      productId: Id.nullable().optional(),
      assetId: Id.nullable().optional(),
      /** Sets these values; null takes one away, and the others stay. */
      custom: FieldValues.optional(),
      restricted: z.boolean().optional(),
      nextStep: z
        .strictObject({ text: Text(300), whose: Whose, personId: Id.nullable().optional(), dueAt: Instant.nullable() })
        .nullable()
        .optional(),
    }),
    response: Case,
  }),
  assignCase: endpoint({
    method: 'POST',
    path: '/cases/:id/assign',
    summary: 'Gives the case to a person, or back to a queue for routing.',
    params: CaseRef,
    body: z.strictObject({
      version: Version.optional(),
      ownerId: Id.nullable().optional(),
      queueId: Id.optional(),
      reason: Text(500).optional(),
    }),
    response: Case,
  }),
  transitionCase: endpoint({
    method: 'POST',
    path: '/cases/:id/transition',
    summary: 'Moves the case to another stage through its gate; all unmet requirements are answered at once.',
    params: CaseRef,
    body: z.strictObject({
      version: Version.optional(),
      stage: z.string().max(60),
      followUpAt: Instant.optional(),
      nextStep: Text(300).optional(),
      override: z.strictObject({ reason: Text(500) }).optional(),
    }),
    response: Case,
  }),
  beginWork: endpoint({
    method: 'POST',
    path: '/cases/:id/begin-work',
    summary: 'Begins the work of a stage in which the case does not stand, so that a gate on the way can be met.',
    params: CaseRef,
    body: z.strictObject({ stage: z.string().max(60) }),
    response: Case,
  }),
  undoTransition: endpoint({
    method: 'POST',
    path: '/cases/:id/transition/undo',
    summary: 'Takes back one’s own last move of a case, while nothing else has changed.',
    params: CaseRef,
    response: Case,
  }),
  resolveCase: endpoint({
    method: 'POST',
    path: '/cases/:id/resolve',
    summary: 'Resolves the case through its closure gate and asks the customer to confirm.',
    params: CaseRef,
    body: z.strictObject({
      version: Version.optional(),
      code: z.string().max(60).optional(),
      summary: z.string().trim().max(10_000).optional(),
      rootCause: Text(500).optional(),
      /** Whether the customer hears of it; of a child case only where this says so. */
      tellCustomer: z.boolean().optional(),
      incidents: IncidentsEnding.optional(),
      override: z.strictObject({ reason: Text(500) }).optional(),
    }),
    response: Case,
  }),
  reopenCase: endpoint({
    method: 'POST',
    path: '/cases/:id/reopen',
    summary: 'Reopens a resolved case into its type’s reopen stage.',
    params: CaseRef,
    body: z.strictObject({ version: Version.optional(), reason: Text(500) }),
    response: Case,
  }),
  followUpCase: endpoint({
    method: 'POST',
    path: '/cases/:id/follow-up',
    summary: 'Opens a linked follow-up of a closed case.',
    params: CaseRef,
    body: z.strictObject({ subject: Text(500).optional() }),
    response: Case,
  }),
  ...attentionContract,
  ...viewsContract,
  ...migrationsContract,
  ...undoAssignContract,
}
