import { Logger, type Runner, run } from 'graphile-worker'
import type { Pool } from 'pg'
import type { Context } from './context.ts'
import { inTransaction, type Runtime, systemActor } from './runtime.ts'

/** A job may open several short transactions; nothing slow (SMTP, HTTP) happens inside one. */
export interface JobFrame {
  runtime: Runtime
  payload: Record<string, unknown>
  /** True when failing now means that no further try follows. */
  lastAttempt: boolean
  transaction: <T>(work: (ctx: Context) => Promise<T>) => Promise<T>
}
export type Job = (frame: JobFrame) => Promise<void>
export type Jobs = Readonly<Record<string, Job>>

/** Works jobs until stopped. `crontab` lines follow graphile-worker's format. */
export async function startWorker(
  runtime: Runtime,
  pool: Pool,
  jobs: Jobs,
  crontab: string,
  concurrency = 6,
): Promise<Runner> {
  return run({
    pgPool: pool,
    concurrency,
    noHandleSignals: true,
    logger: loggerOf(runtime),
    noPreparedStatements: false,
    pollInterval: 2000,
    // An empty text would make it look for a file.
    crontab: crontab || '#',
    taskList: Object.fromEntries(
      Object.entries(jobs).map(([name, job]) => [
        name,
        async (payload: unknown, helpers) => {
          await job({
            runtime,
            payload: (payload ?? {}) as Record<string, unknown>,
            lastAttempt: helpers.job.attempts >= helpers.job.max_attempts,
            transaction: (work) => inTransaction(runtime, systemActor, work),
          })
        },
      ]),
    ),
  })
}

/** What the job queue tells of its own running is of interest only where something is sought. */
function loggerOf({ log }: Runtime) {
  const levels = { error: 'error', warning: 'warn', info: 'debug', debug: 'trace' } as const
  return new Logger(() => (level, message) => log[levels[level]](message))
}
