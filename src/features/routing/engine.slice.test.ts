import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { storeCase } from '../../../tests/world/stored-case.ts'
import { workOff } from '../../../tests/world/work.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { pullQueue } from '../cases/actions/pull-queue.ts'
import { doWhatIsDue } from '../cases/actions/watch-queues.ts'

let world: World
let type: string
let stage: string
beforeAll(async () => {
  world = await testWorld()
  const found = await world.runtime.db
    .selectFrom('case_type')
    .innerJoin('case_type_version', 'case_type_version.case_type_id', 'case_type.id')
    .select(['case_type.id', sql<string>`definition->'stages'->0->>'key'`.as('stage')])
    .where('key', '=', 'general_question')
    .executeTakeFirstOrThrow()
  type = found.id
  stage = found.stage
})
afterAll(() => world.close())
beforeEach(async () => {
  const { db } = world.runtime
  await db.deleteFrom('routing_offer').execute()
  await db.deleteFrom('queue_team').execute()
  await sql`update cases set owner_id = null, queue_id = null, status = 'closed', imported = true`.execute(db)
  await sql`update queue set mode = 'push', method = 'spare_number', relax_minutes = 15, fallback_minutes = 30`.execute(
    db,
  )
  await sql`update person set status = 'online', capacity = 20, away_until = null`.execute(db)
  await sql`delete from last_assigned`.execute(db)
  world.advance({ hours: 1 })
})

const waiting = (facts: Parameters<typeof storeCase>[2] = {}) =>
  storeCase(world, type, {
    owner_id: null,
    status: 'new',
    stage,
    queue_id: world.queues.technical,
    team_id: world.teams.technical,
    queued_at: world.now,
    waiting_since: world.now,
    routing_wake_at: world.now,
    routing_due_at: new Date(world.now.getTime() + 3_600_000),
    ...facts,
  })
const everybody = (status: string) =>
  world.runtime.db.updateTable('person').set({ status, status_since: world.now }).execute()
const pull = () => pullQueue(world.runtime, world.queues.technical, 'a test')
const routing = (id: string) => world.as('sofia').routing.getRouting({ params: { id } })
const ownerOf = async (id: string) => (await world.as('sofia').cases.getCase({ params: { id } })).owner?.name ?? null
const queue = async () => {
  const { items } = await world.as('sofia').routing.listQueues({})
  return items.find(({ id }) => id === world.queues.technical)!
}
const change = async (body: object) =>
  world.as('sofia').routing.changeQueue({
    params: { id: world.queues.technical },
    body: { version: (await queue()).version, ...body },
  })

test('what waits says why, is told to the duty holder once, and goes to who comes online', async () => {
  await everybody('off')
  const id = await waiting()
  await doWhatIsDue(world.runtime)
  const { waiting: state, items } = await routing(id)
  expect(state).toMatchObject({ dutyHolder: { name: 'Luca Berti' }, dutyToldAt: null })
  expect(state!.because).toMatch(/^nobody in Technical support is online; Luca Berti is told at /)
  expect(items).toHaveLength(1)
  world.advance({ minutes: 61 })
  await doWhatIsDue(world.runtime)
  await doWhatIsDue(world.runtime)
  expect((await routing(id)).waiting!.dutyToldAt).toBe(world.now.toISOString())
  const { items: told } = await world.as('luca').notifications.listNotifications({ query: { which: 'all' } })
  expect(told.filter(({ kind, case: about }) => kind === 'routing_overdue' && about?.id === id)).toHaveLength(1)
  await world.as('priya').people.setAvailability({ params: { id: world.people.priya }, body: { status: 'online' } })
  const jobs = await sql<{ task: string }>`select task_identifier as task from graphile_worker.jobs`.execute(
    world.runtime.db,
  )
  expect(jobs.rows.map(({ task }) => task)).toContain('pull-queues')
  await pull()
  expect(await ownerOf(id)).toBe('Priya Nair')
})

test('many that wait are given in their order, never beyond what anybody has room for', async () => {
  await world.runtime.db.updateTable('person').set({ capacity: 2 }).execute()
  const ids: string[] = []
  for (let n = 0; n < 8; n++)
    ids.push(
      await waiting({ queued_at: new Date(world.now.getTime() - n * 1000), priority: n === 0 ? 'critical' : 'low' }),
    )
  expect(await pull()).toBe(6)
  const owners = await Promise.all(ids.map(ownerOf))
  // the critical one, and of the others those that wait longest
  expect(owners.map(Boolean)).toEqual([true, false, false, true, true, true, true, true])
  const counts = Object.groupBy(owners.filter(Boolean), (name) => name!)
  expect(Object.values(counts).map((each) => each!.length)).toEqual([2, 2, 2])
})

