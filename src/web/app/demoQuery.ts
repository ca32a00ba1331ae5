import { queryOptions } from '@tanstack/react-query'
import type { DemoState } from '../../features/demo/contract.ts'
import { api } from '../api.ts'

const pollMs = 1_000

export const isRunning = (demo: DemoState | undefined): boolean =>
  demo?.state === 'loading' || demo?.state === 'removing'

/** Whether the demo company is here; asked again while it is being filled or removed. */
export const demoQuery = queryOptions({
  queryKey: ['demo'],
  queryFn: () => api.demo.getDemo({}),
  refetchInterval: ({ state }) => (isRunning(state.data) ? pollMs : false),
})
