import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Actor, Context } from '../context.ts'
import type { Contract, InputOf, ResultOf } from '../endpoint.ts'
import { Refusal } from '../refusal.ts'
import { inTransaction, type Runtime, readingContext } from '../runtime.ts'
import { once, type RequireSight } from './idempotency.ts'

export type Handlers<C extends Contract> = {
  [K in keyof C]: Handler<InputOf<C[K]>, ResultOf<C[K]>> | PreparedHandler<InputOf<C[K]>, ResultOf<C[K]>>
}

type Handler<I, R> = (ctx: Context, input: I) => Promise<R>

/** For what takes long before anything is written: it is done while no connection waits, and answers with what to write. */
interface PreparedHandler<I, R> {
  prepare: (ctx: Context, input: I) => Promise<(ctx: Context) => Promise<R>>
}

/** Who is asking; null when nobody said so. Throws `not_signed_in` for a credential that is not valid. */
export type Authenticate = (request: FastifyRequest) => Promise<Actor | null>

/** Nobody in particular: what an endpoint with `access: 'open'` sees when no credential came along. */
export const anonymous: Actor = {
  kind: 'contact',
  id: null,
  name: 'Nobody',
  role: null,
  rights: new Set(),
  teamIds: [],
}

/** Mounts every endpoint of a contract; a missing or mistyped handler does not compile. GET reads, all else is one transaction. */
export function implement<C extends Contract>(
  app: FastifyInstance,
  runtime: Runtime,
  door: { authenticate: Authenticate; requireSight: RequireSight },
  contract: C,
  handlers: Handlers<C>,
): void {
  const { authenticate, requireSight } = door
  for (const [name, e] of Object.entries(contract)) {
    const given = handlers[name as keyof C] as Handler<unknown, unknown> | PreparedHandler<unknown, unknown>
    app.route({
      method: e.method,
      url: `/api/v1${e.path}`,
      handler: async (request, reply) => {
        const actor = (await authenticate(request)) ?? (e.access === 'open' ? anonymous : null)
        if (!actor) throw new Refusal('not_signed_in')
        const input = {
          ...(e.params && { params: e.params.parse(request.params) }),
          ...(e.query && { query: e.query.parse(request.query) }),
          ...(e.body && { body: e.body.parse(request.body ?? {}) }),
        }
        const handler =
          typeof given === 'function' ? given : await prepared(given, readingContext(runtime, actor), input)
        if (e.method === 'GET') {
          void reply.header('cache-control', 'no-store')
          return (await handler(readingContext(runtime, actor, request.id), input)) ?? null
        }
        const work = async (ctx: Context) => e.response.parse(await handler(ctx, input))
        const key = request.headers['idempotency-key']
        if (e.method === 'POST' && typeof key === 'string') {
          const asked = { key, url: request.url, body: request.body, keepAnswer: !e.shownOnce }
          return once(runtime, actor, asked, work, { requestId: request.id, requireSight })
        }
        const answer = await inTransaction(runtime, actor, work, { requestId: request.id })
        return answer ?? null
      },
    })
  }
}

/** What preparing refuses is told within the transaction: a repeated Idempotency-Key still gets its first answer there. */
async function prepared(
  { prepare }: PreparedHandler<unknown, unknown>,
  ctx: Context,
  input: unknown,
): Promise<Handler<unknown, unknown>> {
  return prepare(ctx, input).catch((error: unknown) => () => Promise.reject(error))
}
