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
const parts = ['breached', 'late', 'at_risk', 'today', 'later', 'none'] as const
/** How the rule that screens read stands to the parts that the database counts. */
const risks = {
  breached: null,
  late: 'overdue',
  at_risk: 'at_risk',
  today: 'on_track',
  later: 'on_track',
  none: 'waiting',
}

interface Dates {
  due_at?: Date
  at_risk_at?: Date
  breached_at?: Date
  next_step_due_at?: Date
}

test('each open case stands in exactly one part by its due risk, and the counts say the same as the lists', async () => {
  const { db } = world.runtime
  const none = { due_at: null, at_risk_at: null, breached_at: null, next_step_due_at: null }
  const clocks: [(typeof parts)[number], Dates][] = [
    ['breached', { due_at: at(-1), at_risk_at: at(-2) }],
    ['breached', { due_at: at(-1), at_risk_at: at(-2), next_step_due_at: at(-8) }],
    ['breached', { due_at: at(3), at_risk_at: at(2), breached_at: at(-9) }],
    ['late', { due_at: at(3), at_risk_at: at(2), next_step_due_at: at(-2) }],
    ['late', { next_step_due_at: at(-2) }],
    ['at_risk', { due_at: at(30), at_risk_at: at(0), next_step_due_at: at(1) }],
    ['today', { due_at: at(2), at_risk_at: at(1) }],
    ['today', { due_at: at(40), next_step_due_at: at(1) }],
    ['later', { due_at: at(20) }],
    ['later', { due_at: at(40), next_step_due_at: at(60) }],
    ['none', { next_step_due_at: at(1) }],
    ['none', {}],
  ]
  const expected = new Map<string, string[]>()
  for (const [part, columns] of clocks) {
    const id = await openCase(world)
    await db
      .updateTable('cases')
      .set({ ...none, ...columns })
      .where('id', '=', id)
      .execute()
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
    expect(
      items.every((item) => risks[risk] === null || item.risk === risks[risk]),
      risk,
    ).toBe(true)
    expect(await ana.countCases({ query: { risk } })).toEqual({ count: items.length })
  }
  expect(await ana.countByRisk({ query: {} })).toEqual({
    breached: 3,
    late: 2,
    at_risk: 1,
    today: 2,
    later: 2,
    none: 2,
  })
  const count = async (due: string) => (await ana.countCases({ query: { due } })).count
  expect(await count('overdue')).toBe(4)
  // A promise that was broken once stays so, whatever is due next.
  expect(await count('breached')).toBe(3)
  const { items } = await ana.listCases({ query: { status: 'unresolved', sort: 'due' } })
  const dates = items.map(({ firstDue }) => firstDue?.at ?? '9')
  expect(dates).toEqual(dates.toSorted())
  expect(await ana.countByRisk({ query: { owner: world.people.mira } })).toMatchObject({ breached: 0, none: 0 })
  expect(await ana.countCases({ query: { risk: parts.join(',') } })).toEqual({ count: clocks.length })
})

test('a task counts while it is open, whoever writes it, and goes with its case', async () => {
  const ana = world.as('ana')
  const [id, other] = [await openCase(world), await openCase(world)]
  const firstOf = async (ref: string) => (await ana.cases.getCase({ params: { id: ref } })).firstDue
  const dueAt = at(-3).toISOString()
  const task = await ana.tasks.addTask({ params: { id }, body: { title: 'Call the carrier', dueAt } })
  expect(await firstOf(id)).toEqual({ at: dueAt, what: 'task', text: 'Call the carrier' })
  await world.runtime.db.updateTable('task').set({ case_id: other }).where('id', '=', task.id).execute()
  expect((await firstOf(id))?.what).not.toBe('task')
  const from = dueAt.slice(0, 10)
  const { days } = await ana.cases.calendar({ query: { from, days: 1, zone: 'UTC', perDay: 500 } })
  const items = days.flatMap((day) => day.items).filter(({ kind }) => kind === 'task')
  expect(items.map(({ at, text, case: row }) => [at, text, row.id])).toEqual([[dueAt, 'Call the carrier', other]])
  expect(await firstOf(other)).toMatchObject({ at: dueAt, what: 'task' })
  await ana.tasks.changeTask({ params: { id: task.id }, body: { version: task.version, done: true } })
  expect((await firstOf(other))?.what).not.toBe('task')
  await ana.tasks.changeTask({ params: { id: task.id }, body: { version: task.version + 1, done: false } })
  expect((await firstOf(other))?.what).toBe('task')
  await world.runtime.db.deleteFrom('task').where('id', '=', task.id).execute()
  expect((await firstOf(other))?.what).not.toBe('task')
})

test('a part that nobody knows is refused', () => {
  expect(CaseFilter.safeParse({ risk: 'breached,soon' }).success).toBe(false)
})
