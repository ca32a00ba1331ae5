import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Authenticate } from '../../platform/http/implement.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Readiness } from './actions/readiness.ts'
import { readinessOf } from './rules.ts'

interface Health {
  authenticate: Authenticate
  readiness: Readiness
  metrics: { contentType: string; text: () => Promise<string> }
}

/** For whoever watches over the program: is it up, can it work, and how is it doing. */
export function mountHealth(app: FastifyInstance, { authenticate, readiness, metrics }: Health): void {
  app.get('/healthz', () => ({ status: 'ok' }))
  app.get('/readyz', async (_request, reply) => {
    const state = readinessOf(await readiness.now())
    if (state.status !== 'ready') void reply.code(503).header('retry-after', '5')
    return reply.header('cache-control', 'no-store').send(state)
  })
  app.get('/metrics', async (request, reply) => {
    if (!isLocal(request)) {
      const actor = await authenticate(request)
      if (!actor) throw new Refusal('not_signed_in')
      if (!actor.rights.has('settings.read')) throw new Refusal('not_allowed', { right: 'settings.read' })
    }
    return reply
      .header('cache-control', 'no-store')
      .type(metrics.contentType)
      .send(await metrics.text())
  })
}

/** From this machine itself, and not through a proxy on it, which would say for whom it asks. */
function isLocal({ socket, headers }: FastifyRequest): boolean {
  const address = socket.remoteAddress ?? ''
  const forwarded = Object.keys(headers).some(
    (name) => name === 'forwarded' || name === 'via' || name.startsWith('x-forwarded') || name === 'x-real-ip',
  )
  return !forwarded && /^(::ffff:)?127\.|^::1$/.test(address)
}
