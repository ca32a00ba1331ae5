import { afterAll, beforeAll, expect, test } from 'vitest'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { inTransaction, systemActor } from '../../platform/runtime.ts'
import { seedViews } from './actions/saved-views.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

const shipped = ['All open', 'Unassigned', 'Overdue', 'At risk', 'Waiting', 'Recently resolved']
const shared = async () => {
  const { items } = await world.as('ana').cases.listViews({})
  return items.filter(({ mine, team }) => !mine && !team)
}

test('the shipped views are there for everybody, once, and each can be listed', async () => {
  await inTransaction(world.runtime, systemActor, seedViews)
  await inTransaction(world.runtime, systemActor, seedViews)
  const views = await shared()
  expect(views.map(({ name }) => name)).toEqual(shipped)
  for (const { filter } of views) {
    await expect(world.as('ana').cases.listCases({ query: filter as never })).resolves.toHaveProperty('items')
  }
})

test('cases by the day on which they were opened or resolved, on the calendar of the organisation', async () => {
  const made = await world.as('ana').cases.createCase({
    body: { subject: 'Pump noise after service', message: 'It is loud.', contactId: world.contacts.ingrid },
  })
  const count = async (query: object) => (await world.as('ana').cases.countCases({ query: query as never })).count
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo' }).format(new Date(made.createdAt))
  expect(await count({ opened: 'today' })).toBe(await count({ opened: day }))
  expect(await count({ opened: day })).toBeGreaterThan(0)
  expect(await count({ opened: '2001-01-01' })).toBe(0)
  expect(await count({ resolved: day })).toBe(0)
})
