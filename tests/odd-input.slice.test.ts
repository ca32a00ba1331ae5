import { afterAll, beforeAll, expect, test } from 'vitest'
import { testWorld, type World } from './world/world.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

const nested = (depth: number): unknown => JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`)
const asAna = (method: 'GET' | 'POST' | 'PUT', path: string, payload?: string | object) =>
  world.app.inject({
    method,
    url: `/api/v1${path}`,
    headers: { ...world.headersOf('ana'), ...(payload !== undefined && { 'content-type': 'application/json' }) },
    ...(payload !== undefined && { payload }),
  })

test.each([
  ['a NUL character', '{"subject":"a\\u0000b","note":"x"}'],
  ['half of a surrogate pair', '{"subject":"a","note":"\\ud800"}'],
  ['a key with a NUL character', '{"subject":"a","note":"x","a\\u0000":1}'],
  ['endless nesting', `{"subject":"a","custom":${'['.repeat(200_000)}${']'.repeat(200_000)}}`],
])('%s in a new case is refused with its place, and nothing is kept', async (_, body) => {
  const count = async () => (await asAna('GET', '/cases/count')).json().count
  const before = await count()
  const answer = await asAna('POST', '/cases', body)
  expect(answer.statusCode).toBe(422)
  expect(answer.json().fields.length).toBeGreaterThan(0)
  expect(await count()).toBe(before)
})

test('free content is bounded in depth too', async () => {
  const made = (await asAna('POST', '/cases', { subject: 'Depth', note: 'x' })).json()
  const draft = (depth: number) => asAna('PUT', `/cases/${made.id}/drafts/note`, { content: nested(depth) as object })
  expect((await draft(5)).statusCode).toBe(200)
  expect((await draft(500)).statusCode).toBe(422)
})

const dashes = '-'.repeat(36)
test.each([
  ['/cases?q=%00', 422],
  ['/search?q=%00', 422],
  ['/search?q=%FF', 200],
  ['/cases?opened=0000-01-01', 422],
  ['/cases?tag=%00', 422],
  ['/cases?owner=not-an-id&team=%27', 200],
  [`/cases?sort=due&cursor=${Buffer.from(`["99:99","${dashes}"]`).toString('base64url')}`, 422],
  [`/attachments/${dashes}`, 422],
  [`/messages/${dashes}/page`, 422],
  ['/cases/C-999999999999', 404],
  ['/cases/%00', 422],
  ['/attachments/x%00', 422],
])('%s answers %i', async (path, status) => {
  expect((await asAna('GET', path)).statusCode).toBe(status)
})
