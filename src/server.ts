import Fastify from 'fastify'
import type { Config } from './platform/config.ts'

/** Opens the web on the given database. */
export async function startServer(config: Config, _databaseUrl: string): Promise<{ close: () => Promise<void> }> {
  const app = Fastify({ forceCloseConnections: true })
  app.get('/healthz', async () => ({ status: 'ok' }))
  await app.listen({ port: config.port, host: config.host })
  return { close: () => app.close() }
}
