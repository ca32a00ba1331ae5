import type { Handlers } from '../../platform/http/implement.ts'
import { acknowledge, deescalateCase, escalateCase, listEscalated, listEscalations } from './actions.ts'
import type { escalationsContract } from './contract.ts'

export const escalationsRoutes: Handlers<typeof escalationsContract> = {
  listEscalated: async (ctx) => ({ items: await listEscalated(ctx) }),
  listEscalations: async (ctx, { params }) => ({ items: await listEscalations(ctx, params.id) }),
  escalateCase: async (ctx, { params, body }) => ({ items: await escalateCase(ctx, params.id, body) }),
  deescalateCase: async (ctx, { params, body }) => ({ items: await deescalateCase(ctx, params.id, body.reason) }),
  acknowledgeEscalation: (ctx, { params }) => acknowledge(ctx, params.id),
}
