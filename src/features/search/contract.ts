import { z } from 'zod'
import { endpoint } from '../../platform/endpoint.ts'
import { Id, InstantOut, Status } from '../../platform/shapes.ts'

export const SearchResult = z.object({
  kind: z.enum(['case', 'account', 'contact', 'person']),
  id: Id,
  title: z.string(),
  /** Case number, tier, address: one short line under the title. */
  subtitle: z.string(),
  number: z.string().nullable(),
  status: Status.nullable(),
  /** Plain text round the match; `«` and `»` stand round matched words. */
  snippet: z.string().nullable(),
  updatedAt: InstantOut.nullable(),
})
export type SearchResult = z.infer<typeof SearchResult>

export const searchContract = {
  search: endpoint({
    method: 'GET',
    path: '/search',
    summary:
      'One box over cases, messages, accounts, contacts and people; `is:open owner:me account:name due:<2h` narrow it.',
    query: z.strictObject({
      q: z.string().trim().min(1).max(200),
      kind: z.enum(['case', 'account', 'contact', 'person']).optional(),
      limit: z.coerce.number().int().min(1).max(50).default(20),
    }),
    response: z.object({
      items: z.array(SearchResult),
      /** Parts that look like a filter and say nothing known, such as `is:happy`. */
      ignored: z.array(z.string()),
    }),
  }),
}
