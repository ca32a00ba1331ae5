import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testWorld, type World } from '../../../tests/world/world.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

test('what a new case will get is what it gets, and asking uses up no number', async () => {
  const said = { subject: 'Vacuum sensor alarm', contactId: world.contacts.ingrid }
  const told = await world.as('ana').sla.expectCase({ body: { ...said, text: 'It is urgent.' } })
  const numbers = () => sql<{ last_value: number }>`select last_value from case_number`.execute(world.runtime.db)
  const { rows: before } = await numbers()
  await world.as('ana').sla.expectCase({ body: said })
  expect((await numbers()).rows).toEqual(before)
  const made = await world.as('ana').cases.createCase({ body: { ...said, message: 'It is urgent.' } })
  expect(told).toMatchObject({
    type: { id: made.type.id, because: expect.stringContaining('“sensor”') },
    team: made.team,
    priority: made.priority,
  })
  const { items } = await world.as('ana').cases.getTimeline({ params: { id: made.id }, query: {} })
  expect(items.find(({ name }) => name === 'clock.policy_applied')?.content).toMatchObject({ to: told.policy?.name })
})