test('the fallback team is asked after its time', async () => {
  await change({ fallbackIds: [world.teams.accounts] })
  await sql`update person set status = 'off', status_since = ${world.now} where id in (select person_id from team_member
    where team_id = ${world.teams.technical})`.execute(world.runtime.db)
  const id = await waiting()
  await doWhatIsDue(world.runtime)
  expect((await routing(id)).waiting!.because).toContain('Customer accounts is asked too at')
  world.advance({ minutes: 30 })
  await doWhatIsDue(world.runtime)
  const { items } = await routing(id)
  expect(items[0]).toMatchObject({ relaxed: { teams: 1 }, queue: { name: 'Technical support' } })
  expect(items[0]!.because).toContain('Technical support had nobody in time, so Customer accounts was asked')
})

test('an offer goes from one to the next, keeps its place, and is never made to somebody twice', async () => {
  await change({ mode: 'offer', offerMinutes: 5 })
  const id = await waiting({ queued_at: new Date(world.now.getTime() - 9000) })
  await pull()
  const first = (await routing(id)).offers[0]!
  expect(await ownerOf(id)).toBeNull()
  const who = (name: string) => (name === 'Luca Berti' ? 'luca' : name === 'Priya Nair' ? 'priya' : 'jonas')
  const mine = world.as(who(first.person.name))
  const { items } = await mine.cases.myNext({})
  expect(items[0]).toMatchObject({
    group: 'at_risk',
    case: { id },
    matters: [{ kind: 'offer', offer: { id: first.id } }],
  })
  await expect(world.as('ana').routing.acceptOffer({ params: { id: first.id } })).rejects.toMatchObject({ status: 404 })
  await mine.routing.declineOffer({ params: { id: first.id }, body: { reason: 'Not mine to solve' } })
  const second = (await routing(id)).offers[0]!
  expect(second.person.id).not.toBe(first.person.id)
  world.advance({ minutes: 5 })
  await expect(
    world.as(who(second.person.name)).routing.acceptOffer({ params: { id: second.id } }),
  ).rejects.toMatchObject({ status: 409, code: 'offer_is_over' })
  await doWhatIsDue(world.runtime)
  const after = await routing(id)
  expect(after.offers.map(({ outcome }) => outcome)).toEqual([null, 'timed_out', 'declined'])
  expect(new Set(after.offers.map(({ person }) => person.id)).size).toBe(3)
  const third = after.offers[0]!
  await world.as(who(third.person.name)).routing.acceptOffer({ params: { id: third.id } })
  expect(await ownerOf(id)).toBe(third.person.name)
  const [row] = await world.runtime.db.selectFrom('cases').select('queued_at').where('id', '=', id).execute()
  expect(row!.queued_at!.getTime()).toBeLessThan(world.now.getTime() - 300_000)
})

test('an offer does not wait with somebody who has gone home; whoever is away keeps it, and who is back may be asked again', async () => {
  await change({ mode: 'offer', offerMinutes: 480 })
  const id = await waiting()
  await pull()
  const keys = { 'Luca Berti': 'luca', 'Priya Nair': 'priya', 'Jonas Lind': 'jonas' } as const
  const offers = async () => (await routing(id)).offers.map(({ person, outcome }) => [person.name, outcome] as const)
  const set = async (name: string, status: 'online' | 'away' | 'off') => {
    const who = keys[name as keyof typeof keys]
    await world.as(who).people.setAvailability({ params: { id: world.people[who] }, body: { status } })
    await workOff(world, ['pass-on-offers'])
  }
  const [[first]] = (await offers()) as [[string, null]]
  await set(first, 'away')
  expect(await offers()).toEqual([[first, null]])
  await set(first, 'off')
  const [[second], before] = (await offers()) as [[string, null], unknown]
  expect(before).toEqual([first, 'withdrawn'])
  expect(second).not.toBe(first)
  for (const name of Object.keys(keys)) if (name !== second) await set(name, name === first ? 'online' : 'off')
  await set(second, 'off')
  expect((await offers())[0]).toEqual([first, null])
})

