import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { refusal } from '../../../tests/world/expect.ts'
import { openRecording } from '../../../tests/world/statements.ts'
import { workOnce } from '../../../tests/world/work.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { inTransaction, systemActor } from '../../platform/runtime.ts'
import { followStatuses } from './actions/activity.ts'
import { setAvailability } from './actions/availability.ts'
import { peopleNow } from './actions/people-now.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  await world.as('admin').people.changeOrganisation({ body: { version: await version(), idleMinutes: 15 } })
  for (const who of ['mira', 'ana'] as const) await world.as(who).people.changeMe({ body: { status: 'online' } })
})

const version = async () => (await world.as('admin').people.organisation({})).version
const minutePasses = () => inTransaction(world.runtime, systemActor, followStatuses)
const ana = async () => {
  const { items } = await world.as('mira').people.listPeople({ query: {} })
  const { status, statusAutomatic, statusSince, statusUntil } = items.find(({ id }) => id === world.people.ana)!
  return { status, statusAutomatic, statusSince, statusUntil }
}
const statements = async (teamId: string) => {
  const recording = openRecording(world.runtime.config.databaseUrl!)
  await inTransaction({ ...world.runtime, db: recording.db }, systemActor, (ctx) =>
    peopleNow(ctx, { all: false, teamId }),
  )
  await recording.close()
  return recording.statements.length
}
const at = (minutes: number) => new Date(world.now.getTime() + minutes * 60_000).toISOString()
const waiting = async () =>
  Number(
    (
      await world.runtime.db
        .selectFrom('cases')
        .select((eb) => eb.fn.countAll().as('n'))
        .where('owner_id', '=', world.people.ana)
        .executeTakeFirstOrThrow()
    ).n,
  )

test('after a quarter of an hour without a touch somebody is away since then, keeps their cases, and is back with the next', async () => {
  const { id } = await world.as('mira').cases.createCase({
    body: {
      subject: 'Hers',
      message: 'x',
      type: 'general_question',
      ownerId: world.people.ana,
      teamId: world.teams.accounts,
    },
  })
  const [since, owned] = [world.now.toISOString(), await waiting()]
  world.advance({ minutes: 15 })
  await minutePasses()
  expect(await ana()).toMatchObject({ status: 'online', statusAutomatic: false })
  world.advance({ seconds: 1 })
  await minutePasses()
  expect(await ana()).toEqual({ status: 'away', statusAutomatic: true, statusSince: since, statusUntil: null })
  expect(await waiting()).toBe(owned)
  // Nothing new comes to her; by hand it may.
  const { id: another } = await world.as('mira').cases.createCase({
    body: { subject: 'Another', message: 'x', type: 'general_question', teamId: world.teams.accounts },
  })
  const routing = await world.as('mira').routing.getRouting({ params: { id: another } })
  expect(JSON.stringify(routing)).toContain('is away')
  await world.as('mira').cases.assignCase({ params: { id: another }, body: { ownerId: world.people.ana } })

  await world.as('ana').people.noteActivity({})
  expect(await ana()).toMatchObject({ status: 'online', statusAutomatic: false, statusSince: world.now.toISOString() })
  await minutePasses()
  expect(await ana()).toMatchObject({ status: 'online' })
  for (const each of [id, another]) {
    const events = await world.runtime.db.selectFrom('event').select('name').where('case_id', '=', each).execute()
    expect(events.map(({ name }) => name)).not.toContain('case.declined')
  }
})

test('who comes back gets at once what waited for them', async () => {
  const { db } = world.runtime
  await db.updateTable('person').set({ active_at: world.now }).where('deactivated_at', 'is', null).execute()
  world.advance({ hours: 1 })
  await minutePasses()
  const { id, owner } = await world.as('mira').cases.createCase({
    body: { subject: 'Waits', message: 'x', type: 'general_question', teamId: world.teams.accounts },
  })
  expect(owner).toBeNull()
  await world.as('ana').people.noteActivity({})
  await workOnce(world, 'pull-queues', { personId: world.people.ana })
  expect((await world.as('mira').cases.getCase({ params: { id } })).owner?.id).toBe(world.people.ana)
  const { rows } = await sql`select 1 from graphile_worker.jobs where task_identifier = 'pull-queues'`.execute(db)
  expect(rows.length).toBeGreaterThan(0)
  await db.updateTable('person').set({ status: 'online', status_automatic: false, active_at: null }).execute()
})

test('a status chosen by hand is turned by nobody: not by silence, not by a touch', async () => {
  await world.as('ana').people.changeMe({ body: { status: 'busy' } })
  const before = await ana()
  world.advance({ hours: 3 })
  await minutePasses()
  await world.as('ana').people.noteActivity({})
  expect(await ana()).toEqual(before)
  await world.as('ana').people.changeMe({ body: { status: 'away' } })
  world.advance({ hours: 3 })
  await minutePasses()
  await world.as('ana').people.noteActivity({})
  expect(await ana()).toMatchObject({ status: 'away', statusAutomatic: false })
})

