import type { Handlers } from '../../platform/http/implement.ts'
import { getCase } from '../cases/actions/views.ts'
import { findDuplicates, listDuplicates, tellApart } from './actions/duplicates.ts'
import { mergeCases } from './actions/merge-cases.ts'
import { moveMessage, previewMove } from './actions/move-message.ts'
import { previewMerge } from './actions/preview-merge.ts'
import { splitMessage } from './actions/split-message.ts'
import { listMerges, undoMerge } from './actions/undo-merge.ts'
import type { familiesContract } from './contract.ts'

export const familiesRoutes: Handlers<typeof familiesContract> = {
  previewMerge: (ctx, { params, query }) => previewMerge(ctx, params.id, query.into),
  mergeCase: async (ctx, { params, body }) => getCase(ctx, await mergeCases(ctx, params.id, body)),
  listMerges: async (ctx, { params }) => ({ items: await listMerges(ctx, params.id) }),
  previewMove: (ctx, { params, query }) => previewMove(ctx, params.id, query.to),
  moveMessage: (ctx, { params, body }) => moveMessage(ctx, params.id, body),
  splitMessage: async (ctx, { params, body }) => {
    const id = await splitMessage(ctx, params.id, body)
    await ctx.settle()
    return getCase(ctx, id)
  },
  findDuplicates: async (ctx, { body }) => ({ items: await findDuplicates(ctx, body) }),
  listDuplicates: async (ctx, { params }) => ({ items: await listDuplicates(ctx, params.id) }),
  tellApart: async (ctx, { params }) => {
    await tellApart(ctx, params.id, params.other)
    return { ok: true }
  },
  undoMerge: (ctx, { params }) => undoMerge(ctx, params.id),
}
