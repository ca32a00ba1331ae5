import type { Handlers } from '../../platform/http/implement.ts'
import { showBrief } from './actions.ts'
import type { briefsContract } from './contract.ts'

export const briefsRoutes: Handlers<typeof briefsContract> = {
  getBrief: async (ctx, { params }) => ({ text: await showBrief(ctx, params.id) }),
}
