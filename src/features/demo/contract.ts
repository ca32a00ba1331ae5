import { z } from 'zod'
import { endpoint } from '../../platform/endpoint.ts'

export const DemoState = z.object({
  state: z.enum(['absent', 'loading', 'loaded', 'removing']),
  /** Steps done and all there are while it loads or is removed; both 0 otherwise. */
  done: z.int().min(0),
  total: z.int().min(0),
})
export type DemoState = z.infer<typeof DemoState>

export const demoContract = {
  getDemo: endpoint({
    method: 'GET',
    path: '/demo',
    summary: 'Whether the demo company is here, and how far its loading or removal has come.',
    response: DemoState,
  }),
  loadDemo: endpoint({
    method: 'POST',
    path: '/demo',
    summary: 'Fills this installation with the demo company, in the background; no mail leaves.',
    response: DemoState,
  }),
  removeDemo: endpoint({
    method: 'DELETE',
    path: '/demo',
    summary: 'Removes the demo company in the background and keeps what real people made.',
    response: DemoState,
  }),
}
