import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testWorld, type World } from '../../../tests/world/world.ts'
import type { Condition } from '../cases/contract/conditions.ts'

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

test('product, tags and fields of the form count as they do when it is opened', async () => {
  const admin = world.as('admin')
  const { items } = await admin.types.listTypes({})
  const { definition } = items.find(({ key }) => key === 'general_question')!
  const impact = { key: 'impact', label: 'Impact', kind: 'text' as const, choices: [], seenBy: 'staff' as const }
  const body = { definition: { ...definition, name: 'With a form', words: [], fields: [impact] } }
  const { id: typeId } = await admin.types.createType({ body })
  const { id: productId } = await admin.products.createProduct({ body: { name: 'Freezer F1' } })
  const target = { seconds: 3600, time: 'calendar' as const, calendarId: null, pausesIn: [], steps: [] }
  const policy = (name: string, condition: Pick<Condition, 'field' | 'key' | 'values'>) =>
    admin.sla.createPolicy({
      body: {
        name,
        position: 0,
        conditions: [{ ...condition, is: 'one_of' }],
        targets: { medium: { resolution: target } },
      },
    })
  await policy('Tagged', { field: 'tag', values: ['storm'] })
  await policy('By product', { field: 'product', values: [productId] })
  await policy('By field', { field: 'custom', key: 'impact', values: ['site'] })
  const told = async (more: object) =>
    (await world.as('ana').sla.expectCase({ body: { subject: 'Question', typeId, priority: 'medium', ...more } }))
      .policy
  expect(await told({ tags: ['storm'] })).toMatchObject({ name: 'Tagged' })
  expect(await told({ productId })).toMatchObject({ name: 'By product' })
  expect(await told({ custom: { impact: 'site' } })).toMatchObject({ name: 'By field' })
})
