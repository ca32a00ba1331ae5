import type { Handlers } from '../../platform/http/implement.ts'
import { listDrafts, saveDraft } from './actions/drafts.ts'
import { retryMessage, undoMessage } from './actions/release-message.ts'
import { showMessages } from './actions/show-messages.ts'
import { sendWaitingLetters, waitingLetters } from './actions/waiting-letters.ts'
import { logCall, writeNote, writeReply } from './actions/write-message.ts'
import type { conversationsContract } from './contract.ts'

export const conversationsRoutes: Handlers<typeof conversationsContract> = {
  listMessages: (ctx, { params, query }) => showMessages(ctx, params.id, query),
  sendReply: (ctx, { params, body }) => {
    if (body.kind === 'note') return writeNote(ctx, params.id, body)
    return body.kind === 'call' ? logCall(ctx, params.id, body) : writeReply(ctx, params.id, body)
  },
  undoMessage: (ctx, { params }) => undoMessage(ctx, params.id),
  retryMessage: (ctx, { params }) => retryMessage(ctx, params.id),
  getWaitingLetters: (ctx) => waitingLetters(ctx),
  sendWaitingLetters: (ctx) => sendWaitingLetters(ctx),
  listDrafts: async (ctx, { params }) => ({ items: await listDrafts(ctx, params.id) }),
  saveDraft: async (ctx, { params, body }) => {
    await saveDraft(ctx, params.id, params.kind, body.content)
    return { ok: true }
  },
}
