import { afterAll, beforeAll, expect, test } from 'vitest'
import { placeCase } from '../../../tests/world/cases.ts'
import { refusal } from '../../../tests/world/expect.ts'
import { openCase } from '../../../tests/world/histories.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { systemActor } from '../../platform/runtime.ts'
import type { Family, Kin } from './contract.ts'
import { kinOf } from './store/links.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

const family = (who: 'ana' | 'priya' | 'sofia', id: string) => world.as(who).relations.getFamily({ params: { id } })
const link = (
  who: 'ana' | 'priya' | 'tom',
  id: string,
  kind: 'related' | 'parent' | 'child' | 'problem' | 'incident',
  other: string,
) => world.as(who).relations.linkCase({ params: { id }, body: { kind, case: other } })
const of = ({ kin }: Family, kind: Kin) => kin.find((each) => each.kind === kind)
const timeline = async (id: string) =>
  (await world.as('ana').cases.getTimeline({ params: { id }, query: {} })).items.map(({ name, content }) => ({
    name,
    content,
  }))
const restrictedOf = () => placeCase(world, { restricted: true, subject: 'Zephyr audit' })

test('a link stands on both cases and both timelines, and is taken off both', async () => {
  const [one, other] = [await openCase(world), await openCase(world, { subject: 'Pump will not start' })]
  const { number } = await world.as('ana').cases.getCase({ params: { id: other } })
  await link('ana', one, 'related', number)
  expect(of(await family('ana', one), 'related')!.items).toMatchObject([
    { id: other, number, subject: 'Pump will not start' },
  ])
  expect(of(await family('ana', other), 'related')!.items).toMatchObject([{ id: one }])
  expect(await timeline(one)).toContainEqual({
    name: 'case.linked',
    content: expect.objectContaining({ link: 'related', number }),
  })
  expect((await timeline(other)).map(({ name }) => name)).toContain('case.linked')
  const again = await refusal(link('ana', other, 'related', one))
  expect(again).toMatchObject({ status: 409, code: 'cannot_be_linked' })
  await world.as('priya').relations.unlinkCase({ params: { id: other, kind: 'related', other: one } })
  expect((await family('ana', one)).kin).toEqual([])
  expect((await timeline(one)).map(({ name }) => name)).toContain('case.unlinked')
  const gone = await refusal(world.as('ana').relations.unlinkCase({ params: { id: one, kind: 'related', other } }))
  expect(gone.status).toBe(404)
})

test('who may not see or work on one of the ends links nothing', async () => {
  const [open, hidden] = [await openCase(world), await restrictedOf()]
  for (const kind of ['related', 'parent', 'child', 'problem', 'incident'] as const) {
    expect((await refusal(link('priya', open, kind, hidden))).status).toBe(404)
    expect((await refusal(link('priya', hidden, kind, open))).status).toBe(404)
    expect((await refusal(link('tom', open, kind, await openCase(world)))).status).toBe(403)
  }
  expect((await family('sofia', open)).kin).toEqual([])
  await link('ana', open, 'related', hidden)
  expect(
    (await refusal(world.as('priya').relations.unlinkCase({ params: { id: open, kind: 'related', other: hidden } })))
      .status,
  ).toBe(404)
  expect(of(await family('ana', open), 'related')!.items).toHaveLength(1)
})

test('a restricted relative counts, and nothing else of it is told: not in the family, the timeline or the gate', async () => {
  const [parent, hidden] = [await openCase(world), await restrictedOf()]
  const { number } = await world.as('ana').cases.getCase({ params: { id: hidden } })
  for (const kind of ['related', 'child', 'incident'] as const) await link('ana', parent, kind, hidden)
  const seen = await family('priya', parent)
  for (const kind of ['related', 'child', 'incident'] as const)
    expect(of(seen, kind)).toEqual({ kind, items: [], more: 0, hidden: 1 })
  expect(seen.impact).toEqual({ open: 0, resolved: 0, hidden: 1, customers: 0, valueYear: [] })
  expect(of(await family('ana', parent), 'child')!.items).toMatchObject([{ number, subject: 'Zephyr audit' }])
  const priya = world.as('priya')
  const told = JSON.stringify([
    seen,
    await priya.cases.getCase({ params: { id: parent } }),
    await priya.cases.getTimeline({ params: { id: parent }, query: {} }),
    await priya.cases.listCases({ query: { problem: parent } }),
    await priya.search.search({ query: { q: 'Zephyr' } }),
  ])
  for (const secret of [number, hidden, 'Zephyr']) expect(told).not.toContain(secret)
  expect(await priya.cases.countCases({ query: { problem: hidden } })).toEqual({ count: 0 })
  expect((await priya.cases.getCase({ params: { id: parent } })).closure.requirements).toContainEqual(
    expect.objectContaining({ kind: 'child', label: 'A restricted child case resolved', met: false }),
  )
})

