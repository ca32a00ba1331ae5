import type { Handlers } from '../../platform/http/implement.ts'
import { attainment, attainmentClocks } from './actions/attainment.ts'
import { expectTerms } from './actions/expect-terms.ts'
import { pinClock } from './actions/pin-due.ts'
import { changePolicy, createPolicy, getPolicy, listPolicies, orderPolicies } from './actions/policies.ts'
import { discardDraft, getDraft, listVersions, saveDraft } from './actions/policy-history.ts'
import { previewCalendarChange } from './actions/preview-calendar.ts'
import { previewPolicy } from './actions/preview-policy.ts'
import { listRecomputations } from './actions/recompute.ts'
import { explainClock, listClocks } from './actions/show-clocks.ts'
import { tryPolicies } from './actions/try-policies.ts'
import type { attainmentContract } from './contract/attainment.ts'
import type { openingContract } from './contract/opening.ts'
import type { policiesContract } from './contract/policies.ts'
import type { policyHistoryContract } from './contract/policy-history.ts'
import type { trialContract } from './contract/trial.ts'
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
  previewCalendarChange: (ctx, asked) => previewCalendarChange(ctx, asked),
  previewPolicy: (ctx, { body }) => previewPolicy(ctx, body),
  changePolicy: (ctx, { params, body }) => changePolicy(ctx, params.id, body),
}

export const openingRoutes: Handlers<typeof openingContract> = {
  expectCase: (ctx, { body }) => expectTerms(ctx, body),
}

export const trialRoutes: Handlers<typeof trialContract> = {
  tryPolicies: (ctx, { body }) => tryPolicies(ctx, body),
}

export const policyHistoryRoutes: Handlers<typeof policyHistoryContract> = {
  listPolicyVersions: (ctx, { params, query }) => listVersions(ctx, params.id, query),
  getPolicyDraft: async (ctx, { params }) => ({ draft: await getDraft(ctx, params.id) }),
  savePolicyDraft: (ctx, { params, body }) => saveDraft(ctx, params.id, body),
  discardPolicyDraft: async (ctx, { params, query }) => {
    await discardDraft(ctx, params.id, query.version)
    return { ok: true }
  },
}

export const attainmentRoutes: Handlers<typeof attainmentContract> = {
  getAttainment: (ctx, { query }) => attainment(ctx, query),
  listAttainmentClocks: (ctx, { query }) => attainmentClocks(ctx, query),
}
