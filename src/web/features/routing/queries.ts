import { queryOptions } from '@tanstack/react-query'
import { api } from '../../api.ts'

export const queuesQuery = queryOptions({ queryKey: ['routing', 'queues'], queryFn: () => api.routing.listQueues({}) })
