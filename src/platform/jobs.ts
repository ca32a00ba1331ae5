import { setTimeout as sleep } from 'node:timers/promises'
import { Logger, type Runner, run } from 'graphile-worker'
import pg from 'pg'
import type { Context } from './context.ts'
import { inTransaction, type Runtime, systemActor } from './runtime.ts'

/** A job may open several short transactions; nothing slow (SMTP, HTTP) happens inside one. */
export interface JobFrame {
  runtime: Runtime
  payload: Record<string, unknown>
  /** True when failing now means that no further try follows. */
  lastAttempt: boolean
  /** The process is about to end: what takes long gives up in a moment, and leaves itself to be done later. */
  stop: AbortSignal
  transaction: <T>(work: (ctx: Context) => Promise<T>) => Promise<T>
}
export type Job = (frame: JobFrame) => Promise<void>
export type Jobs = Readonly<Record<string, Job>>

export interface Worker {
  stop: () => Promise<void>
}

/** The job queue gives up when the database stays away; it is begun anew this often until it is back. */
const beginAgainMilliseconds = 1000
const quietMilliseconds = 2000
const patienceMilliseconds = 10_000

/** Works jobs until stopped, across restarts of the database. `crontab` lines follow graphile-worker's format. */
export async function startWorker(
  runtime: Runtime,
  pool: pg.Pool,
  jobs: Jobs,
  crontab: string,
  concurrency = 6,
): Promise<Worker> {
  const stopping = new AbortController()
  const begin = () =>
    run({
      pgPool: pool,
      concurrency,
      noHandleSignals: true,
      logger: loggerOf(runtime),
      noPreparedStatements: false,
      pollInterval: 2000,
      // An empty text would make it look for a file.
      crontab: crontab || '#',
      taskList: tasksOf(runtime, jobs, stopping.signal),
      // Ticked off at once, with tries: unbatched, a connection lost at that moment would end the whole process.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    })
  let runner: Runner | undefined = await begin()
  const ended = (async () => {
    while (!stopping.signal.aborted) {
      await runner?.promise.catch((err: unknown) => runtime.log.warn({ err }, 'the job queue stopped'))
      if (stopping.signal.aborted) return
      await sleep(beginAgainMilliseconds, undefined, { signal: stopping.signal }).catch(() => {})
      if (stopping.signal.aborted) return
      runner = await begin().catch((err: unknown) => {
        runtime.log.warn({ err }, 'the job queue waits for the database')
        return undefined
      })
    }
  })()
  return {
    stop: async () => {
      stopping.abort()
      await runner?.stop().catch(() => {})
      await ended
      // One that was just beginning anew had not been there to be stopped.
      await runner?.stop().catch(() => {})
      await isQuiet(pool)
    },
  }
}

/** The job queue does not wait until what it has just done is ticked off; closed on, it would do that again. */
async function isQuiet(pool: pg.Pool) {
  for (let waited = 0; waited < quietMilliseconds; waited += 10) {
    if (pool.waitingCount === 0 && pool.idleCount === pool.totalCount) return
    await sleep(10)
  }
}

function tasksOf(runtime: Runtime, jobs: Jobs, stop: AbortSignal) {
  return Object.fromEntries(
    Object.entries(jobs).map(([name, job]) => [
      name,
      async (payload: unknown, helpers: { job: { attempts: number; max_attempts: number } }) => {
        await job({
          runtime,
          payload: (payload ?? {}) as Record<string, unknown>,
          lastAttempt: helpers.job.attempts >= helpers.job.max_attempts,
          stop,
          transaction: (work) => inTransaction(runtime, systemActor, work),
        })
      },
    ]),
  )
}

/** One number for every process that works jobs on this database. */
export const workingLock = 5_227_305

/**
 * Shows that this process works jobs: a shared lock that the database lets go with the connection, however the process
 * ends. Taken again after the database was away. Where nobody else works, what a killed process had taken is free again.
 */
export async function showWorking(url: string): Promise<{ close: () => Promise<void> }> {
  let client: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  let closed = false
  const take = async (isFirst: boolean) => {
    if (closed) return
    client = new pg.Client({
      connectionString: url,
      application_name: 'caseward worker',
      keepAlive: true,
      // A server that dies with somebody at its door may leave them standing there: nobody would ever say that it is over.
      connectionTimeoutMillis: patienceMilliseconds,
      query_timeout: patienceMilliseconds,
    })
    client.on('error', () => {})
    client.once('end', () => {
      if (!closed) timer = setTimeout(() => void take(false), beginAgainMilliseconds)
    })
    try {
      await client.connect()
      const freed = isFirst && (await freeAbandoned(client))
      await client.query('select pg_advisory_lock_shared($1)', [workingLock])
      if (freed) await client.query('select pg_advisory_unlock($1)', [workingLock])
    } catch {
      await client.end().catch(() => {})
    }
  }
  await take(true)
  return {
    close: async () => {
      closed = true
      clearTimeout(timer)
      await client?.end().catch(() => {})
    },
  }
}

/** A killed process is seen as gone once the database has noticed that its connections are. */
const noticedMilliseconds = 1000

/** True where nobody else works jobs, and as long as the lock that proves it is held: whatever is taken is nobody's. */
async function freeAbandoned(client: pg.Client): Promise<boolean> {
  const taken = 'from graphile_worker.jobs where locked_at is not null'
  for (let waited = 0; waited <= noticedMilliseconds; waited += 100) {
    if ((await client.query(`select 1 ${taken} limit 1`)).rowCount === 0) return false
    const { rows } = await client.query('select pg_try_advisory_lock($1) as alone', [workingLock])
    if (rows[0].alone) {
      await client.query(`select graphile_worker.force_unlock_workers(array(select distinct locked_by ${taken}))`)
      return true
    }
    await sleep(100)
  }
  return false
}

/** What the job queue tells of its own running is of interest only where something is sought. */
function loggerOf({ log }: Runtime) {
  const levels = { error: 'error', warning: 'warn', info: 'debug', debug: 'trace' } as const
  return new Logger(() => (level, message) => log[levels[level]](message))
}
