import type { Handlers } from '../../platform/http/implement.ts'
import { changeType, listTypes } from './actions.ts'
import type { casetypesContract } from './contract.ts'

export const casetypesRoutes: Handlers<typeof casetypesContract> = {
  listTypes: async (ctx) => ({ items: await listTypes(ctx) }),
  changeType: (ctx, { params, body }) => changeType(ctx, params.id, body),
}
