import type { Handlers } from '../../platform/http/implement.ts'
import { loadToRead } from '../cases/actions/load.ts'
import type { RoutingDecision, routingContract } from './contract.ts'
import type { ConsideredCandidate } from './rules.ts'
import { decisionsOf } from './store.ts'

export const routingRoutes: Handlers<typeof routingContract> = {
  getRouting: async (ctx, { params }) => {
    ctx.require('cases.read')
    const record = await loadToRead(ctx, params.id)
    const rows = await decisionsOf(ctx.db, record.id)
    return {
      items: rows.map(
        (row): RoutingDecision => ({
          id: row.id,
          at: row.at.toISOString(),
          cause: row.cause,
          queue: row.queueId && row.queueName ? { id: row.queueId, name: row.queueName } : null,
          winner: row.ownerId && row.ownerName ? { id: row.ownerId, name: row.ownerName } : null,
          because: row.because as unknown as string[],
          considered: (row.considered as unknown as ConsideredCandidate[]).map(
            ({ id, name, lastAssignedAt, ...candidate }) => ({
              ...candidate,
              person: { id, name },
              lastAssignedAt: lastAssignedAt ? new Date(lastAssignedAt).toISOString() : null,
            }),
          ),
        }),
      ),
    }
  },
}
