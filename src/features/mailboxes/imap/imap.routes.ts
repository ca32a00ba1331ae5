import type { EdgeHandlers } from '../../../platform/http/edge.ts'
import type { Handlers } from '../../../platform/http/implement.ts'
import { readingContext } from '../../../platform/runtime.ts'
import type { imapContract, imapTestContract } from './contract.ts'
import { getImap, removeImap, setImap, testImap } from './settings.ts'

export const imapRoutes: Handlers<typeof imapContract> = {
  getImap: (ctx, { params }) => getImap(ctx, params.id),
  setImap: (ctx, { params, body }) => setImap(ctx, params.id, body),
  removeImap: async (ctx, { params }) => {
    await removeImap(ctx, params.id)
    return { ok: true }
  },
}

export const imapTestRoutes: EdgeHandlers<typeof imapTestContract> = {
  testImap: ({ runtime, actor }, { params, body }) => testImap(readingContext(runtime, actor!), params.id, body.imap),
}
