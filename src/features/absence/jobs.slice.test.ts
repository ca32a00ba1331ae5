import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { workOnce } from '../../../tests/world/work.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'

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
