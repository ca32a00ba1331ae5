import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { refusal } from '../../../tests/world/expect.ts'
import { storeCase } from '../../../tests/world/stored-case.ts'
import { eventually, workOff, workOnce } from '../../../tests/world/work.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { inTransaction, systemActor } from '../../platform/runtime.ts'
import { openCase } from '../cases/actions/open-case.ts'
import { doWhatIsDue } from '../cases/actions/watch-queues.ts'
import { awaitTurn } from './actions/decide-owner.ts'
import { nextInstant } from './actions/due.ts'

// What waits is looked at whenever somebody could take it, whoever works on it at that moment.

let world: World
let type: { id: string; stage: string }
beforeAll(async () => {
  world = await testWorld()
  type = await world.runtime.db
    .selectFrom('case_type')
    .innerJoin('case_type_version', 'case_type_version.case_type_id', 'case_type.id')
    .select(['case_type.id', sql<string>`definition->'stages'->0->>'key'`.as('stage')])
    .where('key', '=', 'general_question')
    .executeTakeFirstOrThrow()
})
afterAll(() => world.close())
beforeEach(async () => {
  const { db } = world.runtime
  await db.deleteFrom('routing_offer').execute()
  await sql`update cases set owner_id = null, queue_id = null, status = 'closed', imported = true`.execute(db)
  await sql`update queue set mode = 'push'`.execute(db)
  await sql`update person set status = 'online', capacity = 20`.execute(db)
  await sql`delete from graphile_worker._private_jobs`.execute(db)
  world.advance({ hours: 1 })
})

const waiting = (facts: Parameters<typeof storeCase>[2] = {}) =>
  storeCase(world, type.id, {
    owner_id: null,
    status: 'new',
    stage: type.stage,
    queue_id: world.queues.technical,
    team_id: world.teams.technical,
    queued_at: world.now,
    waiting_since: world.now,
    routing_wake_at: world.now,
    routing_due_at: new Date(world.now.getTime() + 5 * 3_600_000),
    ...facts,
  })
type Somebody = 'priya' | 'luca' | 'jonas'
const only = (...who: Somebody[]) =>
  sql`update person set status_since = ${world.now},
    status = case when id = any(${who.map((each) => world.people[each])}::uuid[]) then 'online' else 'off' end`.execute(
    world.runtime.db,
  )
const ownerOf = async (id: string) => (await world.as('sofia').cases.getCase({ params: { id } })).owner?.name ?? null
const routing = (id: string) => world.as('sofia').routing.getRouting({ params: { id } })

test('whoever gives a case back is not given it again in the same act', async () => {
  await only('priya')
  const id = await waiting()
  await doWhatIsDue(world.runtime)
  expect(await ownerOf(id)).toBe('Priya Nair')
  await world.as('priya').cases.assignCase({ params: { id }, body: { ownerId: null, reason: 'Not mine to solve' } })
  expect(await ownerOf(id)).toBeNull()
  const { items, waiting: state } = await routing(id)
  expect(state!.because).toMatch(/^nobody else in Technical support is online; Priya Nair gave it back/)
  expect(items[0]!.considered.find(({ person }) => person.name === 'Priya Nair')!.excluded).toContain('gave it back')
})

