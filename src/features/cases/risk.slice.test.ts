import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCase } from '../../../tests/world/histories.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { CaseFilter } from './contract/filter.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

const at = (hours: number) => new Date(world.now.getTime() + hours * 3_600_000)
const parts = ['breached', 'at_risk', 'today', 'later', 'none'] as const

test('each open case stands in exactly one part by its due risk, and the counts say the same as the lists', async () => {
  const { db } = world.runtime
  const clocks: [string, { due_at: Date | null; at_risk_at: Date | null; breached_at: Date | null }][] = [
    ['breached', { due_at: at(-1), at_risk_at: at(-2), breached_at: null }],
    ['breached', { due_at: at(3), at_risk_at: at(2), breached_at: at(-9) }],
    ['at_risk', { due_at: at(30), at_risk_at: at(0), breached_at: null }],
    ['today', { due_at: at(2), at_risk_at: at(1), breached_at: null }],
    ['later', { due_at: at(20), at_risk_at: null, breached_at: null }],
    ['later', { due_at: at(40), at_risk_at: null, breached_at: null }],
    ['none', { due_at: null, at_risk_at: null, breached_at: null }],
  ]
  const expected = new Map<string, string[]>()
  for (const [part, columns] of clocks) {
    const id = await openCase(world)
    await db.updateTable('cases').set(columns).where('id', '=', id).execute()
    expected.set(part, [...(expected.get(part) ?? []), id])
  }
  const over = await openCase(world)
  await db
    .updateTable('cases')
    .set({ status: 'resolved', resolution_summary: 'Done', stage: 'resolved', due_at: at(-1) })
    .where('id', '=', over)
    .execute()
  const ana = world.as('ana').cases
  for (const risk of parts) {
    const { items } = await ana.listCases({ query: { risk } })
    expect(items.map(({ id }) => id).sort(), risk).toEqual(expected.get(risk)?.sort())
    expect(await ana.countCases({ query: { risk } })).toEqual({ count: items.length })
  }
  expect(await ana.countByRisk({ query: {} })).toEqual({ breached: 2, at_risk: 1, today: 1, later: 2, none: 1 })
  // Within a day is more than today: that ends at midnight, and what was due this morning is of it.
  expect(await ana.countCases({ query: { due: 'today' } })).toEqual({ count: 3 })
  expect(await ana.countCases({ query: { due: '1d' } })).toEqual({ count: 4 })
  expect(await ana.countByRisk({ query: { owner: world.people.mira } })).toMatchObject({ breached: 0, none: 0 })
  expect(await ana.countCases({ query: { risk: parts.join(',') } })).toEqual({ count: clocks.length })
})

test('a part that nobody knows is refused', () => {
  expect(CaseFilter.safeParse({ risk: 'breached,soon' }).success).toBe(false)
})
