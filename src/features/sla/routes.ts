import type { Handlers } from '../../platform/http/implement.ts'
import { expectTerms } from './actions/expect-terms.ts'
import { pinClock } from './actions/pin-due.ts'
import { changePolicy, createPolicy, getPolicy, listPolicies, orderPolicies } from './actions/policies.ts'
import { previewPolicy } from './actions/preview-policy.ts'
import { listRecomputations } from './actions/recompute.ts'
import { explainClock, listClocks } from './actions/show-clocks.ts'
import type { openingContract } from './contract/opening.ts'
import type { policiesContract } from './contract/policies.ts'
import type { slaContract } from './contract.ts'

export const slaRoutes: Handlers<typeof slaContract> = {
  listClocks: async (ctx, { params }) => ({ items: await listClocks(ctx, params.id) }),
  explainClock: (ctx, { params }) => explainClock(ctx, params.id, params.clockId),
  pinClock: (ctx, { params, body }) => pinClock(ctx, params.id, params.clockId, body),
}

export const policiesRoutes: Handlers<typeof policiesContract> = {
  listPolicies: async (ctx) => ({ items: await listPolicies(ctx), nextCursor: null }),
  getPolicy: (ctx, { params }) => getPolicy(ctx, params.id),
  createPolicy: (ctx, { body }) => createPolicy(ctx, body),
  orderPolicies: async (ctx, { body }) => ({ items: await orderPolicies(ctx, body) }),
  listRecomputations: (ctx) => listRecomputations(ctx),
  previewPolicy: (ctx, { body }) => previewPolicy(ctx, body),
  changePolicy: (ctx, { params, body }) => changePolicy(ctx, params.id, body),
}

export const openingRoutes: Handlers<typeof openingContract> = {
  expectCase: (ctx, { body }) => expectTerms(ctx, body),
}
