import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '../context.ts'
import type { Contract, InputOf, ResultOf } from '../endpoint.ts'
import { Refusal } from '../refusal.ts'
import type { Runtime } from '../runtime.ts'
import type { Authenticate } from './implement.ts'

/** One request as an edge handler sees it: it reads and sets cookies, and opens its own transactions. */
export interface Edge {
  runtime: Runtime
  actor: Actor | null
  request: FastifyRequest
  reply: FastifyReply
}

export type EdgeHandlers<C extends Contract> = {
  [K in keyof C]: (edge: Edge, input: InputOf<C[K]>) => Promise<ResultOf<C[K]>>
}

/**
 * Mounts endpoints that speak HTTP themselves: cookies, addresses, and work that is too slow for a transaction, such as
 * hashing a password. Everything else belongs into `implement`.
 */
export function implementAtEdge<C extends Contract>(
  app: FastifyInstance,
  runtime: Runtime,
  authenticate: Authenticate,
  contract: C,
  handlers: EdgeHandlers<C>,
): void {
  for (const [name, e] of Object.entries(contract)) {
    const handler = handlers[name as keyof C] as (edge: Edge, input: unknown) => Promise<unknown>
    app.route({
      method: e.method,
      url: `/api/v1${e.path}`,
      handler: async (request, reply) => {
        const actor = await authenticate(request)
        if (!actor && e.access !== 'open') throw new Refusal('not_signed_in')
        const input = {
          ...(e.params && { params: e.params.parse(request.params) }),
          ...(e.query && { query: e.query.parse(request.query) }),
          ...(e.body && { body: e.body.parse(request.body ?? {}) }),
        }
        void reply.header('cache-control', 'no-store')
        return e.response.parse(await handler({ runtime, actor, request, reply }, input))
      },
    })
  }
}
