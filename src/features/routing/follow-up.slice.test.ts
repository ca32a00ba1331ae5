import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openCase } from '../../../tests/world/histories.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { doWhatIsDue } from '../cases/actions/watch-queues.ts'

// What comes after a closed case goes to who had it, as long as they could take it.

let world: World
let closed: string
let people: { had: { id: string; name: string }; other: { id: string; name: string } }
beforeAll(async () => {
  world = await testWorld()
  const { db } = world.runtime
  closed = await openCase(world)
  const { team_id } = await db.selectFrom('cases').select('team_id').where('id', '=', closed).executeTakeFirstOrThrow()
  const members = await db
    .selectFrom('team_member')
    .innerJoin('person', 'person.id', 'team_member.person_id')
    .select(['person.id', 'person.name'])
    .where('team_id', '=', team_id)
    .where('role', '=', 'agent')
    .orderBy('person.name')
    .execute()
  people = { had: members[0]!, other: members[1]! }
  await db
    .updateTable('cases')
    .set({ status: 'closed', owner_id: people.had.id, closed_at: world.now, resolved_at: world.now })
    .where('id', '=', closed)
    .execute()
  await sql`update account set named_agent_id = ${people.other.id}`.execute(db)
})
afterAll(() => world.close())
beforeEach(async () => {
  // Whoever had it has the least room of all, and somebody else is the named agent.
  await sql`update person set status = 'online', away_until = null,
    capacity = case when id = ${people.had.id} then 30 else 60 end`.execute(world.runtime.db)
})

const set = (id: string, change: { status?: string; capacity?: number }) =>
  world.runtime.db.updateTable('person').set(change).where('id', '=', id).execute()
const followUp = async () => (await world.as('sofia').cases.followUpCase({ params: { id: closed }, body: {} })).id
const found = (id: string) => world.as('sofia').cases.getCase({ params: { id } })

test('whoever had the case gets what follows it, before the named agent and those with more room', async () => {
  const id = await followUp()
  expect((await found(id)).owner).toMatchObject({ id: people.had.id })
  const { items } = await world.as('sofia').routing.getRouting({ params: { id } })
  expect(items[0]!.because).toEqual([expect.stringContaining(`${people.had.name} had the case that it follows up`)])
  const asked = await world.as('sofia').routing.simulate({ body: { case: id } })
  expect(asked.winner).toMatchObject({ id: people.had.id })
})

test.each([
  ['away', { status: 'away' }],
  ['full', { capacity: 0 }],
])('who is %s is not waited for: the named agent is next', async (_, change) => {
  await set(people.had.id, change)
  expect((await found(await followUp())).owner).toMatchObject({ id: people.other.id })
})

test('waiting, it goes to them as well when everybody is back', async () => {
  const { db } = world.runtime
  await db.updateTable('person').set({ status: 'off' }).execute()
  const id = await followUp()
  expect(await found(id)).toMatchObject({ owner: null })
  await db.updateTable('person').set({ status: 'online' }).execute()
  await db.updateTable('cases').set({ routing_wake_at: world.now }).where('id', '=', id).execute()
  await doWhatIsDue(world.runtime)
  expect((await found(id)).owner).toMatchObject({ id: people.had.id })
})
