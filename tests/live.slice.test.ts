import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openLive } from '../src/platform/live.ts'
import { openCase } from './world/histories.ts'
import { testWorld, type Who, type World } from './world/world.ts'

// Open streams of live changes, while the access that opened them ends or changes.

let world: World
let url: string
beforeAll(async () => {
  world = await testWorld()
  await world.app.listen({ port: 0, host: '127.0.0.1' })
  url = `http://127.0.0.1:${(world.app.server.address() as AddressInfo).port}`
})
afterAll(() => world.close())

const soonMilliseconds = 5000

async function listen(who: Who) {
  const stop = new AbortController()
  const answer = await fetch(`${url}/api/v1/live`, { headers: world.headersOf(who), signal: stop.signal })
  expect(answer.status).toBe(200)
  let said = ''
  const ended = (async () => {
    for await (const chunk of answer.body!) said += Buffer.from(chunk).toString()
    return 'ended'
  })().catch(() => 'cut')
  await hears(() => said.includes('retry'))
  return {
    said: () => said,
    ended: Promise.race([ended, sleep(soonMilliseconds, 'still open')]),
    close: () => stop.abort(),
  }
}

async function hears(holds: () => boolean) {
  for (let waited = 0; waited < soonMilliseconds; waited += 20) {
    if (holds()) return
    await sleep(20)
  }
  throw new Error('It was not heard.')
}

test('a stream hears of cases that its person may see', async () => {
  const stream = await listen('ana')
  const id = await openCase(world)
  await hears(() => stream.said().includes(id))
  stream.close()
})

test('who may not see a case any longer is told to ask again, and not which', async () => {
  const id = await openCase(world)
  const [ana, priya] = [await listen('ana'), await listen('priya')]
  const change = async (who: Who, body: object) => {
    const { version } = await world.as(who).cases.getCase({ params: { id } })
    await world.as(who).cases.changeCase({ params: { id }, body: { version, ...body } })
  }
  await change('mira', { restricted: true })
  await hears(() => priya.said().includes('"sight"'))
  expect(priya.said()).not.toContain(id)
  const { cases } = world.as('mira')
  await cases.assignCase({ params: { id }, body: { ownerId: world.people.priya } })
  await hears(() => priya.said().includes(id))
  const heard = priya.said()
  await cases.assignCase({ params: { id }, body: { ownerId: world.people.ana } })
  await hears(() => priya.said().slice(heard.length).includes('"session"'))
  expect(priya.said().slice(heard.length)).not.toContain(id)
  const since = priya.said().length
  await change('mira', { restricted: false })
  await hears(() => priya.said().slice(since).includes('"sight"'))
  for (const stream of [ana, priya]) stream.close()
})

test('it ends with the session', async () => {
  const stream = await listen('tom')
  await world.as('tom').people.signOut({})
  expect(await stream.ended).toBe('ended')
  const again = await fetch(`${url}/api/v1/live`, { headers: world.headersOf('tom') })
  expect(again.status).toBe(401)
})

test('it ends with the key', async () => {
  const { id, key } = await world.as('admin').people.createKey({ body: { name: 'a dashboard', role: 'agent' } })
  const stream = await listen({ key })
  await world.as('admin').people.endKey({ params: { id } })
  expect(await stream.ended).toBe('ended')
})

test('it ends when its person is deactivated', async () => {
  const stream = await listen('helen')
  await world.as('admin').people.deactivatePerson({ params: { id: world.people.helen }, body: {} })
  expect(await stream.ended).toBe('ended')
})

test('with another role it hears only what that role may see', async () => {
  const stream = await listen('priya')
  const first = await openCase(world)
  await hears(() => stream.said().includes(first))
  await world
    .as('admin')
    .people.changePerson({ params: { id: world.people.priya }, body: { version: 1, role: 'editor' } })
  await Promise.race([stream.ended, hears(() => stream.said().includes('asked again'))])
  const second = await openCase(world)
  await sleep(500)
  expect(stream.said()).not.toContain(second)
  stream.close()
})

test('closed while it still connects, it leaves no connection behind', async () => {
  const { db, config, log } = world.runtime
  const open = async () => {
    const { rows } = await sql<{ open: number }>`select count(*)::int as open from pg_stat_activity
      where datname = current_database() and application_name = 'caseward live'`.execute(db)
    return rows[0]!.open
  }
  const before = await open()
  await openLive(config.databaseUrl!, log).close()
  // PostgreSQL notices a moment later.
  await sleep(200)
  expect(await open()).toBe(before)
})
