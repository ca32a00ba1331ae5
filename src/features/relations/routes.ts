import type { Handlers } from '../../platform/http/implement.ts'
import { getCase } from '../cases/actions/views.ts'
import { linkCases, unlinkCases } from './actions/link-cases.ts'
import { linkIncidents } from './actions/link-incidents.ts'
import { openChild } from './actions/open-child.ts'
import { previewClosing } from './actions/preview-closing.ts'
import { listClosings } from './actions/resolve-incidents.ts'
import { showFamily } from './actions/show-family.ts'
import { suggestIncidents } from './actions/suggest-incidents.ts'
import { listUpdates, previewUpdate, stopUpdate, tellIncidents } from './actions/tell-incidents.ts'
import type { relationsContract } from './contract.ts'

export const relationsRoutes: Handlers<typeof relationsContract> = {
  linkIncidents: (ctx, { params, body }) => linkIncidents(ctx, params.id, body.cases),
  suggestIncidents: async (ctx, { params }) => ({ items: await suggestIncidents(ctx, params.id) }),
  previewUpdate: (ctx, { params }) => previewUpdate(ctx, params.id),
  tellIncidents: (ctx, { params, body }) => tellIncidents(ctx, params.id, body),
  listUpdates: (ctx, { params }) => listUpdates(ctx, params.id),
  stopUpdate: (ctx, { params }) => stopUpdate(ctx, params.id),
  previewClosing: (ctx, { params, body }) => previewClosing(ctx, params.id, body),
  listClosings: (ctx, { params }) => listClosings(ctx, params.id),
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
