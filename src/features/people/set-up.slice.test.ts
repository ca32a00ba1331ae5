import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusal } from '../../../tests/world/expect.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { ensureFirstAdmin } from './actions/set-up.ts'

const first = {
  name: 'Sofia Reyes',
  email: 'Sofia.Reyes@norrvik.example',
  password: 'a-long-enough-word',
  organisation: 'Norrvik',
  timeZone: 'Europe/Oslo',
}

let world: World
beforeAll(async () => {
  world = await testWorld({
    empty: true,
    config: { adminEmail: 'admin@norrvik.example', adminPassword: 'from-the-settings' },
  })
})
afterAll(() => world.close())

test('the first run is open, once, however many try at the same time', async () => {
  const nobody = world.as('nobody').people
  expect(await nobody.setupState({})).toEqual({
    needsAdmin: true,
    organisation: null,
    supportAddress: 'support@caseward.example',
  })
  const answers = await Promise.all(
    Array.from({ length: 6 }, (_, i) =>
      world.app.inject({
        method: 'POST',
        url: '/api/v1/setup',
        payload: { ...first, email: `first${i}@norrvik.example` },
      }),
    ),
  )
  expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, 409, 409, 409, 409, 409])
  const winner = answers.find((answer) => answer.statusCode === 200)!
  expect(winner.json()).toMatchObject({ role: 'admin', seesRestricted: true, teams: [{ name: 'Support' }] })
  expect(winner.cookies[0]).toMatchObject({ name: 'caseward_session', httpOnly: true })
  expect(await world.runtime.db.selectFrom('person').select('id').execute()).toHaveLength(1)
  expect(await world.runtime.db.selectFrom('queue').select(['name', 'is_default']).execute()).toEqual([
    { name: 'Support', is_default: true },
  ])
  expect((await refusal(nobody.setUp({ body: first }))).code).toBe('already_set_up')
  expect(await nobody.setupState({})).toMatchObject({ needsAdmin: false, organisation: 'Norrvik' })

  // A company of one works without a detour: whatever comes asks for what was done, and as what it counts.
  const [{ name, value }] = winner.cookies as [{ name: string; value: string }]
  const call = (method: 'GET' | 'POST', url: string, payload?: object) =>
    world.app.inject({ method, url: `/api/v1${url}`, cookies: { [name]: value }, ...(payload && { payload }) })
  const { items } = (await call('GET', '/types')).json()
  expect(items.filter(({ disabled }: { disabled: boolean }) => !disabled)).toMatchObject([{ key: 'general_question' }])
  const wish = { subject: 'Refund', message: 'Please refund me 120 euro for order 88.' }
  const made = (await call('POST', '/cases', { ...wish, contact: { name: 'Kim', email: 'kim@shop.example' } })).json()
  expect(made.closure.requirements.filter(({ met }: { met: boolean }) => !met)).toMatchObject([
    { key: 'summary' },
    { key: 'code' },
  ])
  const resolved = await call('POST', `/cases/${made.id}/resolve`, { summary: 'Paid back', code: 'done' })
  expect(resolved.json()).toMatchObject({ status: 'resolved' })
})

test('the settings name no second first administrator', async () => {
  await ensureFirstAdmin(world.runtime)
  expect(await world.runtime.db.selectFrom('person').select('id').execute()).toHaveLength(1)
})

test('the settings can make the first administrator, from several processes at once', async () => {
  const other = await testWorld({
    empty: true,
    config: { adminEmail: 'Admin@norrvik.example', adminPassword: 'from-the-settings' },
  })
  await Promise.all([ensureFirstAdmin(other.runtime), ensureFirstAdmin(other.runtime)])
  const people = await other.runtime.db.selectFrom('person').select(['email', 'role']).execute()
  expect(people).toEqual([{ email: 'admin@norrvik.example', role: 'admin' }])
  const body = { email: 'admin@norrvik.example', password: 'from-the-settings' }
  expect(await other.as('nobody').people.signIn({ body })).toMatchObject({ role: 'admin' })
  await other.close()
})
