import type { Handlers } from '../../platform/http/implement.ts'
import { listNotifications, readNotifications } from './actions.ts'
import type { notificationsContract } from './contract.ts'

export const notificationsRoutes: Handlers<typeof notificationsContract> = {
  listNotifications: (ctx, { query }) => listNotifications(ctx, query),
  readNotifications: async (ctx, { body }) => {
    await readNotifications(ctx, body)
    return { ok: true }
  },
}
