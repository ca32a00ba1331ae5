import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { openCase } from './world/histories.ts'
import { type Installation, newInstallation, type Program, startProgram, until } from './world/program.ts'
import { makeTwins } from './world/twins.ts'
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
}, 120_000)
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

test('each breach and each step is taken once, whoever of them is killed or frozen in the middle', async () => {
  const client = new pg.Client({ connectionString: world.runtime.config.databaseUrl! })
  await client.connect()
  onTestFinished(() => client.end())
  const id = await openCase(world, { subject: 'Many like this one' })
  // More than all lanes of a worker take at once, so that there is a middle to be frozen in.
  const twins = 1600
  await makeTwins(client, id, twins)
  const all = 2 * (40 + 1 + twins)
  const taken = async () => (await client.query(`select 1 from event where name = 'clock.escalated'`)).rowCount!
  const working = async () => {
    const { rowCount } = await client.query(`select 1 from pg_stat_activity where datname = current_database()
      and pid <> pg_backend_pid() and xact_start is not null and query ~ 'sla_clock|sla_case|event_chain|insert into "event"'`)
    return rowCount! > 0
  }
  const begun = () => eventually(async () => ((await taken()) > 0 && (await working())) || undefined, 60)

  const doomed = await worker()
  await begun()
  doomed.process.kill('SIGKILL')
  await doomed.ended
  const atDeath = await taken()
  expect(atDeath).toBeLessThan(all)

  const zombie = await worker()
  await eventually(async () => (await taken()) > atDeath || undefined, 60)
  // In the middle of a transaction, whose locks it goes on holding.
  await eventually(async () => {
    if (await working()) zombie.process.kill('SIGSTOP')
    else return undefined
    await sleep(100)
    if (await working()) return true
    zombie.process.kill('SIGCONT')
    return undefined
  }, 60)
  expect(await taken()).toBeLessThan(all)
  const other = await worker()
  // What it holds at this moment is let go by the database; nothing waits for it longer than that.
  await eventually(async () => (await taken()) >= all || undefined, 60)
  zombie.process.kill('SIGCONT')
  await sleep(1500)
  for (const name of ['clock.breached', 'clock.escalated']) {
    const { rows } = await client.query(
      `select count(*)::int as times from event where name = $1 group by case_id, content->>'metric', content->>'step'`,
      [name],
    )
    expect(rows.length).toBe(all)
    expect(rows.filter(({ times }) => times !== 1)).toEqual([])
  }
  const { rows: told } = await client.query(`select count(*)::int as notifications from notification
    where kind = 'clock_escalated'`)
  expect(told).toEqual([{ notifications: all }])
  expect(other.said()).not.toContain('"level":50')
}, 400_000)

test('a transaction that its process has forgotten is ended by the database', async () => {
  const { rows } = await sql`show idle_in_transaction_session_timeout`.execute(world.runtime.db)
  expect(rows).toEqual([{ idle_in_transaction_session_timeout: '30s' }])
})
