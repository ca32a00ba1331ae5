import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { cableTo } from './world/cable.ts'
import { cloneDatabase } from './world/database.ts'
import {
  firstAdmin,
  type Installation,
  kill,
  makeKey,
  newInstallation,
  type Program,
  serverPid,
  startProgram,
} from './world/program.ts'

// The whole program while its PostgreSQL goes away below it, and after.

test('cut off from its database it answers 503 with Retry-After and says so; with it back, all goes on within ten seconds', async () => {
  const database = await cloneDatabase()
  const cable = await cableTo(database.url)
  const { place, program, key } = await running({ DATABASE_URL: cable.url })
  onTestFinished(() => database.drop())
  const authorised = { authorization: `Bearer ${key}` }
  await when(program, async () => (await readiness(place)).status === 200, 5)
  expect((await readiness(place)).checks).toEqual({ database: 'ok', migrations: 'ok', worker: 'ok', mail: 'ok' })

  await cable.cut()
  await when(program, async () => (await readiness(place)).status === 503, 10)
  const refused = await ask(place, '/api/v1/people', authorised)
  expect(refused.status).toBe(503)
  expect(refused.headers.get('retry-after')).toBe('5')
  expect(await refused.json()).toMatchObject({ code: 'unavailable' })
  expect((await readiness(place)).checks).toMatchObject({ database: expect.stringContaining('not'), mail: 'ok' })
  expect((await ask(place, '/healthz')).status).toBe(200)
  // Long enough for every part to have noticed, and to have tried in vain.
  await when(program, async () => program.said().includes('not ready: The database does not answer'), 10)

  await cable.mend()
  await when(program, async () => (await readiness(place)).status === 200, 10)
  expect((await ask(place, '/api/v1/people', authorised)).status).toBe(200)
  await when(program, () => hearsChange(place, authorised), 10)
  await when(program, async () => program.said().includes('ready again: database'), 10)
  await when(program, async () => (await metric(place, 'caseward_jobs{state="waiting"}')) === 0, 10)
}, 180_000)

test('after kill -9 of its own PostgreSQL it is healthy within ten seconds, and nothing but 503 is said meanwhile', async () => {
  const { place, program, key } = await running({})
  const authorised = { authorization: `Bearer ${key}` }
  await when(program, async () => (await readiness(place)).status === 200, 5)
  await kill(serverPid(place.dataDir)!)
  const seen = new Set<number>()
  await when(
    program,
    async () => {
      seen.add((await ask(place, '/api/v1/people', authorised)).status)
      return program.said().includes('PostgreSQL is back') && (await readiness(place)).status === 200
    },
    10,
  )
  expect([...seen].filter((status) => status !== 200 && status !== 503)).toEqual([])
  expect((await ask(place, '/api/v1/people', authorised)).status).toBe(200)
}, 120_000)

test('the first answer that it gives at all says that it is ready; its numbers are for this machine itself and for keys that may read settings', async () => {
  const database = await cloneDatabase()
  const place = await newInstallation()
  Object.assign(place.environment, { ...firstAdmin, DATABASE_URL: database.url })
  const program = startProgram(place)
  onTestFinished(() => end(place, program).then(database.drop))
  let first: number | undefined
  await when(
    program,
    async () => {
      first = await readiness(place).then(
        ({ status }) => status,
        () => undefined,
      )
      return first !== undefined
    },
    60,
  )
  expect(first).toBe(200)

  const key = await makeKey(place, 'admin')
  expect(await metric(place, 'caseward_database_connections{state="total"}')).toBeGreaterThan(0)
  await ask(place, '/api/v1/organisation')
  const counted = 'caseward_http_request_seconds_count{method="GET",route="/api/v1/organisation",status="401"}'
  expect(await metric(place, counted)).toBe(1)
  const proxied = { 'x-forwarded-for': '198.51.100.7' }
  expect((await ask(place, '/metrics', proxied)).status).toBe(401)
  expect((await ask(place, '/metrics', { ...proxied, authorization: `Bearer ${key}` })).status).toBe(200)
  const agent = await makeKey(place, 'agent')
  expect((await ask(place, '/metrics', { ...proxied, authorization: `Bearer ${agent}` })).status).toBe(403)
}, 120_000)

async function running(more: Record<string, string>) {
  const place = await newInstallation()
  Object.assign(place.environment, { ...firstAdmin, ...more })
  const program = startProgram(place)
  onTestFinished(() => end(place, program))
  await program.opened
  return { place, program, key: await makeKey(place, 'admin') }
}

async function end(place: Installation, program: Program): Promise<void> {
  program.process.kill('SIGTERM')
  await program.ended
  await place.remove()
}

const ask = ({ url }: Installation, path: string, headers: Record<string, string> = {}) =>
  fetch(`${url}${path}`, { headers })

async function readiness(place: Installation): Promise<{ status: number; checks: Record<string, string> }> {
  const answer = await ask(place, '/readyz')
  return { status: answer.status, checks: ((await answer.json()) as { checks: Record<string, string> }).checks }
}

async function metric(place: Installation, name: string): Promise<number> {
  const text = await (await ask(place, '/metrics')).text()
  return Number(
    text
      .split('\n')
      .find((line) => line.startsWith(`${name} `))
      ?.slice(name.length),
  )
}

/** Whether a change made now reaches an open stream of live changes within a second. */
async function hearsChange(place: Installation, headers: Record<string, string>): Promise<boolean> {
  const signal = AbortSignal.timeout(1000)
  const stream = await fetch(`${place.url}/api/v1/live`, { headers, signal })
  const invited = await fetch(`${place.url}/api/v1/people`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Ana Ferreira', email: `ana.${crypto.randomUUID()}@norrvik.example`, role: 'agent' }),
  })
  expect(invited.status).toBe(200)
  let said = ''
  try {
    for await (const chunk of stream.body!) {
      said += Buffer.from(chunk).toString()
      if (said.includes('event: change')) return true
    }
  } catch {
    // A second has passed.
  }
  return false
}

async function when(program: Program, holds: () => Promise<boolean>, seconds: number): Promise<void> {
  const begun = performance.now()
  while (performance.now() - begun < seconds * 1000) {
    // What the program said is the better half of why it cannot be asked.
    const held = await holds().catch((error: Error) => {
      throw new Error(`It could not be asked: ${String(error.cause ?? error)}; it said: ${program.said()}`)
    })
    if (held) return
    await sleep(50)
  }
  throw new Error(`It did not happen within ${seconds} seconds: ${program.said()}`)
}
