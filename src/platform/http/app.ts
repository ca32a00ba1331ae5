import cookie from '@fastify/cookie'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import type { Config } from '../config.ts'
import { idAt } from '../ids.ts'
import { Refusal } from '../refusal.ts'
import type { Runtime } from '../runtime.ts'
import { currentInstant } from '../time.ts'
import { answerProblem } from './problems.ts'
import { refuseUnstorable } from './storable.ts'

/** Bodies of JSON requests; files and mail have limits of their own. */
const jsonBytes = 2 * 1024 * 1024

/** The HTTP edge: limits, security headers, same-origin check for cookies, problem+json for every failure. */
export async function openApp(runtime: Pick<Runtime, 'config' | 'log'>): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: runtime.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: jsonBytes,
    genReqId: () => idAt(currentInstant()),
    routerOptions: { maxParamLength: 400 },
    forceCloseConnections: true,
    // What anybody else says of the visitor's address is ignored.
    trustProxy: runtime.config.proxies.length > 0 ? runtime.config.proxies : false,
  })
  await app.register(cookie)
  app.setErrorHandler((error, request, reply) => answerProblem(error, request, reply))
  app.addHook('onRequest', async (request, reply) => {
    for (const [name, value] of securityHeaders) reply.header(name, value)
    reply.header('x-request-id', request.id)
    refuseForeignOrigin(request.method, request.headers.origin, request.headers.host, runtime.config)
  })
  app.addHook('preHandler', async ({ url, body, query, params }) => {
    // The customer's pages answer as pages and read their forms themselves.
    if (url.startsWith('/api/')) refuseUnstorable({ body, query, params })
  })
  return app
}

const securityHeaders = [
  [
    'content-security-policy',
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; " +
      "connect-src 'self'; frame-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  ],
  ['x-content-type-options', 'nosniff'],
  ['referrer-policy', 'same-origin'],
  ['x-frame-options', 'DENY'],
  ['cross-origin-opener-policy', 'same-origin'],
] as const

/** A browser names the page that sends a changing request; pages of other sites are refused whatever cookie they bring. */
function refuseForeignOrigin(
  method: string,
  origin: string | undefined,
  host: string | undefined,
  config: Config,
): void {
  if (origin === undefined || method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return
  const allowed = new Set([new URL(config.url).host, new URL(config.links).host, host])
  if (origin === 'null' || !URL.canParse(origin) || !allowed.has(new URL(origin).host))
    throw new Refusal('wrong_origin')
}
