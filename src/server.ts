import { resolve } from 'node:path'
import { fillWhenWanted } from './features/demo/actions/run-demo.ts'
import { exposeMetrics } from './features/installation/actions/metrics.ts'
import { watchReadiness } from './features/installation/actions/readiness.ts'
import { mountHealth } from './features/installation/health.routes.ts'
import { takeUpWaiting } from './features/mailboxes/actions/try-mail.ts'
import { openMailListener } from './features/mailboxes/listening/listener.ts'
import { ensureFirstAdmin } from './features/people/actions/set-up.ts'
import { sealOldSecrets } from './features/people/actions/totp.ts'
import { mountApi } from './mount.ts'
import type { Config } from './platform/config.ts'
import { openApp } from './platform/http/app.ts'
import { watchRequests } from './platform/http/metrics.ts'
import { serveWeb } from './platform/http/static.ts'
import { inTransaction, systemActor } from './platform/runtime.ts'
import { atWork, openProgram } from './program.ts'
import { startWork } from './work.ts'

/** Opens the web, the mail listener and the jobs on the given database. */
export async function startServer(config: Config, databaseUrl: string): Promise<{ close: () => Promise<void> }> {
  const program = await openProgram(config, databaseUrl)
  const { runtime, live } = program
  await ensureFirstAdmin(runtime)
  await sealOldSecrets(runtime)
  const app = await openApp(runtime)
  const readiness = watchReadiness(runtime)
  const registry = watchRequests(app)
  const authenticate = mountApi(app, runtime, live)
  const metrics = exposeMetrics(runtime, program.database.pool, registry)
  mountHealth(app, { authenticate, readiness, metrics: { contentType: registry.contentType, text: metrics } })
  await serveWeb(app, resolve(import.meta.dirname, '../dist/web'))
  const behind = atWork(program)
  const [work, listener] = await Promise.all([startWork(behind), openMailListener(behind.runtime)])
  // The web opens last: whoever asks at once whether all is ready hears yes.
  await app.listen({ port: config.port, host: config.host })
  // What was kept before a crash gets its fate now, not when its lost job is missed.
  const stop = new AbortController()
  const takingUp = takeUpWaiting(behind.runtime, runtime.now(), stop.signal).catch((err: unknown) =>
    runtime.log.error({ err }, 'waiting mail'),
  )
  await inTransaction(runtime, systemActor, fillWhenWanted)
  return {
    close: async () => {
      stop.abort()
      await readiness.close()
      await listener.close()
      await app.close()
      await takingUp
      await work.close()
      await behind.close()
      await program.close()
    },
  }
}
