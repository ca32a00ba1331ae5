import type { Pool } from 'pg'
import { Gauge, type Registry } from 'prom-client'
import type { Runtime } from '../../../platform/runtime.ts'
import * as store from '../store.ts'

/** The state of the desk as Prometheus reads it, counted when it asks. */
export function exposeMetrics(runtime: Runtime, pool: Pool, registry: Registry): () => Promise<string> {
  const { db } = runtime
  const gauge = <L extends string = never>(name: string, help: string, labelNames: L[] = []) =>
    new Gauge({ name: `caseward_${name}`, help, labelNames, registers: [registry] })
  const jobs = gauge('jobs', 'Jobs: waiting, failing (tried again), given_up (need a look).', ['state'])
  const oldestJob = gauge('oldest_waiting_job_seconds', 'How long the oldest job that is due has waited.')
  const mails = gauge('mails_last_day', 'Received mails of the last day by fate.', ['fate'])
  const deliveries = gauge('deliveries_last_day', 'Outgoing messages of the last day by delivery.', ['delivery'])
  const clocks = gauge(
    'clocks',
    'Clocks: running, overdue, late (not looked at in time); cases older (still to be laid out anew), differing from replay.',
    ['state'],
  )
  const connections = gauge(
    'database_connections',
    'Connections of this process: total, idle, and requests waiting for one.',
    ['state'],
  )
  return async () => {
    const job = await store.jobFacts(db)
    jobs.set({ state: 'waiting' }, job.waiting)
    jobs.set({ state: 'failing' }, job.failing)
    jobs.set({ state: 'given_up' }, job.given_up)
    oldestJob.set(job.oldest_seconds)
    mails.reset()
    for (const { fate, count } of await store.fatesOfLastDay(db)) mails.set({ fate }, count)
    deliveries.reset()
    for (const { delivery, count } of await store.deliveriesOfLastDay(db)) deliveries.set({ delivery }, count)
    for (const [state, count] of Object.entries(await store.clockFacts(db))) clocks.set({ state }, count)
    connections.set({ state: 'total' }, pool.totalCount)
    connections.set({ state: 'idle' }, pool.idleCount)
    connections.set({ state: 'waiting' }, pool.waitingCount)
    return registry.metrics()
  }
}
