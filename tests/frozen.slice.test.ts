import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { openCase } from './world/histories.ts'
import { type Installation, newInstallation, type Program, startProgram, until } from './world/program.ts'
import { eventually } from './world/work.ts'
import { testWorld, type World } from './world/world.ts'

// Several workers on one database, one of them frozen in the middle of its work and thawed later.

let world: World
let place: Installation
beforeAll(async () => {
  world = await testWorld()
  place = await newInstallation()
  Object.assign(place.environment, { DATABASE_URL: world.runtime.config.databaseUrl! })
  // In the time of the world these clocks run; in the time of the workers every one of them has long been breached.
  world.now = new Date('2025-11-20T12:00:00Z')
  for (let at = 0; at < 40; at++) await openCase(world)
}, 60_000)
afterAll(async () => {
  await world.close()
  await place.remove()
})

async function worker(): Promise<Program> {
  const program = startProgram(place, [process.execPath, 'bin/caseward.js', 'worker'])
  onTestFinished(async () => {
    program.process.kill('SIGCONT')
    program.process.kill('SIGTERM')
    await program.ended
  })
  await until(() => program.said().includes('Working'))
  return program
}

test('each timer fires once, whoever of them is frozen for a while', async () => {
  const { db } = world.runtime
  const [zombie, other] = await Promise.all([worker(), worker()])
  zombie.process.kill('SIGSTOP')
  await sleep(300)
  zombie.process.kill('SIGCONT')
  await sleep(20)
  zombie.process.kill('SIGSTOP')
  const breached = async () => (await sql`select 1 from event where name = 'clock.breached'`.execute(db)).rows.length
  // What it holds at this moment is let go by the database; nothing waits for it longer than that.
  await eventually(async () => (await breached()) >= 80 || undefined, 50)
  zombie.process.kill('SIGCONT')
  await sleep(1500)
  const { rows } = await sql<{ times: number }>`
    select count(*)::int as times from event where name = 'clock.breached'
    group by case_id, content->>'metric'`.execute(db)
  expect(rows.length).toBe(80)
  expect(rows.filter(({ times }) => times !== 1)).toEqual([])
  expect(other.said()).not.toContain('"level":50')
}, 90_000)

test('a transaction that its process has forgotten is ended by the database', async () => {
  const { rows } = await sql`show idle_in_transaction_session_timeout`.execute(world.runtime.db)
  expect(rows).toEqual([{ idle_in_transaction_session_timeout: '30s' }])
})
