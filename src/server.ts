import { resolve } from 'node:path'
import { takeUpWaiting } from './features/mailboxes/actions/try-mail.ts'
import { openMailListener } from './features/mailboxes/listening/listener.ts'
import { ensureFirstAdmin } from './features/people/actions/set-up.ts'
import { mountApi } from './mount.ts'
import type { Config } from './platform/config.ts'
import { openApp } from './platform/http/app.ts'
import { serveWeb } from './platform/http/static.ts'
import { openProgram } from './program.ts'
import { startWork } from './work.ts'

/** Opens the web, the mail listener and the jobs on the given database. */
export async function startServer(config: Config, databaseUrl: string): Promise<{ close: () => Promise<void> }> {
  const program = openProgram(config, databaseUrl)
  const { runtime, live } = program
  await ensureFirstAdmin(runtime)
  const app = await openApp(runtime)
  mountApi(app, runtime, live)
  app.get('/healthz', async () => {
    await runtime.db.selectFrom('organisation').select('id').execute()
    return { status: 'ok' }
  })
  await serveWeb(app, resolve(import.meta.dirname, '../dist/web'))
  await app.listen({ port: config.port, host: config.host })
  const work = await startWork(program)
  const listener = await openMailListener(runtime)
  // What was kept before a crash gets its fate now, not when its lost job is missed.
  const stop = new AbortController()
  const takingUp = takeUpWaiting(runtime, runtime.now(), stop.signal).catch((err: unknown) =>
    runtime.log.error({ err }, 'waiting mail'),
  )
  return {
    close: async () => {
      stop.abort()
      await listener.close()
      await app.close()
      await takingUp
      await work.close()
      await program.close()
    },
  }
}
