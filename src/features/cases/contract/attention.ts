import { z } from 'zod'
import { endpoint } from '../../../platform/endpoint.ts'
import { Named } from '../../../platform/shapes.ts'
import { CaseRef } from './case-row.ts'

/** Who watches, has seen, looks at or writes in a case. */
export const attentionContract = {
  watchCase: endpoint({
    method: 'PUT',
    path: '/cases/:id/watch',
    summary: 'Watches the case, or stops.',
    params: CaseRef,
    body: z.strictObject({ watch: z.boolean() }),
    response: z.object({ watchers: z.array(Named) }),
  }),
  seeCase: endpoint({
    method: 'PUT',
    path: '/cases/:id/seen',
    summary: 'Marks the case as read by me.',
    params: CaseRef,
    response: z.object({ ok: z.literal(true) }),
  }),

  presence: endpoint({
    method: 'GET',
    path: '/cases/:id/presence',
    summary: 'Who else is looking at or writing in this case.',
    params: CaseRef,
    response: z.object({ items: z.array(z.object({ person: Named, writing: z.boolean() })) }),
  }),
  setPresence: endpoint({
    method: 'PUT',
    path: '/cases/:id/presence',
    summary: 'Says that I look at or write in this case; repeated every ten seconds.',
    params: CaseRef,
    body: z.strictObject({ writing: z.boolean() }),
    response: z.object({ items: z.array(z.object({ person: Named, writing: z.boolean() })) }),
  }),
}
