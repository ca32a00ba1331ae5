import type { Handlers } from '../../platform/http/implement.ts'
import { governance } from './actions.ts'
import type { governanceContract } from './contract.ts'

export const governanceRoutes: Handlers<typeof governanceContract> = {
  getGovernance: (ctx) => governance(ctx),
}
