import { afterAll, beforeAll, expect, test } from 'vitest'
import { doTo, openCase, reply } from '../../../tests/world/histories.ts'
import { workOff } from '../../../tests/world/work.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

/** How the first response of a case is explained. */
async function firstResponse(id: string) {
  const { listClocks, explainClock } = world.as('ana').sla
  const { items } = await listClocks({ params: { id } })
  const clock = items.find(({ metric }) => metric === 'first_response')!
  return explainClock({ params: { id, clockId: clock.id } })
}

test('an answer fulfils, and the explanation says that its letter has not left where nothing leaves the house', async () => {
  const id = await openCase(world)
  expect((await firstResponse(id)).fulfilled).toBeNull()
  const messageId = await reply(world, id)
  expect((await firstResponse(id)).fulfilled?.letter).toMatchObject({ delivery: 'queued' })
  await workOff(world, ['send-message'])
  const told = await firstResponse(id)
  expect(told.fulfilled).toEqual({
    because: { code: 'public_reply', params: { messageId } },
    letter: { delivery: 'kept', error: null },
  })
  expect(told.summary).toContain('by our answer, in time. Our letter about it has not left yet.')
})

test('resolving fulfils, by itself, with the letter that tells of it', async () => {
  const id = await openCase(world)
  await doTo(world, id, 'resolve')
  await workOff(world, ['send-message'])
  const told = await firstResponse(id)
  expect(told.fulfilled).toMatchObject({ because: { code: 'resolved' }, letter: { delivery: 'kept', error: null } })
  expect(told.summary).toContain('by resolving, in time. Our letter about it has not left yet.')
})

test('a call that reached the customer leaves no letter to wait for', async () => {
  const id = await openCase(world)
  await doTo(world, id, 'call')
  expect((await firstResponse(id)).fulfilled).toMatchObject({ because: { code: 'public_reply' }, letter: null })
})
