import type { Handlers } from '../../platform/http/implement.ts'
import { changeSide, endSide, reopenSide } from './actions/change.ts'
import { showSide } from './actions/load.ts'
import { undoSideMessage } from './actions/release.ts'
import { retrySideMessage } from './actions/retry.ts'
import { listCaseFiles, listMessages, listMySides, listSides } from './actions/show.ts'
import { startSide } from './actions/start.ts'
import { writeOn } from './actions/write.ts'
import type { sideconversationsContract } from './contract.ts'

export const sideconversationsRoutes: Handlers<typeof sideconversationsContract> = {
  listSideConversations: (ctx, { params }) => listSides(ctx, params.id),
  listMySideConversations: (ctx, { query }) => listMySides(ctx, query),
  listCaseFiles: (ctx, { params }) => listCaseFiles(ctx, params.id),
  startSideConversation: (ctx, { params, body }) => startSide(ctx, params.id, body),
  getSideConversation: async (ctx, { params }) => {
    ctx.require('cases.read')
    return showSide(ctx, params.id)
  },
  listSideMessages: (ctx, { params, query }) => listMessages(ctx, params.id, query),
  writeSideMessage: (ctx, { params, body }) => writeOn(ctx, params.id, body),
  changeSideConversation: (ctx, { params, body }) => changeSide(ctx, params.id, body),
  endSideConversation: (ctx, { params, body }) => endSide(ctx, params.id, body.version),
  reopenSideConversation: (ctx, { params, body }) => reopenSide(ctx, params.id, body.version),
  undoSideMessage: (ctx, { params }) => undoSideMessage(ctx, params.id),
  retrySideMessage: (ctx, { params }) => retrySideMessage(ctx, params.id),
}
