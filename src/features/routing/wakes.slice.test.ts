import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { storeCase } from '../../../tests/world/stored-case.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { doWhatIsDue } from '../cases/actions/watch-queues.ts'

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
  await sql`update cases set owner_id = null, queue_id = null, status = 'closed'`.execute(db)
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
  expect(state!.because).toMatch(/^nobody in Technical support/)
  expect(items[0]!.considered.find(({ person }) => person.name === 'Priya Nair')!.excluded).toContain('declined it')
})
