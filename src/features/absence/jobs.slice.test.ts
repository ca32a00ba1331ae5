import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { workOnce } from '../../../tests/world/work.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { inTransaction, systemActor } from '../../platform/runtime.ts'
import { handOverSome } from './actions/hand-over.ts'
import { lockLeave } from './store/leaves.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

const inDays = (days: number) => new Date(world.now.getTime() + days * 86_400_000).toISOString()
const plan = (who: 'ana' | 'elena' | 'priya') =>
  world.as(who).absence.planLeave({ body: { personId: world.people[who], from: inDays(1), until: inDays(4) } })
const stateOf = async (id: string) => (await world.as('ana').absence.getLeave({ params: { id } })).state
const follow = () => workOnce(world, 'follow-leaves', {})

test('a leave that cannot begin, or whose work cannot be handed over, holds back no other', async () => {
  const { db } = world.runtime
  const [poison, stuck, good] = [await plan('ana'), await plan('elena'), await plan('priya')]
  const { id: caseId } = await world.as('priya').cases.createCase({
    body: { subject: 'Handed over', ownerId: world.people.priya, contactId: world.contacts.ingrid },
  })
  await sql`update cases set next_step_due_at = ${inDays(2)} where id = ${caseId}`.execute(db)
  await sql`create function refuse_poison() returns trigger language plpgsql as $$
    begin raise exception 'poison'; end $$`.execute(db)
  const refuse = (what: string, when: string) =>
    sql
      .raw(`create trigger poison_${what} before update on leave for each row when (${when})
      execute function refuse_poison()`)
      .execute(db)
  await refuse('begin', `old.id = '${poison.id}'`)
  await refuse('hand_over', `old.id = '${stuck.id}' and new.handed_over_at is not null`)
  world.advance({ days: 1 })
  await follow()
  expect([await stateOf(poison.id), await stateOf(stuck.id), await stateOf(good.id)]).toEqual([
    'planned',
    'away',
    'away',
  ])
  const handedOver = async (id: string) =>
    (await world.as('ana').absence.getLeave({ params: { id } })).handedOverAt !== null
  expect(await handedOver(stuck.id)).toBe(false)
  expect(await handedOver(good.id)).toBe(true)
  expect((await world.as('mira').cases.getCase({ params: { id: caseId } })).owner?.name).not.toBe('Priya Nair')
  await sql`drop trigger poison_begin on leave`.execute(db)
  await follow()
  expect(await stateOf(poison.id)).toBe('away')
})

test('a deputy who is away by then is stood in for, and the case says so', async () => {
  const people = world.people
  const leave = (who: 'jonas' | 'tom' | 'luca', deputyId: string, from: number, until: number) =>
    world.as('sofia').absence.planLeave({
      body: { personId: people[who], from: inDays(from), until: inDays(until), rule: 'all', deputyId },
    })
  const jonas = await leave('jonas', people.luca, 5, 9)
  await leave('luca', people.mira, 0, 4)
  await follow()
  const { id } = await world.as('mira').cases.createCase({ body: { subject: 'Now', note: 'Later.' } })
  await world.as('mira').cases.assignCase({ params: { id }, body: { ownerId: people.jonas } })
  await world.as('sofia').absence.beginLeave({ params: { id: jonas.id } })
  await follow()
  const { items } = await world.as('mira').cases.getTimeline({ params: { id }, query: {} })
  expect(items.findLast(({ name }) => name === 'case.assigned')).toMatchObject({
    content: {
      toName: 'Mira Kaplan',
      because: [expect.stringMatching(/Jonas Lind is on leave.*Luca Berti: they are on leave; Mira Kaplan stands in/)],
    },
  })
})

test('whoever leaves for good amid a hand-over waits for it, and neither waits in a circle', async () => {
  const { db } = world.runtime
  const [leaver, deputy] = [world.people.helen, world.people.mira]
  await world.as('sofia').people.changePerson({
    params: { id: leaver },
    body: { version: (await versionOf(leaver))!, role: 'agent' },
  })
  const opened = await world.as('mira').cases.createCase({ body: { subject: 'Two hands', note: 'At once.' } })
  await world.as('mira').cases.assignCase({ params: { id: opened.id }, body: { ownerId: leaver } })
  const { id } = await world.as('sofia').absence.planLeave({
    body: { personId: leaver, from: inDays(0), until: inDays(3), rule: 'all', deputyId: deputy },
  })
  const handsOver = inTransaction(world.runtime, systemActor, async (ctx) => {
    await lockLeave(ctx.db, id)
    const leaves = world.as('sofia').people.deactivatePerson({ params: { id: leaver }, body: {} })
    while ((await waitingFor(db)) === 0) await pause(10)
    await handOverSome(ctx, id)
    return { leaves }
  })
  const { leaves } = await handsOver
  expect(await leaves).toMatchObject({ movedCases: 0 })
  expect((await world.as('mira').cases.getCase({ params: { id: opened.id } })).owner?.id).toBe(deputy)
})

const versionOf = async (id: string) =>
  (await world.as('sofia').people.listPeople({ query: {} })).items.find((each) => each.id === id)?.version

/** How many of this database's statements wait for a lock. */
async function waitingFor(db: World['runtime']['db']): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`.execute(db)
  return rows[0]!.count
}
