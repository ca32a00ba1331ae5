import { inject } from 'vitest'
import { isFree } from '../../src/platform/ports.ts'

/** So many for each worker; the first of a run's is told by its global setup. */
const portsOfWorker = 1500
let given = process.pid % portsOfWorker

/**
 * A free port for something that begins in a moment, or is killed and begun again, and must find it free still: of this worker
 * alone, given once, and below those that our own PostgreSQL chooses from.
 */
export async function ownPort(): Promise<number> {
  const first = inject('firstPort') + (Number(process.env.VITEST_POOL_ID) - 1) * portsOfWorker
  for (let tries = 0; tries < portsOfWorker; tries++) {
    const port = first + (given++ % portsOfWorker)
    if (await isFree(port, '127.0.0.1')) return port
  }
  throw new Error(`No port from ${first} on is free.`)
}
