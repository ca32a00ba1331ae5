import type { Handlers } from '../../platform/http/implement.ts'
import { getCase } from '../cases/actions/views.ts'
import { mergeCases } from './actions/merge-cases.ts'
import { previewMerge } from './actions/preview-merge.ts'
import { listMerges, undoMerge } from './actions/undo-merge.ts'
import type { familiesContract } from './contract.ts'

export const familiesRoutes: Handlers<typeof familiesContract> = {
  previewMerge: (ctx, { params, query }) => previewMerge(ctx, params.id, query.into),
  mergeCase: async (ctx, { params, body }) => getCase(ctx, await mergeCases(ctx, params.id, body)),
  listMerges: async (ctx, { params }) => ({ items: await listMerges(ctx, params.id) }),
  undoMerge: (ctx, { params }) => undoMerge(ctx, params.id),
}
