import type { Handlers } from '../../platform/http/implement.ts'
import { decideTogether } from './actions/decide.ts'
import { listApprovals, showApproval } from './actions/list.ts'
import { askByHand, withdrawApproval } from './actions/requests.ts'
import type { approvalsContract } from './contract.ts'

export const approvalsRoutes: Handlers<typeof approvalsContract> = {
  listApprovals: async (ctx, { params }) => ({ items: await listApprovals(ctx, params.id) }),
  askApproval: async (ctx, { params, body }) => showApproval(ctx, await askByHand(ctx, params.id, body)),
  decideApproval: async (ctx, { params, body }) => {
    await decideTogether(ctx, params.id, body)
    return showApproval(ctx, params.id)
  },
  withdrawApproval: async (ctx, { params, body }) => {
    await withdrawApproval(ctx, params.id, body.reason)
    return showApproval(ctx, params.id)
  },
}
