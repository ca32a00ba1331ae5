import type { Handlers } from '../../platform/http/implement.ts'
import { changeRule, createRule, levelsNow, listRules, nameLevels, previewRule, removeRule } from './actions/rules.ts'
import { acknowledge, deescalateCase, escalateCase, listEscalated, listEscalations } from './actions.ts'
import type { escalationsContract } from './contract.ts'

export const escalationsRoutes: Handlers<typeof escalationsContract> = {
  listEscalated: async (ctx) => ({ items: await listEscalated(ctx) }),
  listEscalations: async (ctx, { params }) => ({ items: await listEscalations(ctx, params.id) }),
  escalateCase: async (ctx, { params, body }) => ({ items: await escalateCase(ctx, params.id, body) }),
  deescalateCase: async (ctx, { params, body }) => ({ items: await deescalateCase(ctx, params.id, body.reason) }),
  listRules: async (ctx) => ({ items: await listRules(ctx) }),
  createRule: (ctx, { body }) => createRule(ctx, body),
  changeRule: (ctx, { params, body }) => changeRule(ctx, params.id, body),
  removeRule: async (ctx, { params, query }) => {
    await removeRule(ctx, params.id, query.version)
    return { ok: true }
  },
  previewRule: (ctx, { body }) => previewRule(ctx, body),
  escalationLevels: async (ctx) => ({ names: await levelsNow(ctx) }),
  nameLevels: (ctx, { body }) => nameLevels(ctx, body),
  acknowledgeEscalation: (ctx, { params }) => acknowledge(ctx, params.id),
}
