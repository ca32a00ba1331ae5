import type { Handlers } from '../../platform/http/implement.ts'
import { countOverrides, governanceHistory, listOverrides, mendedViolations } from './actions/history.ts'
import { governance } from './actions.ts'
import type { governanceContract } from './contract.ts'

export const governanceRoutes: Handlers<typeof governanceContract> = {
  getGovernance: (ctx) => governance(ctx),
  governanceHistory: (ctx, { query }) => governanceHistory(ctx, query),
  mendedViolations: (ctx, { query }) => mendedViolations(ctx, query),
  countOverrides: (ctx, { query }) => countOverrides(ctx, query),
  listOverrides: (ctx, { query }) => listOverrides(ctx, query),
}