test('no family closes into a circle, also when two people close it at once, and none is deeper than three', async () => {
  const [a, b, c, d] = [
    await openCase(world),
    await openCase(world),
    await openCase(world),
    await openCase(world),
  ] as const
  await link('ana', a, 'child', b)
  await link('ana', c, 'child', d)
  const both = await Promise.allSettled([link('ana', b, 'child', c), link('priya', d, 'child', a)])
  expect(both.filter(({ status }) => status === 'fulfilled').length).toBe(0)
  const [e, f] = [await openCase(world), await openCase(world)]
  const circle = await Promise.allSettled([link('ana', e, 'parent', f), link('priya', f, 'parent', e)])
  expect(circle.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const deep = await refusal(link('ana', b, 'child', c))
  expect(deep.detail).toMatchObject({ because: expect.stringContaining('3 levels') })
})

test('a problem has incidents, and an incident is none', async () => {
  const [problem, one, two, other] = [
    await openCase(world),
    await openCase(world),
    await openCase(world, { contactId: world.contacts.owen }),
    await openCase(world),
  ] as const
  await link('ana', problem, 'incident', one)
  await link('ana', two, 'problem', problem)
  expect(of(await family('ana', problem), 'incident')!.items.map(({ id }) => id)).toEqual([one, two])
  expect((await family('ana', problem)).impact).toEqual({
    open: 2,
    resolved: 0,
    hidden: 0,
    customers: 2,
    valueYear: [{ minor: 5_260_000, currency: 'EUR' }],
  })
  for (const [id, kind, end] of [
    [one, 'incident', other],
    [other, 'incident', problem],
    [one, 'problem', other],
  ] as const)
    expect((await refusal(link('ana', id, kind, end))).code).toBe('cannot_be_linked')
  const { cases } = world.as('ana')
  expect((await cases.listCases({ query: { family: 'problem' } })).items.map(({ id }) => id)).toContain(problem)
  expect((await cases.listCases({ query: { problem } })).items.map(({ id }) => id).sort()).toEqual([one, two].sort())
})

test('of an outage with many incidents the first open ones are read, and the others counted', async () => {
  const problem_id = await openCase(world)
  const over = { problem_id, status: 'closed' as const, stage: 'closed', closed_at: world.now }
  const [closed] = [await placeCase(world, over), await placeCase(world, over)]
  for (let placed = 0; placed < 51; placed++) await placeCase(world, { problem_id })
  await placeCase(world, { problem_id, restricted: true })
  const kin = await kinOf(world.runtime.db, systemActor, problem_id, 50)
  expect(kin).toMatchObject([{ kind: 'incident', seen: 54, hidden: 0 }])
  expect([kin[0]!.ids.length, new Set(kin[0]!.ids).size, kin[0]!.ids.includes(closed!)]).toEqual([50, 50, false])
  expect(of(await family('priya', problem_id), 'incident')).toMatchObject({ more: 3, hidden: 1 })
  expect((await family('priya', problem_id)).impact).toMatchObject({ open: 51, resolved: 2, hidden: 1 })
  const outlook = await world.as('ana').relations.previewClosing({ params: { id: problem_id }, body: {} })
  expect([outlook.items.length, outlook.more]).toEqual([20, 32])
})

test('follow-ups are shown on both cases', async () => {
  const id = await placeCase(world, { status: 'closed', stage: 'closed', closed_at: world.now })
  const followUp = await world.as('ana').cases.followUpCase({ params: { id }, body: {} })
  expect(of(await family('ana', id), 'follow_up')!.items).toMatchObject([{ id: followUp.id }])
  expect(of(await family('ana', followUp.id), 'follow_up_of')!.items).toMatchObject([{ id }])
})
