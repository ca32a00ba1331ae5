import { setTimeout as sleep } from 'node:timers/promises'
import { Logger, runOnce } from 'graphile-worker'
import { sql } from 'kysely'
import { intakeJobs } from '../../src/features/mailboxes/jobs.ts'
import { sendingJobs } from '../../src/features/mailboxes/sending/jobs.ts'
import { closeTransports } from '../../src/features/mailboxes/sending/transport.ts'
import { openDatabase } from '../../src/platform/database.ts'
import { type JobFrame, startWorker } from '../../src/platform/jobs.ts'
import { inTransaction, systemActor } from '../../src/platform/runtime.ts'
import { jobs } from '../../src/work.ts'
import type { World } from './world.ts'

/** Works the jobs of a world until it is stopped. */
export async function workFor({ runtime }: World): Promise<{ stop: () => Promise<void> }> {
  const { pool } = openDatabase(runtime.config.databaseUrl!, 16)
  const runner = await startWorker(runtime, pool, { ...jobs, ...sendingJobs, ...intakeJobs }, '')
  return {
    stop: async () => {
      await runner.stop()
      closeTransports()
      await pool.end()
    },
  }
}

/** Works off what waits under the given names and what that asks for, and leaves the rest; what fails is not tried again. */
export async function workOff(world: World, names: readonly string[]): Promise<void> {
  // A job queue is opened only where it has something to do: that costs more than most jobs.
  const { rows } = await sql`select from graphile_worker.jobs
    where task_identifier = any(${names}) and run_at <= now() limit 1`.execute(world.runtime.db)
  if (rows.length === 0) return
  const taskList = Object.fromEntries(names.map((name) => [name, (payload: unknown) => workOnce(world, name, payload)]))
  await runOnce({
    // On the connections that are there: to open others costs more than most jobs.
    pgPool: world.pool,
    noHandleSignals: true,
    taskList,
    logger: silent,
  })
}

const silent = new Logger(() => () => {})

/** One job by its name, here and now. */
export async function workOnce({ runtime }: World, name: string, payload: unknown): Promise<void> {
  await { ...jobs, ...sendingJobs, ...intakeJobs }[name]!({
    runtime,
    payload: (payload ?? {}) as Record<string, unknown>,
    lastAttempt: false,
    stop: new AbortController().signal,
    transaction: (act: Parameters<JobFrame['transaction']>[0]) => inTransaction(runtime, systemActor, act),
  } as JobFrame)
}

/** Asks until there is an answer. */
export async function eventually<T>(
  ask: () => Promise<T | undefined | false> | T | undefined | false,
  seconds = 30,
): Promise<T> {
  for (let waited = 0; waited < seconds * 1000; waited += 25) {
    const answer = await ask()
    if (answer !== undefined && answer !== false) return answer
    await sleep(25)
  }
  throw new Error(`It did not happen within ${seconds} seconds.`)
}
