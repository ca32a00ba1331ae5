import { afterAll, beforeAll, expect, test } from 'vitest'
import { everybodysPassword } from '../../../tests/world/company.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
  await world.runtime.db.updateTable('person').set({ demo: true }).where('id', '=', world.people.priya).execute()
})
afterAll(() => world.close())

const post = (headers: Record<string, string>, id: string) =>
  world.app.inject({ method: 'POST', url: `/api/v1/people/${id}/demo-session`, headers, payload: {} })
const lookAs = (who: Parameters<World['headersOf']>[0], id: string) => post(world.headersOf(who), id)
/** Each look ends the session that it came from. */
async function adminLooksAs(id: string) {
  const { email } = await world
    .as('agent')
    .people.listPeople({ query: { q: 'Sofia' } })
    .then(({ items }) => items[0]!)
  const payload = { email, password: everybodysPassword }
  const signedIn = await world.app.inject({ method: 'POST', url: '/api/v1/session', payload })
  expect(signedIn.statusCode, signedIn.body).toBe(200)
  return post({ cookie: cookieOf(signedIn) }, id)
}
const cookieOf = (answer: { headers: Record<string, unknown> }) => String(answer.headers['set-cookie']).split(';')[0]!

test('an administrator looks as a colleague of the demo company, with their rights and no more', async () => {
  const answer = await adminLooksAs(world.people.priya)
  expect(answer.statusCode, answer.body).toBe(200)
  expect(answer.json()).toMatchObject({ id: world.people.priya, demo: true })
  const headers = { cookie: cookieOf(answer) }
  const me = await world.app.inject({ method: 'GET', url: '/api/v1/me', headers })
  expect(me.json()).toMatchObject({ id: world.people.priya })
  const keys = await world.app.inject({ method: 'GET', url: '/api/v1/keys', headers })
  expect(keys.statusCode).toBe(403)
  const told = await world.runtime.db
    .selectFrom('event')
    .select(['actor_id', 'content'])
    .where('name', '=', 'person.looked_as')
    .execute()
  expect(told).toMatchObject([{ actor_id: world.people.sofia, content: { personId: world.people.priya } }])
})

test('nobody looks as somebody real, and nobody but an administrator looks at all', async () => {
  const open = async () => (await world.runtime.db.selectFrom('session').select('id').execute()).length
  expect((await adminLooksAs(world.people.elena)).statusCode).toBe(404)
  const before = await open()
  for (const who of ['manager', 'agent', 'light', 'sales', 'editor'] as const)
    expect((await lookAs(who, world.people.priya)).statusCode).toBe(403)
  expect((await lookAs('nobody', world.people.priya)).statusCode).toBe(401)
  expect(await open()).toBe(before)
})

test('a session as a demo colleague ends with them', async () => {
  const answer = await adminLooksAs(world.people.priya)
  const headers = { cookie: cookieOf(answer) }
  await world.runtime.db
    .updateTable('person')
    .set({ deactivated_at: world.now })
    .where('id', '=', world.people.priya)
    .execute()
  const me = await world.app.inject({ method: 'GET', url: '/api/v1/me', headers })
  expect(me.statusCode).toBe(401)
})
