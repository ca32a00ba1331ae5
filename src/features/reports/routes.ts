import type { Handlers } from '../../platform/http/implement.ts'
import { home } from './actions.ts'
import type { reportsContract } from './contract.ts'

export const reportsRoutes: Handlers<typeof reportsContract> = {
  getHome: (ctx) => home(ctx),
}