test('busy until two o’clock ends at two, and no sooner; who is available is so until further notice', async () => {
  await world.as('ana').people.changeMe({ body: { status: 'busy', statusUntil: at(60) } })
  expect(await ana()).toMatchObject({ status: 'busy', statusUntil: at(60) })
  world.advance({ minutes: 59 })
  await minutePasses()
  expect(await ana()).toMatchObject({ status: 'busy' })
  world.advance({ minutes: 1 })
  await world.as('ana').people.noteActivity({})
  await minutePasses()
  expect(await ana()).toMatchObject({ status: 'online', statusUntil: null, statusAutomatic: false })
  const past = await refusal(world.as('ana').people.changeMe({ body: { status: 'busy', statusUntil: at(-1) } }))
  expect(past.code).toBe('malformed')
})

test('a status that somebody chooses while theirs runs out is the one that stands', async () => {
  await world.as('ana').people.changeMe({ body: { status: 'busy', statusUntil: at(5) } })
  world.advance({ minutes: 6 })
  const { db } = world.runtime
  let [chosen, commit] = [() => {}, () => {}]
  const isChosen = new Promise<void>((resolve) => (chosen = resolve))
  const mayCommit = new Promise<void>((resolve) => (commit = resolve))
  const choosing = inTransaction(world.runtime, systemActor, async (ctx) => {
    await setAvailability(ctx, world.people.ana, { status: 'off' })
    chosen()
    await mayCommit
  })
  await isChosen
  const passes = minutePasses()
  // It passes over what is in hand, or waits for it.
  await Promise.race([passes, locksAwaited(db)])
  commit()
  await Promise.all([choosing, passes])
  expect(await ana()).toMatchObject({ status: 'off' })

  // Two at once: what one says of the status and another of the leave both hold.
  const params = { id: world.people.ana }
  const awayUntil = at(120)
  await Promise.all([
    world.as('mira').people.setAvailability({ params, body: { status: 'busy', statusUntil: at(60) } }),
    world.as('ana').people.setAvailability({ params, body: { awayUntil } }),
  ])
  const { items } = await world.as('mira').people.listPeople({ query: {} })
  expect(items.find(({ id }) => id === world.people.ana)).toMatchObject({ status: 'busy', awayUntil })
})

async function locksAwaited(db: World['runtime']['db']): Promise<void> {
  for (;;) {
    const { rows } = await sql`select from pg_locks where not granted`.execute(db)
    if (rows.length > 0) return
  }
}

test('nobody is away by themselves where the organisation does not want it, and switching it off brings all back', async () => {
  world.advance({ hours: 1 })
  await minutePasses()
  expect(await ana()).toMatchObject({ statusAutomatic: true })
  await world.as('admin').people.changeOrganisation({ body: { version: await version(), idleMinutes: null } })
  expect(await ana()).toMatchObject({ status: 'online', statusAutomatic: false })
  world.advance({ hours: 1 })
  await minutePasses()
  expect(await ana()).toMatchObject({ status: 'online' })
})

test('everybody of a team in one go, with as many statements for a large team as for a small one', async () => {
  const params = { id: world.teams.accounts }
  await world.as('ana').people.changeMe({ body: { status: 'busy', statusUntil: at(30) } })
  await world.as('admin').people.setAvailability({
    params: { id: world.people.elena },
    body: { awayUntil: at(60 * 24 * 3) },
  })
  const items = await inTransaction(world.runtime, systemActor, (ctx) =>
    peopleNow(ctx, { all: false, teamId: params.id }),
  )
  expect(items.map(({ name }) => name)).toEqual(['Ana Ferreira', 'Elena Brandt', 'Mira Kaplan'])
  expect(items[0]).toMatchObject({ status: 'busy', statusUntil: at(30), absence: null })
  expect(items[0]!.spare).toBe(items[0]!.capacity - items[0]!.load)
  expect(items[1]).toMatchObject({ absence: { because: 'on_leave', until: at(60 * 24 * 3) } })
  const small = await statements(params.id)
  const { version: known } = (await world.as('admin').people.listTeams({})).items.find(({ id }) => id === params.id)!
  const memberIds = Object.values(world.people)
  await world.as('admin').people.changeTeam({ params, body: { version: known, memberIds } })
  const large = await statements(params.id)
  expect(large).toBe(small)
  await world.as('admin').people.setAvailability({ params: { id: world.people.elena }, body: { awayUntil: null } })
})

test('who has not been here yet takes nothing new; whoever works alone is never sent away from themself', async () => {
  const invited = await world.as('admin').people.invitePerson({
    body: { name: 'Kim Rasmussen', email: 'kim@norrvik.example', role: 'agent' },
  })
  expect(invited).toMatchObject({ status: 'away', statusAutomatic: true })
  await world.runtime.db.updateTable('person').set({ role: 'light' }).where('id', '!=', world.people.ana).execute()
  world.advance({ hours: 5 })
  await minutePasses()
  expect(await ana()).toMatchObject({ status: 'online' })
})
