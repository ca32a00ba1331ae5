import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { createCase } from '../src/features/cases/actions/create-case.ts'
import { createPolicy } from '../src/features/sla/actions/policies.ts'
import { sweep } from '../src/features/sla/actions/sweep.ts'
import type { TargetStep } from '../src/features/sla/contract/steps.ts'
import { nextWake } from '../src/features/sla/store/due.ts'
import { openPostgres } from '../src/platform/postgres/open.ts'
import { inTransaction, type Runtime, systemActor } from '../src/platform/runtime.ts'
import { currentInstant, stopwatch } from '../src/platform/time.ts'
import { openProgram } from '../src/program.ts'
import { makeTwins } from '../tests/world/twins.ts'
import { type DataSet, environmentOf, prepare } from './data-set.ts'
import { clientOf, measure } from './load.ts'
import { secondsOfServer } from './processor.ts'
import { startChild } from './server.ts'

interface Burst {
  steps: number
  seconds: number
  /** Processor time meanwhile, the API beside it included; null where the system does not tell. */
  cpuSeconds: { program: number; postgres: number } | null
  /** Of the API beside it, asked by two clients. */
  beside: Latency
}
interface Latency {
  count: number
  medianMs: number
  p95Ms: number
  mostMs: number
}
interface Idle {
  clocks: number
  /** A look that finds nothing, and one that takes 200 steps. */
  emptyMs: number
  fullMs: number
}
/** The API beside the steps, asked at one pace. */
export interface Bursts {
  /** How long each of the two clients waits between an answer and its next question. */
  pauseMs: number
  quiet: Latency
  warnings: Burst
  breaches: Burst
}
export interface ClocksReport {
  bursts: Bursts[]
  idle: Idle[]
}

const port = 3117
const warnSeconds = 45
const breachSeconds = 75
/** Two people who click on without a break for thought, and two programs that ask as fast as they are answered. */
const pauses = [100, 0]

/** Steps that fall due at one instant while the API is asked, and what a look costs beside clocks that wait. */
export async function measureClocks(quick: boolean, say: (line: string) => void): Promise<ClocksReport> {
  const environment = environmentOf(port, 2617)
  const data = await prepare(1000, environment, say)
  const postgres = await openPostgres({ dataDir: data.config.dataDir, log: say })
  const client = new pg.Client({ connectionString: postgres.url })
  await client.connect()
  const program = await openProgram(data.config, postgres.url, 4)
  try {
    await client.query('update sla_clock set wake_at = null')
    await inTransaction(program.runtime, systemActor, agreeOnSteps)
    const idle = await measureIdle(program.runtime, client, data, quick, say)
    await client.query('delete from sla_clock where cycle >= 1000')
    await client.query('update sla_clock set wake_at = null')
    await client.query('vacuum analyze sla_clock')
    const bursts: Bursts[] = []
    for (const pauseMs of pauses)
      bursts.push(await measureBursts(program.runtime, client, data, environment, quick ? 500 : 10_000, pauseMs, say))
    return { bursts, idle }
  } finally {
    await program.close()
    await client.end()
    await postgres.close()
  }
}

/** A warning to owner and lead, then a breach that raises the level. */
async function agreeOnSteps(ctx: Parameters<typeof createPolicy>[0]): Promise<void> {
  const step = (key: string, level: number, when: TargetStep['when']): TargetStep => ({
    ...{ key, level, when, mail: false, change: {} },
    people: [{ who: 'owner' }, { who: 'team_lead' }],
  })
  const steps = [
    step('warning', 0, { kind: 'elapsed', seconds: warnSeconds }),
    step('breach', 1, { kind: 'after_due', seconds: 0, time: 'target' }),
  ]
  const target = { seconds: breachSeconds, time: 'calendar' as const, calendarId: null, pausesIn: [], steps }
  const conditions = [{ field: 'tag' as const, is: 'one_of' as const, values: ['burst'] }]
  const targets = { medium: { resolution: target } }
  await createPolicy(ctx, { name: 'Burst', position: 0, conditions, targets, milestones: [] })
}