test('an offer counts for the room somebody has, and ends when the case goes to somebody by hand', async () => {
  await change({ mode: 'offer' })
  await sql`update person set capacity = 1`.execute(world.runtime.db)
  const ids = [await waiting(), await waiting(), await waiting(), await waiting()]
  await pull()
  const offers = await Promise.all(ids.map(async (id) => (await routing(id)).offers))
  expect(offers.map((each) => each.length)).toEqual([1, 1, 1, 0])
  expect(new Set(offers.flat().map(({ person }) => person.id)).size).toBe(3)
  const found = await world.as('sofia').cases.getCase({ params: { id: ids[0]! } })
  await world
    .as('sofia')
    .cases.assignCase({ params: { id: ids[0]! }, body: { ownerId: world.people.ana, version: found.version } })
  expect((await routing(ids[0]!)).offers[0]!.outcome).toBe('withdrawn')
})

test('people take the next one of a queue that gives nothing out, also beyond their room', async () => {
  await change({ mode: 'pull' })
  await sql`update person set capacity = 0`.execute(world.runtime.db)
  const low = await waiting({ priority: 'low' })
  const high = await waiting({ priority: 'high' })
  expect(await pull()).toBe(0)
  expect((await routing(low)).waiting!.because).toContain('waits in Technical support until somebody takes it')
  const params = { id: world.queues.technical }
  const notOurs = { caseId: null, because: [{ reason: 'it is not of your teams', cases: 2 }] }
  expect(await world.as('ana').routing.takeNext({ params })).toEqual(notOurs)
  expect(await world.as('priya').routing.takeNext({ params })).toMatchObject({ caseId: high })
  expect(await world.as('priya').routing.takeNext({ params })).toMatchObject({ caseId: low })
  expect(await world.as('priya').routing.takeNext({ params })).toEqual({ caseId: null, because: [] })
  expect(await ownerOf(low)).toBe('Priya Nair')
})

test('a restricted case goes to nobody who may not see it', async () => {
  await change({ besideIds: [world.teams.accounts] })
  await sql`update person set capacity = 0 where id in (select person_id from team_member
    where team_id = ${world.teams.technical})`.execute(world.runtime.db)
  const id = await waiting({ restricted: true })
  const open = await waiting()
  await pull()
  expect(await ownerOf(id)).toBeNull()
  expect(await ownerOf(open)).not.toBeNull()
  const { items } = await world.as('sofia').routing.listQueues({})
  const seen = await world.as('ana').routing.listQueues({})
  const at = (list: typeof items) => list.find((each) => each.id === world.queues.technical)!.standing.waiting
  expect([at(items), at(seen.items)]).toEqual([1, 0])
})

test('fairness: each one’s share against their capacity, and how long cases waited', async () => {
  await sql`update person set capacity = case when id = ${world.people.priya} then 3 else 1 end`.execute(
    world.runtime.db,
  )
  await everybody('off')
  const from = world.now.toISOString()
  for (let n = 0; n < 4; n++) await waiting()
  await doWhatIsDue(world.runtime)
  world.advance({ minutes: 10 })
  await sql`update person set status = 'online' where id in (${world.people.priya}, ${world.people.jonas})`.execute(
    world.runtime.db,
  )
  expect(await pull()).toBe(4)
  world.advance({ minutes: 1 })
  const query = { from, to: world.now.toISOString(), teamId: world.teams.technical }
  const { people, queues } = await world.as('luca').routing.fairness({ query })
  expect(people.map(({ person, routed, share, capacityShare }) => [person.name, routed, share, capacityShare])).toEqual(
    [
      ['Jonas Lind', 1, 0.25, 0.2],
      ['Luca Berti', 0, 0, 0.2],
      ['Priya Nair', 3, 0.75, 0.6],
    ],
  )
  expect(queues).toMatchObject([
    { queue: { name: 'Technical support' }, given: 4, atOnce: 0, medianSeconds: 600, overdue: 0 },
  ])
  await expect(world.as('luca').routing.fairness({ query: { from, to: from } })).rejects.toMatchObject({ status: 422 })
})

