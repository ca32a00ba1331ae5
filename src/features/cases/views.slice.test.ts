import { afterAll, beforeAll, expect, test } from 'vitest'
import { placeCase } from '../../../tests/world/cases.ts'
import { refusal } from '../../../tests/world/expect.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { inTransaction, systemActor } from '../../platform/runtime.ts'
import { seedViews } from './actions/saved-views.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

const shipped = ['All open', 'Unassigned', 'Late', 'At risk', 'Waiting', 'Recently resolved']
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
  expect(await count({ came: day, went: day })).toBe(0)
  const params = { id: made.id }
  const override = { reason: 'a test' }
  await world.as('mira').cases.assignCase({ params, body: { ownerId: world.people.mira } })
  await world.as('mira').cases.resolveCase({ params, body: { summary: 'Done', code: 'x', override } })
  await world.as('mira').cases.reopenCase({ params, body: { reason: 'Still loud' } })
  expect(await count({ resolved: day })).toBe(0)
  // It came, went and came again on one day: it is here again, so it came.
  const today = async () => (await world.as('mira').reports.getHome({})).today
  const reopened = await today()
  expect(await count({ came: day })).toBe(reopened.opened + reopened.reopened)
  expect([await count({ went: 'today' }), reopened.resolved]).toEqual([0, 0])
  await world.as('mira').cases.resolveCase({ params, body: { summary: 'Done', code: 'x', override } })
  // Resolved twice, it went once.
  expect(await today()).toMatchObject({ opened: reopened.opened, reopened: 0, resolved: 1 })
  expect(await count({ came: day, went: 'today' })).toBe(1)
  await world.as('mira').cases.reopenCase({ params, body: { reason: 'Loud again' } })
  expect(await count({ went: '2001-01-01' })).toBe(0)
  expect(await count({ clocks: 'finished' })).toBe(1)
  expect(await count({ clocks: 'late' })).toBe(0)
})

test('by what is due: open cases by their date, then what is over, the most recent first, page by page', async () => {
  const at = (hours: number) => new Date(world.now.getTime() + hours * 3_600_000)
  const tags = ['ordered']
  const over = { tags, status: 'resolved', owner_id: world.people.ana, resolved_at: at(-90), due_at: at(-100) }
  await placeCase(world, { tags, subject: 'No date', due_at: null, next_step_due_at: null })
  await placeCase(world, { ...over, subject: 'Long over', updated_at: at(-80) })
  await placeCase(world, { ...over, subject: 'Just over', updated_at: at(-1), due_at: at(-2) })
  await placeCase(world, { tags, subject: 'Later', due_at: at(5) })
  await placeCase(world, { tags, subject: 'Soon', due_at: at(1) })
  const listed = async (sort: 'due' | '-due', status?: string, limit = 2) => {
    const found: string[] = []
    for (let cursor: string | undefined; ; ) {
      const query = { tag: 'ordered', sort, limit, ...(status && { status }), ...(cursor && { cursor }) }
      const { items, nextCursor } = await world.as('ana').cases.listCases({ query })
      found.push(...items.map(({ subject }) => subject))
      if (!nextCursor) return found
      cursor = nextCursor
    }
  }
  expect(await listed('due')).toEqual(['Soon', 'Later', 'No date', 'Just over', 'Long over'])
  for (const most of [1, 3, 5])
    expect(await listed('-due', 'all', most)).toEqual(['No date', 'Later', 'Soon', 'Just over', 'Long over'])
  expect(await listed('due', 'resolved,closed')).toEqual(['Just over', 'Long over'])
  expect(await listed('due', 'unresolved')).toEqual(['Soon', 'Later', 'No date'])
})

test('a view is renamed, shared with a team of one’s own and taken back to oneself', async () => {
  const mira = world.as('mira')
  const { id, version } = await mira.cases.createView({
    body: { name: 'Mine', teamId: null, filter: { owner: 'me' }, layout: {} },
  })
  const team = world.teams.accounts
  const shared = await mira.cases.changeView({ params: { id }, body: { version, name: 'Ours', teamId: team } })
  expect(shared).toMatchObject({ name: 'Ours', mine: true, team: { id: team } })
  expect((await world.as('ana').cases.listViews({})).items.map(({ name }) => name)).toContain('Ours')
  const own = await mira.cases.changeView({ params: { id }, body: { version: shared.version, teamId: null } })
  expect(own.team).toBeNull()
  expect((await world.as('ana').cases.listViews({})).items.map(({ name }) => name)).not.toContain('Ours')
  const foreign = mira.cases.changeView({ params: { id }, body: { version: own.version, teamId: world.people.ana } })
  expect((await refusal(foreign)).code).toBe('not_found')
})

test('the calendar tells clock ends and next steps by local day, counts all and shows the first', async () => {
  const ana = world.as('ana')
  const open = (subject: string) =>
    ana.cases.createCase({ body: { subject, ownerId: world.people.ana, tags: ['calendar'], priority: 'medium' } })
  const step = async (subject: string, dueAt: string) => {
    const { id, version } = await open(subject)
    const nextStep = { text: 'Call', whose: 'us' as const, dueAt }
    return ana.cases.changeCase({ params: { id }, body: { version, nextStep } })
  }
  // Half past eleven in the evening of the 2nd in Oslo is still the 2nd there, though the 3rd elsewhere.
  await step('Late', '2026-12-02T22:30:00.000Z')
  for (const hour of ['08', '09', '10']) await step(hour, `2026-12-03T${hour}:00:00.000Z`)
  const ask = (query: object) =>
    ana.cases.calendar({ query: { tag: 'calendar', from: '2026-12-01', days: 7, perDay: 2, ...query } as never })
  const { days } = await ask({})
  const told = days.map(({ date, total, items }) => [date, total, items.map((item) => item.case.subject)])
  expect(told).toEqual([
    ['2026-12-02', 1, ['Late']],
    ['2026-12-03', 3, ['08', '09']],
  ])
  expect(days[0]!.items[0]).toMatchObject({ kind: 'step', at: '2026-12-02T22:30:00.000Z' })
  const inTokyo = (await ask({ zone: 'Asia/Tokyo' })).days
  expect(inTokyo.map(({ date, total }) => [date, total])).toEqual([['2026-12-03', 4]])
  const due = (await open('With a clock')).dueAt!
  const { days: days2 } = await ask({ from: '2026-11-16', days: 42, perDay: 50, q: undefined })
  const ends = days2.flatMap(({ items }) => items).filter(({ kind }) => kind === 'due')
  expect(ends.map(({ at }) => at)).toContain(due)
  // Of a day that is full the clocks are shown first, however early its next steps are.
  await step('Early', `${due.slice(0, 10)}T00:30:00.000Z`)
  const full = (await ask({ from: due.slice(0, 10), days: 1, perDay: 1, q: undefined })).days[0]!
  expect(full.total).toBeGreaterThan(1)
  expect(full.items.map(({ kind }) => kind)).toEqual(['due'])
})