/** Holds what `work` did in a transaction until it is let go. */
async function held<T>(work: Parameters<typeof inTransaction<T>>[2]) {
  let [done, letGo] = [(_: T) => {}, () => {}]
  const isDone = new Promise<T>((resolve) => (done = resolve))
  const mayEnd = new Promise<void>((resolve) => (letGo = resolve))
  const ended = inTransaction(world.runtime, systemActor, async (ctx) => {
    done(await work(ctx))
    await mayEnd
  })
  const answer = await Promise.race([isDone, ended.then(() => isDone)])
  return {
    answer,
    end: () => {
      letGo()
      return ended
    },
  }
}
/** Until some transaction waits for another. */
const isWaitedFor = () =>
  eventually(async () => {
    const { rows } = await sql`select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(world.runtime.db)
    return rows.length > 0
  })
const comes = (who: Somebody) => workOnce(world, 'pull-queues', { personId: world.people[who] })

test('a case that somebody has in hand while another comes online goes to them as soon as it is let go', async () => {
  await only()
  const [first, second] = [await waiting(), await waiting()]
  await doWhatIsDue(world.runtime)
  await only('priya')
  const hand = await held(({ db }) =>
    sql`select id from cases where id in (${first}, ${second}) for update`.execute(db),
  )
  const coming = comes('priya')
  await Promise.race([coming, isWaitedFor()])
  await hand.end()
  await coming
  expect((await routing(first)).waiting!.lookAt).toBe(world.now.toISOString())
  await doWhatIsDue(world.runtime)
  expect([await ownerOf(first), await ownerOf(second)]).toEqual(['Priya Nair', 'Priya Nair'])
})

test('a case that is being opened while somebody comes online goes to them', async () => {
  await only()
  const opening = await held((ctx) =>
    openCase(ctx, {
      subject: 'Late',
      text: 'hello',
      queueId: world.queues.technical,
      channel: 'email',
      opening: 'customer',
      receivedAt: ctx.now,
    }),
  )
  await only('priya')
  const coming = comes('priya')
  await Promise.race([coming, isWaitedFor()])
  await opening.end()
  await coming
  expect(await ownerOf(opening.answer.id)).toBe('Priya Nair')
})

test('an imported case waits for people alone, until somebody puts it into a queue', async () => {
  const [id, other] = [
    await waiting({ imported: true, routing_wake_at: null, owner_id: world.people.ana, status: 'open' }),
    await waiting({ imported: true, routing_wake_at: null }),
  ]
  await only()
  const back = { ownerId: null, queueId: world.queues.technical, reason: 'For the technicians' }
  await world.as('sofia').cases.assignCase({ params: { id }, body: back })
  world.advance({ hours: 6 })
  await doWhatIsDue(world.runtime)
  expect((await routing(id)).waiting!.dutyToldAt).toBe(world.now.toISOString())
  expect((await nextInstant(world.runtime.db))! > world.now).toBe(true)
  await only('luca')
  await comes('luca')
  expect([await ownerOf(id), await ownerOf(other)]).toEqual(['Luca Berti', null])
})

const pulls = async () =>
  (
    await sql<{ payload: object }>`select payload from graphile_worker._private_jobs job
      join graphile_worker._private_tasks task on task.id = job.task_id where identifier = 'pull-queues'`.execute(
      world.runtime.db,
    )
  ).rows.map(({ payload }) => payload)

test('whoever gives a case back gets what waits instead', async () => {
  const { db } = world.runtime
  await only('priya')
  await sql`update person set capacity = 1`.execute(db)
  const [first, second] = [await waiting({ priority: 'high' }), await waiting()]
  await doWhatIsDue(world.runtime)
  expect([await ownerOf(first), await ownerOf(second)]).toEqual(['Priya Nair', null])
  await world.as('priya').cases.assignCase({ params: { id: first }, body: { ownerId: null, reason: 'Not mine' } })
  expect(await pulls()).toContainEqual({ personId: world.people.priya })
  await workOff(world, ['pull-queues'])
  expect(await ownerOf(second)).toBe('Priya Nair')
})

test('who declines an offer, or loses it to somebody, is asked for what waits', async () => {
  const { db } = world.runtime
  await only('priya')
  await sql`update person set capacity = 1`.execute(db)
  await sql`update queue set mode = 'offer'`.execute(db)
  const [first, second, third] = [
    await waiting({ priority: 'critical' }),
    await waiting({ priority: 'high' }),
    await waiting(),
  ]
  const asked = async (id: string) => (await routing(id)).offers.find(({ outcome }) => outcome === null)
  await doWhatIsDue(world.runtime)
  await world.as('priya').routing.declineOffer({ params: { id: (await asked(first))!.id }, body: { reason: 'No' } })
  await workOff(world, ['pull-queues'])
  expect((await asked(second))!.person.name).toBe('Priya Nair')
  await world.as('ana').cases.assignCase({ params: { id: second }, body: { ownerId: world.people.luca } })
  await workOff(world, ['pull-queues'])
  expect((await asked(third))!.person.name).toBe('Priya Nair')
})

test('what waits on for the same reason is not written anew, and says so once', async () => {
  const { db } = world.runtime
  await sql`update person set capacity = 0`.execute(db)
  await only('priya')
  const ids = [await waiting(), await waiting(), await waiting()]
  await doWhatIsDue(world.runtime)
  const rows = async () =>
    (
      await sql<{ at: string; because: string }>`select xmin || ' ' || ctid as at, waiting_because as because from cases
        where id = any(${ids}) order by id`.execute(db)
    ).rows
  const decisions = async () =>
    (await sql`select from routing_decision where case_id = any(${ids})`.execute(db)).rows.length
  const before = await rows()
  expect(before[0]!.because).toContain('2 more are not online')
  world.advance({ seconds: 10 })
  await comes('priya')
  expect(await rows()).toEqual(before)
  await only('priya', 'luca')
  await comes('luca')
  expect((await rows())[0]!.because).toContain('1 more is not online')
  expect(await decisions()).toBe(3)
})

test('one case that cannot be routed holds back no other, and is tried again later', async () => {
  const { db } = world.runtime
  await only('priya')
  const [stuck, good] = [await waiting({ subject: 'Stuck', priority: 'critical' }), await waiting()]
  await sql`alter table cases add constraint stuck check (subject <> 'Stuck' or owner_id is null)`.execute(db)
  await doWhatIsDue(world.runtime)
  expect([await ownerOf(stuck), await ownerOf(good)]).toEqual([null, 'Priya Nair'])
  const later = new Date(world.now.getTime() + 600_000)
  expect((await routing(stuck)).waiting!.lookAt).toBe(later.toISOString())
  await sql`alter table cases drop constraint stuck`.execute(db)
  world.advance({ minutes: 10 })
  await doWhatIsDue(world.runtime)
  expect(await ownerOf(stuck)).toBe('Priya Nair')
})

test('a case that is offered in the queue of another team is that team’s at once, by its clocks too', async () => {
  await sql`update queue set mode = 'offer' where id = ${world.queues.accounts}`.execute(world.runtime.db)
  const sofia = world.as('sofia')
  const { id } = await sofia.cases.createCase({
    body: { subject: 'Moves', message: 'x', teamId: world.teams.technical, contactId: world.contacts.ingrid },
  })
  const back = { ownerId: null, queueId: world.queues.accounts, reason: 'A bill after all' }
  await sofia.cases.assignCase({ params: { id }, body: back })
  expect((await routing(id)).offers[0]!.outcome).toBeNull()
  const kept = await world.runtime.db.selectFrom('sla_case').select('team_id').where('case_id', '=', id).execute()
  expect(kept).toEqual([{ team_id: world.teams.accounts }])
})

test('what a case asks for follows its language and its type; what a rule asked for stays', async () => {
  const sofia = world.as('sofia')
  const skill = (name: string, language: string) =>
    sofia.people.createSkill({ body: { name, language, words: [] } as never })
  const [french, german] = [await skill('French', 'fr'), await skill('German', 'de')]
  await only()
  const ruled = { id: german.id, name: 'German', level: 3, need: 'required', because: 'the rule Big customers' }
  const inFrench = { id: french.id, name: 'French', level: 1, need: 'welcome', because: 'it is in French' }
  const id = await waiting({ language: 'fr', wanted_skills: JSON.stringify([inFrench, ruled]) })
  await doWhatIsDue(world.runtime)
  const asked = () =>
    world.runtime.db
      .selectFrom('cases')
      .select(['wanted_skills as skills', 'routing_wake_at as wakeAt', 'version'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
  const { version } = await asked()
  await sofia.cases.changeCase({ params: { id }, body: { version, language: 'en' } })
  expect(await asked()).toMatchObject({ skills: [ruled], wakeAt: world.now })
  await sofia.cases.changeCase({ params: { id }, body: { version: (await asked()).version, language: 'fr' } })
  expect((await asked()).skills).toEqual([inFrench, ruled])
})

test('when priorities weigh less, what waits is given to who has room now', async () => {
  await only('priya')
  await sql`update person set capacity = 2`.execute(world.runtime.db)
  const id = await waiting({ priority: 'high', weight: 3 })
  await doWhatIsDue(world.runtime)
  expect(await ownerOf(id)).toBeNull()
  const { version, percent } = await world.as('sofia').routing.getWeights({})
  await waiting({ priority: 'high', weight: 1, owner_id: world.people.priya, owner_since: world.now, status: 'open' })
  const preview = (high: number) => world.as('luca').routing.previewWeights({ body: { percent: { ...percent, high } } })
  const priya = { id: world.people.priya, name: 'Priya Nair' }
  expect(await preview(100)).toMatchObject({ cases: 0, people: [{ person: priya, before: 1, after: 1 }] })
  expect(await preview(300)).toEqual({ cases: 1, people: [{ person: priya, capacity: 2, before: 1, after: 3 }] })
  const lighter = { version, percent: { ...percent, high: 50 } }
  await world.as('sofia').routing.saveWeights({ body: lighter })
  expect((await refusal(world.as('sofia').routing.saveWeights({ body: lighter }))).code).toBe('changed_meanwhile')
  await workOff(world, ['pull-queues'])
  expect(await ownerOf(id)).toBe('Priya Nair')
})

test('a case is opened while somebody leaves: neither stands in the other’s way', async () => {
  await sql`update person set capacity = 20`.execute(world.runtime.db)
  await only('priya')
  const mine = await waiting({ owner_id: world.people.jonas, owner_since: world.now, status: 'open' })
  const opening = await held((ctx) =>
    openCase(ctx, {
      subject: 'While he leaves',
      text: 'hello',
      queueId: world.queues.technical,
      channel: 'email',
      opening: 'customer',
      receivedAt: ctx.now,
    }),
  )
  const leaving = world.as('sofia').people.deactivatePerson({
    params: { id: world.people.jonas },
    body: { handOverTo: 'queue', byTeam: [] },
  })
  await isWaitedFor()
  await opening.end()
  await leaving
  expect([await ownerOf(opening.answer.id), await ownerOf(mine)]).toEqual(['Priya Nair', 'Priya Nair'])
})

test('whoever leaves waits for all queues of their cases at once, in the order in which others do', async () => {
  const [early, late] = [world.queues.technical, world.queues.accounts].toSorted() as [string, string]
  const teamOf = (id: string) => (id === world.queues.technical ? world.teams.technical : world.teams.accounts)
  for (const queue of [late, early])
    await waiting({
      queue_id: queue,
      team_id: teamOf(queue),
      owner_id: world.people.priya,
      owner_since: world.now,
      status: 'open',
    })
  const turn = await held((ctx) => awaitTurn(ctx, early))
  const leaving = world.as('sofia').people.deactivatePerson({
    params: { id: world.people.priya },
    body: { handOverTo: 'queue', byTeam: [] },
  })
  await Promise.race([leaving, isWaitedFor()])
  // Had they the later one already, this would close the circle.
  await inTransaction(world.runtime, systemActor, async ({ db }) => {
    const { rows } = await sql<{
      free: boolean
    }>`select pg_try_advisory_xact_lock(hashtextextended(${late}, 6)) as free`.execute(db)
    expect(rows).toEqual([{ free: true }])
  })
  await turn.end()
  await leaving
})

test('an offer that cannot lapse, and a case of which nobody can be told, rest: nothing is due before they are tried again', async () => {
  const { db } = world.runtime
  await only()
  const [offered, overdue] = [await waiting(), await waiting({ routing_due_at: world.now })]
  const offer = { id: randomUUID(), case_id: offered, queue_id: world.queues.technical, person_id: world.people.priya }
  await db
    .insertInto('routing_offer')
    .values({ ...offer, offered_at: world.now, expires_at: world.now })
    .execute()
  await sql`create function refuse_routing() returns trigger language plpgsql as $$
    begin raise exception 'not now'; end $$`.execute(db)
  await sql`create trigger refuse_routing before insert on event for each row
    when (new.name in ('case.offer_timed_out', 'case.routing_overdue')) execute function refuse_routing()`.execute(db)
  await sql`update cases set routing_wake_at = ${new Date(world.now.getTime() + 3_600_000)} where id in (${offered}, ${overdue})`.execute(
    db,
  )
  await doWhatIsDue(world.runtime)
  expect(await nextInstant(db)).toEqual(new Date(world.now.getTime() + 600_000))
  await sql`drop trigger refuse_routing on event`.execute(db)
  world.advance({ minutes: 10 })
  await doWhatIsDue(world.runtime)
  const { rows } = await sql<{ name: string }>`select name from event
    where case_id in (${offered}, ${overdue}) and name in ('case.offer_timed_out', 'case.routing_overdue') order by 1`.execute(
    db,
  )
  expect(rows.map(({ name }) => name)).toEqual(['case.offer_timed_out', 'case.routing_overdue'])
})
