import { z } from 'zod'
import { endpoint } from '../../../platform/endpoint.ts'
import { Id, Instant, InstantOut, Named, Paging, page, Text } from '../../../platform/shapes.ts'

/** A call, a word, or anything else that somebody will do. */
export const PromiseKind = z.enum(['call', 'write', 'other'])
export type PromiseKind = z.infer<typeof PromiseKind>

export const PromiseState = z.enum(['open', 'kept', 'late', 'broken'])
export type PromiseState = z.infer<typeof PromiseState>

/** What was promised to a customer, beside the task that keeps it. */
export const Promised = z.object({
  kind: PromiseKind,
  /** In the words in which it was given. */
  said: z.string(),
  by: Named.nullable(),
  state: PromiseState,
})

/** A promise as it is given: with a reply, with a call, or by hand. */
export const NewPromise = z.strictObject({ kind: PromiseKind, said: Text(500), dueAt: Instant })
export type NewPromise = z.infer<typeof NewPromise>

export const FoundPromise = z.object({ kind: PromiseKind, said: z.string(), dueAt: InstantOut })
export type FoundPromise = z.infer<typeof FoundPromise>

export const ListedPromise = Promised.extend({
  id: Id,
  title: z.string(),
  owner: Named.nullable(),
  dueAt: InstantOut,
  doneAt: InstantOut.nullable(),
  case: z.object({ id: Id, number: z.string(), subject: z.string(), account: Named.nullable() }),
})
export type ListedPromise = z.infer<typeof ListedPromise>

const CaseRef = z.object({ id: z.string().max(60) })

export const promisesContract = {
  findPromises: endpoint({
    method: 'POST',
    path: '/cases/:id/promises/found',
    summary: 'What a text for the customer of a case promises, with dates; nothing is kept of it.',
    params: CaseRef,
    body: z.strictObject({ text: z.string().max(200_000) }),
    response: z.object({ items: z.array(FoundPromise) }),
  }),
  listPromises: endpoint({
    method: 'GET',
    path: '/promises',
    summary: 'Promises to customers in cases that you may see: those to keep, soonest first, or what became of them.',
    query: Paging.extend({
      state: z.enum(['open', 'broken', 'done']).default('open'),
      /** Only those that this person is to keep. */
      ownerId: Id.optional(),
    }).strict(),
    response: page(ListedPromise).extend({
      /** Those that fell due in the last 30 days: kept in time, kept late, or not kept. */
      last30Days: z.object({ kept: z.int(), late: z.int(), broken: z.int() }),
    }),
  }),
}
