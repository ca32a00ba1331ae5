import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openLive } from '../src/platform/live.ts'
import { openCase } from './world/histories.ts'
import { eventually } from './world/work.ts'
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

async function listen(who: Who, query = '') {
  const stop = new AbortController()
  const answer = await fetch(`${url}/api/v1/live${query}`, { headers: world.headersOf(who), signal: stop.signal })
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

test('what changed between what a page read and its stream is told as the stream opens, by the same rights', async () => {
  world.advance({ seconds: 10 })
  const read = world.now.toISOString()
  const listening = await listen('ana')
  const seen = await openCase(world)
  const hidden = await openCase(world)
  await hears(() => listening.said().includes(seen) && listening.said().includes(hidden))
  listening.close()
  const { version } = await world.as('mira').cases.getCase({ params: { id: hidden } })
  await world.as('mira').cases.changeCase({ params: { id: hidden }, body: { version, restricted: true } })
  world.advance({ seconds: 10 })
  const [late, later] = [
    await listen('priya', `?since=${read}`),
    await listen('priya', `?since=${world.now.toISOString()}`),
  ]
  await hears(() => late.said().includes(seen))
  expect(late.said()).not.toContain(hidden)
  const next = await openCase(world)
  await hears(() => late.said().includes(next) && later.said().includes(next))
  expect(later.said()).not.toContain(seen)
  expect(late.said().split(`"${seen}"`)).toHaveLength(2)
  for (const stream of [late, later]) stream.close()
  const asked = await fetch(`${url}/api/v1/live?since=yesterday`, { headers: world.headersOf('ana') })
  expect(asked.status).toBe(422)
})

test('who may not see a case any longer is told to ask again, and not which', async () => {
  const ana = await listen('ana')
  const id = await openCase(world)
  // That it was opened everybody may hear, and has.
  await hears(() => ana.said().includes(id))
  const priya = await listen('priya')
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
  // Moved, it is gone for the people of one team and there for those of another; nobody else has to ask.
  const [luca, tom] = [await listen('luca'), await listen('tom')]
  await change('mira', { teamId: world.teams.technical })
  for (const stream of [ana, luca]) await hears(() => stream.said().includes('"team-sight"'))
  await change('luca', { restricted: false })
  await hears(() => tom.said().includes('"sight"'))
  expect(tom.said()).not.toContain('team-sight')
  await hears(() => priya.said().slice(since).includes('"sight"'))
  for (const stream of [ana, priya, luca, tom]) stream.close()
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

test('it ends with the role of its person', async () => {
  const stream = await listen('priya')
  await world
    .as('admin')
    .people.changePerson({ params: { id: world.people.priya }, body: { version: 1, role: 'editor' } })
  expect(await stream.ended).toBe('ended')
})

test('it hears only what the role of its person may see', async () => {
  const stream = await listen('editor')
  const id = await openCase(world)
  // What is told later to everybody has been told once it is heard.
  const { jonas } = world.people
  await world.as('admin').people.changePerson({ params: { id: jonas }, body: { version: 1, title: 'Lead' } })
  await hears(() => stream.said().includes(`"${jonas}"`))
  expect(stream.said()).not.toContain(id)
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
  await eventually(async () => (await open()) === before)
})
