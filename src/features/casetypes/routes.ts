import type { Handlers } from '../../platform/http/implement.ts'
import { discardDraft, getDraft, getVersion, listVersions, saveDraft } from './actions/drafts.ts'
import { changeType, createType, listTypes, typeStanding } from './actions.ts'
import type { casetypesContract } from './contract.ts'

export const casetypesRoutes: Handlers<typeof casetypesContract> = {
  listTypes: async (ctx) => ({ items: await listTypes(ctx) }),
  createType: (ctx, { body }) => createType(ctx, body),
  typeStanding: (ctx, { params }) => typeStanding(ctx, params.id),
  getTypeDraft: async (ctx, { params }) => ({ draft: await getDraft(ctx, params.id) }),
  saveTypeDraft: (ctx, { params, body }) => saveDraft(ctx, params.id, body),
  discardTypeDraft: async (ctx, { params, query }) => {
    await discardDraft(ctx, params.id, query.version)
    return { ok: true }
  },
  listTypeVersions: async (ctx, { params }) => ({ items: await listVersions(ctx, params.id) }),
  getTypeVersion: (ctx, { params }) => getVersion(ctx, params.id, params.version),
  changeType: (ctx, { params, body }) => changeType(ctx, params.id, body),
}
