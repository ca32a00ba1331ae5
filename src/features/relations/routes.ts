import type { Handlers } from '../../platform/http/implement.ts'
import { getCase } from '../cases/actions/views.ts'
import { linkCases, unlinkCases } from './actions/link-cases.ts'
import { openChild } from './actions/open-child.ts'
import { showFamily } from './actions/show-family.ts'
import type { relationsContract } from './contract.ts'

export const relationsRoutes: Handlers<typeof relationsContract> = {
  getFamily: (ctx, { params }) => showFamily(ctx, params.id),
  linkCase: async (ctx, { params, body }) => {
    await linkCases(ctx, params.id, body)
    return showFamily(ctx, params.id)
  },
  unlinkCase: async (ctx, { params }) => {
    await unlinkCases(ctx, params.id, params)
    return showFamily(ctx, params.id)
  },
  openChild: async (ctx, { params, body }) => {
    const id = await openChild(ctx, params.id, body)
    await ctx.settle()
    return getCase(ctx, id)
  },
}
