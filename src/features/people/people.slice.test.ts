import { afterAll, beforeAll, expect, test } from 'vitest'
import { testWorld, type World } from '../../../tests/world/world.ts'

let world: World
beforeAll(async () => {
  const begun = performance.now()
  world = await testWorld()
  console.log('world', performance.now() - begun)
})
afterAll(() => world.close())

test('me', async () => {
  const me = await world.as('ana').people.me({})
  expect(me).toMatchObject({ name: 'Ana Ferreira', role: 'agent', teams: [{ name: 'Customer accounts' }], load: 0 })
})
