import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'

const slowMilliseconds = 5000

/**
 * Counts and times every request by route, and writes a line about those that failed on our side, were turned away for
 * being too many, or were slow. A route is its pattern, so that neither ids nor links nor searches get into logs.
 */
export function watchRequests(app: FastifyInstance): Registry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const seconds = new Histogram({
    name: 'caseward_http_request_seconds',
    help: 'Requests by route and status, and how long they took.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  })
  app.addHook('onResponse', async (request, reply) => {
    const { method, id } = request
    const route = request.routeOptions.url ?? 'unknown'
    const { statusCode, elapsedTime } = reply
    seconds.observe({ method, route, status: statusCode }, elapsedTime / 1000)
    const milliseconds = Math.round(elapsedTime)
    if (statusCode >= 500 || statusCode === 429 || milliseconds > slowMilliseconds)
      request.log.warn({ requestId: id, method, route, status: statusCode, milliseconds }, 'request')
  })
  return registry
}