async function measureBursts(
  runtime: Runtime,
  client: pg.Client,
  data: DataSet,
  environment: Record<string, string>,
  count: number,
  pauseMs: number,
  say: (line: string) => void,
): Promise<Bursts> {
  const server = await startChild(['src/main.ts', 'serve'], environment)
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  const { call, close } = clientOf(`http://127.0.0.1:${port}/api/v1`, data.key)
  try {
    const opened = await alike(runtime, client, data, count)
    const ask = () => call('GET', '/cases?status=unresolved&limit=50')
    await measure({ count: 50, clients: 2 }, ask)
    const quiet = await askedUntil(ask, pauseMs, async () => stopwatch(), 3000)
    const burst = async (name: string, seconds: number): Promise<Burst> => {
      const due = opened + seconds * 1000
      await sleep(due - currentInstant().getTime())
      let done = 0
      const used = () => ({ program: server.cpuSeconds(), postgres: secondsOfServer(rows[0]!.pid) })
      const before = used()
      let cpuSeconds = null as Burst['cpuSeconds']
      const left = () => client.query('select 1 from sla_clock where wake_at <= $1 limit 1', [new Date(due + 1)])
      const beside = await askedUntil(ask, pauseMs, async () => {
        if (done === 0 && (await left()).rowCount === 0) {
          done = currentInstant().getTime() - due
          const after = used()
          if (after.program !== null && after.postgres !== null)
            cpuSeconds = { program: after.program - before.program!, postgres: after.postgres - before.postgres! }
        }
        await sleep(50)
        return done
      })
      say(
        `${count} ${name}, pauses of ${pauseMs} ms: ${(done / 1000).toFixed(2)} s; API p50 ${beside.medianMs.toFixed(1)} ms; processor ${cpuSeconds ? `${cpuSeconds.program.toFixed(2)} + ${cpuSeconds.postgres.toFixed(2)} s` : 'unknown'}`,
      )
      return { steps: count, seconds: done / 1000, cpuSeconds, beside }
    }
    const warnings = await burst('warnings', warnSeconds)
    const breaches = await burst('breaches', breachSeconds)
    return { pauseMs, quiet, warnings, breaches }
  } finally {
    close()
    await server.stop()
  }
}

/** Two clients that ask one thing after the other until `over` answers with more than `enough`. */
async function askedUntil(
  ask: () => Promise<unknown>,
  pauseMs: number,
  over: () => Promise<number>,
  lasting?: number,
): Promise<Latency> {
  const durations: number[] = []
  const until = lasting === undefined ? 0 : stopwatch() + lasting
  let ended = false
  const asking = Array.from({ length: 2 }, async () => {
    while (!ended) {
      const began = stopwatch()
      await ask()
      durations.push(stopwatch() - began)
      if (pauseMs > 0) await sleep(pauseMs)
    }
  })
  while ((await over()) <= until) if (lasting !== undefined) await sleep(20)
  ended = true
  await Promise.all(asking)
  durations.sort((a, b) => a - b)
  const at = (share: number) => durations[Math.floor((durations.length - 1) * share)] ?? 0
  return { count: durations.length, medianMs: at(0.5), p95Ms: at(0.95), mostMs: at(1) }
}

async function measureIdle(
  runtime: Runtime,
  client: pg.Client,
  data: DataSet,
  quick: boolean,
  say: (line: string) => void,
): Promise<Idle[]> {
  const found: Idle[] = []
  for (const clocks of quick ? [1000, 20_000] : [1000, 1_000_000]) {
    await client.query('delete from sla_clock where cycle >= 1000')
    await client.query(
      `insert into sla_clock (id, case_id, metric, cycle, state, target_seconds, started_at, due_at, wake_at)
       select gen_random_uuid(), cases.id, 'resolution', 1000 + n, 'running', 3600, now(), later.at, later.at
       from (select id from cases order by id limit 1000) cases, generate_series(1, $1::int / 1000) n,
         lateral (select now() + interval '1 year' * (1 + random() + 0 * n) as at) later`,
      [clocks],
    )
    await client.query('vacuum analyze sla_clock')
    const opened = await alike(runtime, client, data, 200 * 6)
    const full: number[] = []
    const later = { ...runtime, now: () => new Date(opened + (warnSeconds + 1) * 1000) }
    for (let n = 0; n < 6; n++) full.push(await timed(() => sweep(later)))
    const empty: number[] = []
    for (let n = 0; n < 300; n++)
      empty.push(
        await timed(async () => {
          await sweep(later)
          await nextWake(runtime.db)
        }),
      )
    const median = (times: number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!
    found.push({ clocks, emptyMs: median(empty), fullMs: median(full) })
    say(`${clocks} idle clocks: a look ${median(empty).toFixed(2)} ms, 200 steps ${median(full).toFixed(0)} ms`)
    await client.query('update sla_clock set wake_at = null where cycle < 1000')
  }
  return found
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = stopwatch()
  await work()
  return stopwatch() - began
}

/** One case opened now by the program, and as many like it as asked for; answers with the instant it was opened. */
async function alike(runtime: Runtime, client: pg.Client, data: DataSet, count: number): Promise<number> {
  const at = currentInstant()
  const id = await inTransaction(
    runtime,
    systemActor,
    (ctx) =>
      createCase(ctx, {
        ...{ subject: 'Many at once', note: 'One of many', tags: ['burst'], custom: {}, restricted: false },
        ...{ priority: 'medium', teamId: data.teamIds[0]!, ownerId: data.personIds[0]! },
      }),
    { at },
  )
  await makeTwins(client, id, count - 1)
  // With the timeline that their clocks follow from: the hourly replay may come by in the middle.
  await client.query(
    `insert into event select made.* from event as one, twin, lateral jsonb_populate_record(one, jsonb_build_object(
       'id', overlay(one.id::text placing substr(md5(twin.id::text || one.id::text), 1, 12) from 25),
       'chain_id', twin.id, 'case_id', twin.id)) as made
     where one.case_id = $1`,
    [id],
  )
  return at.getTime()
}
