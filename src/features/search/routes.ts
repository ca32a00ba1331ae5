import type { Handlers } from '../../platform/http/implement.ts'
import { search } from './actions.ts'
import type { searchContract } from './contract.ts'

export const searchRoutes: Handlers<typeof searchContract> = {
  search: (ctx, { query }) => search(ctx, query),
}
