import type { Handlers } from '../../platform/http/implement.ts'
import { previewMoves, proposeRebalance, workloadOf } from './actions.ts'
import type { workloadContract } from './contract.ts'

export const workloadRoutes: Handlers<typeof workloadContract> = {
  getWorkload: (ctx, { params }) => workloadOf(ctx, params.id),
  previewMoves: (ctx, { body }) => previewMoves(ctx, body),
  proposeRebalance: (ctx, { params }) => proposeRebalance(ctx, params.id),
}