test('behind each number of the fairness report stand as many cases, whole and page by page', async () => {
  const luca = world.as('luca').routing
  const span = { from: new Date(world.now.getTime() - 86_400_000).toISOString(), to: world.now.toISOString() }
  const { people, queues } = await luca.fairness({ query: span })
  const behind = async (query: object) =>
    (await luca.fairnessCases({ query: { ...span, limit: 200, ...query } as never })).items
  let counted = 0
  const check = async (number: number, query: object) => {
    expect([query, (await behind(query)).length]).toEqual([query, number])
    counted += number
  }
  for (const { person, routed, byHand, declined, timedOut } of people) {
    await check(routed, { figure: 'routed', personId: person.id })
    await check(byHand, { figure: 'by_hand', personId: person.id })
    await check(declined, { figure: 'declined', personId: person.id })
    await check(timedOut, { figure: 'timed_out', personId: person.id })
  }
  for (const { queue, given, atOnce, declined, timedOut, overdue, longestSeconds } of queues) {
    const queueId = queue.id
    await check(given, { figure: 'given', queueId })
    await check(atOnce, { figure: 'at_once', queueId })
    await check(declined, { figure: 'declined', queueId })
    await check(timedOut, { figure: 'timed_out', queueId })
    await check(overdue, { figure: 'overdue', queueId })
    expect((await behind({ figure: 'longest', queueId }))[0]?.waitedSeconds ?? null).toBe(longestSeconds)
  }
  expect(counted).toBeGreaterThan(20)
  const [queue] = queues.filter(({ given }) => given > 3)
  const query = { ...span, figure: 'given' as const, queueId: queue!.queue.id, limit: 2 }
  const first = await luca.fairnessCases({ query })
  const second = await luca.fairnessCases({ query: { ...query, cursor: first.nextCursor! } })
  const all = await behind({ figure: 'given', queueId: queue!.queue.id })
  expect([...first.items, ...second.items]).toEqual(all.slice(0, 4))
  // Of a case that few may see nobody else learns here that there is one.
  const hidden = await waiting({ restricted: true })
  await world.as('sofia').cases.assignCase({ params: { id: hidden }, body: { ownerId: world.people.jonas } })
  world.advance({ minutes: 1 })
  const by = { figure: 'by_hand' as const, personId: world.people.jonas, from: span.from, to: world.now.toISOString() }
  const seenBy = async (who: 'sofia' | 'mira') =>
    (await world.as(who).routing.fairnessCases({ query: { ...by, limit: 200 } })).items.map((each) => each.case.id)
  expect(await seenBy('sofia')).toContain(hidden)
  expect(await seenBy('mira')).not.toContain(hidden)
})

test('a priority weighs as it is set: open cases at once, and a case whose priority changes', async () => {
  const sofia = world.as('sofia')
  const { version } = await sofia.routing.getWeights({})
  const id = await waiting({ priority: 'high' })
  const weight = async () =>
    (await world.runtime.db.selectFrom('cases').select('weight').where('id', '=', id).executeTakeFirstOrThrow()).weight
  const percent = { low: 100, medium: 100, high: 300, critical: 500 }
  await sofia.routing.saveWeights({ body: { version, percent } })
  expect(await weight()).toBe(3)
  const found = await sofia.cases.getCase({ params: { id } })
  await sofia.cases.changeCase({ params: { id }, body: { version: found.version, priority: 'critical' } })
  expect(await weight()).toBe(5)
  await expect(sofia.routing.saveWeights({ body: { version, percent } })).rejects.toMatchObject({ status: 409 })
})

test('queues are made, changed and removed; what is in use stays', async () => {
  const sofia = world.as('sofia')
  const made = await sofia.routing.createQueue({
    body: { name: 'Escalated', teamId: world.teams.technical, mode: 'offer' },
  })
  expect(made).toMatchObject({ mode: 'offer', dutyHolder: { name: 'Luca Berti' }, isDefault: false, version: 1 })
  const params = { id: made.id }
  const changed = await sofia.routing.changeQueue({
    params,
    body: { version: 1, dutyHolderId: world.people.ana, fallbackIds: [world.teams.accounts] },
  })
  expect(changed).toMatchObject({ dutyHolder: { name: 'Ana Ferreira' }, fallbacks: [{ name: 'Customer accounts' }] })
  await expect(sofia.routing.changeQueue({ params, body: { version: 1, name: 'X' } })).rejects.toMatchObject({
    status: 409,
  })
  await expect(
    sofia.routing.changeQueue({ params, body: { version: 2, besideIds: [world.teams.accounts] } }),
  ).rejects.toMatchObject({ status: 422 })
  await expect(
    sofia.routing.removeQueue({ params: { id: world.queues.accounts }, query: { version: 1 } }),
  ).rejects.toMatchObject({ status: 409 })
  await sofia.routing.removeQueue({ params, query: { version: changed.version } })
  expect((await sofia.routing.listQueues({})).items.map(({ id }) => id)).not.toContain(made.id)
})
