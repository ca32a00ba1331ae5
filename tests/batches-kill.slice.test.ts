import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyChains } from '../src/features/audit/actions.ts'
import { realTime } from '../src/platform/runtime.ts'
import { type Installation, kill, newInstallation, type Program, startProgram } from './world/program.ts'
import { storeCase } from './world/stored-case.ts'
import { eventually } from './world/work.ts'
import { testWorld, type World } from './world/world.ts'

// Work that goes on in batches, in a program that is killed amid the first batch and amid a later one.

let world: World
let place: Installation
let program: Program
beforeAll(async () => {
  world = await testWorld()
  world.now = realTime()
  place = await newInstallation()
  Object.assign(place.environment, { DATABASE_URL: world.runtime.config.databaseUrl! })
})
afterAll(async () => {
  program.process.kill('SIGTERM')
  await program.ended
  await place.remove()
  await world.close()
})

/** Whoever comes to one of these rows stands still there, so that the instant of death is ours to choose. */
async function standStillAt(handedOver: string, migrated: string) {
  await sql`create or replace function stand_still() returns trigger language plpgsql as $$
    begin perform pg_sleep(120); return new; end $$`.execute(world.runtime.db)
  await goOn()
  await sql`create trigger stand_still before update on hand_over for each row
    when (new.case_id = ${sql.lit(handedOver)} and new.moved_at is not null) execute function stand_still()`.execute(
    world.runtime.db,
  )
  await sql`create trigger stand_still before update on cases for each row
    when (new.id = ${sql.lit(migrated)} and new.type_version = 2) execute function stand_still()`.execute(
    world.runtime.db,
  )
}
async function goOn() {
  for (const table of ['hand_over', 'cases'])
    await sql`drop trigger if exists stand_still on ${sql.table(table)}`.execute(world.runtime.db)
}

const standing = async (): Promise<number[]> =>
  (
    await sql<{ pid: number }>`select pid from pg_stat_activity
      where datname = current_database() and wait_event = 'PgSleep'`.execute(world.runtime.db)
  ).rows.map(({ pid }) => pid)

async function start() {
  program = startProgram(place)
  await program.opened
}

/** Kills it once the hand-over and the migration both stand amid a batch. */
async function killAmid() {
  await eventually(async () => (await standing()).length === 2, 30)
  await kill(program.process.pid!)
  for (const pid of await standing()) await sql`select pg_terminate_backend(${pid})`.execute(world.runtime.db)
}

async function manyCases(count: number, typeId: string, change: Parameters<typeof storeCase>[2]): Promise<string[]> {
  const ids: string[] = []
  for (let at = 0; at < count; at++) ids.push(await storeCase(world, typeId, change))
  return ids.sort()
}

test('killed amid its batches, it hands over and takes along each case exactly once, and leaves none to nobody', {
  timeout: 300_000,
}, async () => {
  const { ana, elena, mira } = world.people
  const { items } = await world.as('sofia').types.listTypes({})
  const type = items.find(({ key }) => key === 'general_question')!
  const complaint = items.find(({ key }) => key === 'complaint')!
  const { key: stage } = complaint.definition.stages.find(({ status }) => status === 'open')!
  const theirs = await manyCases(25, complaint.id, { owner_id: ana, stage })
  const running = await manyCases(60, type.id, { owner_id: mira, stage: 'answer' })
  const stages = type.definition.stages.map((stage) =>
    stage.key === 'answer' ? { ...stage, key: 'reply', label: 'Reply' } : stage,
  )
  const definition = { ...type.definition, stages, reopenStage: 'reply' }
  const params = { id: type.id }
  await standStillAt(theirs[3]!, running[20]!)
  await world.as('admin').types.changeType({ params, body: { version: type.version, definition } })
  const body = { version: type.version + 1, stages: { answer: 'reply' }, fields: {} }
  await world.as('admin').cases.migrateCases({ params, body })
  const leave = await world.as('ana').absence.planLeave({
    body: {
      personId: ana,
      from: world.now.toISOString(),
      until: new Date(world.now.getTime() + 86_400_000).toISOString(),
      rule: 'all',
      deputyId: elena,
    },
  })
  await start()
  await killAmid()
  const { db } = world.runtime
  const moved = () => db.selectFrom('cases').select('id').where('owner_id', '=', elena).execute()
  const along = () => db.selectFrom('cases').select('id').where('type_id', '=', type.id).where('stage', '=', 'reply')
  expect([await moved(), await along().execute()]).toEqual([[], []])

  await standStillAt(theirs[14]!, running[54]!)
  await start()
  await killAmid()
  // What the batches before had done stands, and of these nothing.
  expect([(await moved()).length, (await along().execute()).length]).toEqual([10, 50])

  await goOn()
  await start()
  const ended = async () => {
    const [migration] = (await world.as('admin').cases.listMigrations({ params })).items
    const { handedOverAt } = await world.as('ana').absence.getLeave({ params: { id: leave.id } })
    return migration?.finishedAt && handedOverAt ? migration : undefined
  }
  expect(await eventually(ended, 30)).toMatchObject({ total: 60, done: 60, refusedCount: 0 })
  expect((await moved()).map(({ id }) => id).sort()).toEqual(theirs)
  expect((await along().where('type_version', '=', 2).execute()).map(({ id }) => id).sort()).toEqual(running)
  const times = async (query: ReturnType<typeof sql<{ id: string; times: number }>>) =>
    (await query.execute(db)).rows.map(({ id, times }) => [id, times])
  const once = (ids: readonly string[]) => ids.map((id) => [id, 1])
  const told = (name: string) => sql<{ id: string; times: number }>`select case_id as id, count(*)::int as times
    from event where name = ${name} group by 1 order by 1`
  expect(await times(told('case.assigned'))).toEqual(once(theirs))
  expect(await times(told('case.migrated'))).toEqual(once(running))
  const briefs = sql<{ id: string; times: number }>`select case_id as id, count(*)::int as times
    from message where kind = 'note' group by 1 order by 1`
  expect(await times(briefs)).toEqual(once(theirs))

  world.now = realTime()
  const { violations } = await world.as('sofia').governance.getGovernance({})
  for (const { count } of Object.values(violations)) expect(count).toBe(0)
  expect((await verifyChains(db)).broken).toEqual([])
})
