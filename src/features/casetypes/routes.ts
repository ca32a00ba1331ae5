import type { Handlers } from '../../platform/http/implement.ts'
import { changeType, createType, listTypes, typeStanding } from './actions.ts'
import type { casetypesContract } from './contract.ts'

export const casetypesRoutes: Handlers<typeof casetypesContract> = {
  listTypes: async (ctx) => ({ items: await listTypes(ctx) }),
  createType: (ctx, { body }) => createType(ctx, body),
  typeStanding: (ctx, { params }) => typeStanding(ctx, params.id),
  changeType: (ctx, { params, body }) => changeType(ctx, params.id, body),
}
