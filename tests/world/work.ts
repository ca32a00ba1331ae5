import { setTimeout as sleep } from 'node:timers/promises'
import { intakeJobs } from '../../src/features/mailboxes/jobs.ts'
import { sendingJobs } from '../../src/features/mailboxes/sending/jobs.ts'
import { closeTransports } from '../../src/features/mailboxes/sending/transport.ts'
import { openDatabase } from '../../src/platform/database.ts'
import { startWorker } from '../../src/platform/jobs.ts'
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

/** Asks until there is an answer. */
export async function eventually<T>(
  ask: () => Promise<T | undefined | false> | T | undefined | false,
  seconds = 15,
): Promise<T> {
  for (let waited = 0; waited < seconds * 1000; waited += 25) {
    const answer = await ask()
    if (answer !== undefined && answer !== false) return answer
    await sleep(25)
  }
  throw new Error(`It did not happen within ${seconds} seconds.`)
}
