import type { Handlers } from '../../platform/http/implement.ts'
import { loadToRead } from '../cases/actions/load.ts'
import { acceptOffer, declineOffer, takeNext } from '../cases/actions/offers.ts'
import { weighAnew } from '../cases/actions/weigh-anew.ts'
import { explainRouting } from './actions/explain.ts'
import { fairness, fairnessCases } from './actions/fairness.ts'
import { previewRules } from './actions/preview-rules.ts'
import { changeQueue, createQueue, listQueues, removeQueue } from './actions/queues.ts'
import { listRules, saveRules } from './actions/rules.ts'
import { discardDraft, getDraft, saveDraft } from './actions/rules-draft.ts'
import { simulate } from './actions/simulate.ts'
import { getWeights, previewWeights, saveWeights } from './actions/weights.ts'
import type { routingContract } from './contract.ts'

export const routingRoutes: Handlers<typeof routingContract> = {
  listQueues: async (ctx) => ({ items: await listQueues(ctx) }),
  createQueue: (ctx, { body }) => createQueue(ctx, body),
  changeQueue: (ctx, { params, body }) => changeQueue(ctx, params.id, body),
  removeQueue: async (ctx, { params, query }) => {
    await removeQueue(ctx, params.id, query.version)
    return { ok: true }
  },
  acceptOffer: async (ctx, { params }) => ({ caseId: await acceptOffer(ctx, params.id) }),
  declineOffer: async (ctx, { params, body }) => {
    await declineOffer(ctx, params.id, body.reason)
    return { ok: true }
  },
  takeNext: (ctx, { params }) => takeNext(ctx, params.id),
  listIntakeRules: (ctx) => listRules(ctx),
  saveIntakeRules: (ctx, { body }) => saveRules(ctx, body),
  getRulesDraft: async (ctx) => ({ draft: await getDraft(ctx) }),
  saveRulesDraft: (ctx, { body }) => saveDraft(ctx, body),
  discardRulesDraft: async (ctx, { query }) => {
    await discardDraft(ctx, query.version)
    return { ok: true }
  },
  previewIntakeRules: (ctx, { body }) => previewRules(ctx, body.rules),
  simulate: (ctx, { body }) => simulate(ctx, body),
  getWeights: (ctx) => getWeights(ctx),
  previewWeights: (ctx, { body }) => previewWeights(ctx, body),
  saveWeights: (ctx, { body }) => saveWeights(ctx, body, weighAnew),
  fairness: (ctx, { query }) => fairness(ctx, query),
  fairnessCases: (ctx, { query }) => fairnessCases(ctx, query),
  getRouting: async (ctx, { params }) => {
    ctx.require('cases.read')
    return explainRouting(ctx, await loadToRead(ctx, params.id))
  },
}
