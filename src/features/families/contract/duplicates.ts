import { z } from 'zod'
import { endpoint } from '../../../platform/endpoint.ts'
import { Id, InstantOut, Named, Ok, Status } from '../../../platform/shapes.ts'
import { CaseRef } from '../../cases/contract/case-row.ts'

export const Duplicate = z.object({
  case: z.object({
    id: Id,
    number: z.string(),
    subject: z.string(),
    status: Status,
    contact: Named.nullable(),
    owner: Named.nullable(),
    createdAt: InstantOut,
  }),
  /** How much they are alike, in percent. */
  score: z.int(),
  /** Why, in words. */
  because: z.array(z.string()),
})
export type Duplicate = z.infer<typeof Duplicate>

const Duplicates = z.object({ items: z.array(Duplicate) })

export const duplicatesContract = {
  findDuplicates: endpoint({
    method: 'POST',
    path: '/duplicates',
    summary:
      'Cases that a new one may repeat: of the same contact or account, with similar words, open or just resolved.',
    body: z.strictObject({
      contactId: Id.nullish(),
      accountId: Id.nullish(),
      subject: z.string().max(500).default(''),
      text: z.string().max(200_000).default(''),
    }),
    response: Duplicates,
  }),
  listDuplicates: endpoint({
    method: 'GET',
    path: '/cases/:id/duplicates',
    summary: 'Older cases that this one may repeat, those apart that were linked, or told apart, before.',
    params: CaseRef,
    response: Duplicates,
  }),
  tellApart: endpoint({
    method: 'POST',
    path: '/cases/:id/duplicates/:other/tell-apart',
    summary: 'Says that two cases are not the same: neither is offered for the other again.',
    params: CaseRef.extend({ other: CaseRef.shape.id }),
    response: Ok,
  }),
}
