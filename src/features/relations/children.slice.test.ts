import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusal } from '../../../tests/world/expect.ts'
import { openCase } from '../../../tests/world/histories.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

const ask = (id: string, more: object = {}) =>
  world.as('ana').relations.openChild({
    params: { id },
    body: {
      subject: 'Zephyr: check the gateway log',
      note: 'Zephyr timed out twice.',
      teamId: world.teams.technical,
      ...more,
    },
  })
const resolveIt = async (id: string, more: object = {}) => {
  const { owner, type } = await world.as('mira').cases.getCase({ params: { id } })
  if (!owner) await world.as('mira').cases.assignCase({ params: { id }, body: { ownerId: world.people.priya } })
  const codes = (await world.as('mira').types.listTypes({})).items.find((each) => each.id === type.id)!.definition
    .closure.codes
  return world.as('mira').cases.resolveCase({
    params: { id },
    body: { summary: 'Zephyr log checked', code: codes[0]!.key, override: { reason: 'a test' }, ...more },
  })
}
const lettersOf = async (id: string) =>
  (await world.as('mira').conversations.listMessages({ params: { id }, query: {} })).items.filter(
    ({ direction }) => direction === 'out',
  )

test('a child has its own owner, clock, thread and due date, and what its parent is about', async () => {
  const parent = await openCase(world)
  const dueAt = '2026-11-20T15:00:00.000Z'
  const child = await ask(parent, { ownerId: world.people.priya, dueAt })
  expect(child).toMatchObject({
    subject: 'Zephyr: check the gateway log',
    owner: { id: world.people.priya },
    team: { id: world.teams.technical },
    contact: { id: world.contacts.ingrid },
    account: { id: world.accounts.meridian },
    nextStep: { dueAt, whose: 'us' },
    messageCount: 1,
  })
  expect((await world.as('ana').sla.listClocks({ params: { id: child.id } })).items.length).toBeGreaterThan(0)
  const { number } = await world.as('ana').cases.getCase({ params: { id: parent } })
  expect((await world.as('priya').relations.getFamily({ params: { id: child.id } })).kin).toMatchObject([
    { kind: 'parent', items: [{ number }] },
  ])
  expect((await world.as('ana').cases.listCases({ query: { family: 'open_children' } })).items).toMatchObject([
    { id: parent },
  ])
})

test('what is answered in a child stands on its parent as a line, and children go along where that is merged', async () => {
  const [parent, other] = [await openCase(world), await openCase(world)]
  const child = await ask(parent, { ownerId: world.people.priya })
  const params = { id: child.id }
  const body = { kind: 'reply' as const, text: 'Zephyr restarts tonight.', undoSeconds: 0 }
  await world.as('priya').conversations.sendReply({ params, body })
  const told = (await world.as('ana').cases.getTimeline({ params: { id: parent }, query: {} })).items
  expect(told.filter(({ name }) => name === 'case.child_answered')).toMatchObject([
    { content: { number: child.number, side: 'us' } },
  ])
  expect(JSON.stringify(told)).not.toContain('tonight')
  const versionOf = async (id: string) => (await world.as('mira').cases.getCase({ params: { id } })).version
  await world.as('mira').families.mergeCase({
    params: { id: parent },
    body: { into: other, version: await versionOf(parent), intoVersion: await versionOf(other) },
  })
  const { items } = await world.as('ana').cases.listCases({ query: { family: 'open_children', status: 'unresolved' } })
  expect(items.map(({ id }) => id)).toContain(other)
})

test('the parent waits for it, its owner is told when it is resolved, and the customer hears nothing', async () => {
  const parent = await openCase(world)
  const child = await ask(parent)
  const missing = await refusal(
    world.as('ana').cases.resolveCase({ params: { id: parent }, body: { summary: 'Credited', code: 'credited' } }),
  )
  expect(missing.detail.missing).toContainEqual(
    expect.objectContaining({ kind: 'child', label: `Child case ${child.number} resolved` }),
  )
  await resolveIt(child.id)
  const { requirements } = (await world.as('ana').cases.getCase({ params: { id: parent } })).closure
  expect(requirements.filter(({ kind }) => kind === 'child')).toEqual([])
  const { items } = await world.as('ana').notifications.listNotifications({ query: {} })
  expect(items[0]).toMatchObject({
    kind: 'child_resolved',
    case: { id: parent },
    said: `Child case ${child.number} is resolved`,
  })
  const told = (await world.as('ana').cases.getTimeline({ params: { id: parent }, query: {} })).items
  expect(told).toContainEqual(expect.objectContaining({ name: 'case.child_resolved' }))
  expect(await lettersOf(child.id)).toEqual([])
  expect(await lettersOf(parent)).toEqual([])
  const thread = await world.as('ana').conversations.listMessages({ params: { id: parent }, query: {} })
  expect(JSON.stringify(thread)).not.toContain('Zephyr')
})

test('what the customer reads of the parent when it is resolved holds nothing of its children', async () => {
  const parent = await openCase(world)
  const child = await ask(parent)
  await resolveIt(child.id)
  await resolveIt(parent, { summary: 'Credited in full' })
  const [letter] = await lettersOf(parent)
  expect(letter!.text).toContain('Credited in full')
  expect(JSON.stringify(letter)).not.toContain('Zephyr')
  expect(JSON.stringify(letter)).not.toContain(child.number)
})

test('the child of a restricted case is restricted, and whoever asked reads the answer', async () => {
  const parent = await openCase(world)
  const { version } = await world.as('mira').cases.getCase({ params: { id: parent } })
  await world.as('mira').cases.changeCase({ params: { id: parent }, body: { version, restricted: true } })
  const child = await ask(parent)
  expect(child).toMatchObject({ restricted: true, watchers: [{ id: world.people.ana }] })
  expect((await refusal(world.as('elena').cases.getCase({ params: { id: child.id } }))).status).toBe(404)
  expect(
    JSON.stringify(await world.as('priya').cases.getTimeline({ params: { id: child.id }, query: {} })),
  ).not.toContain('Invoice 3381')
})

test('a grandchild is the last level, and a resolved case gets no children', async () => {
  const parent = await openCase(world)
  const child = await ask(parent)
  const grandchild = await ask(child.id)
  expect((await refusal(ask(grandchild.id))).code).toBe('cannot_be_linked')
  await resolveIt(grandchild.id)
  expect((await refusal(ask(grandchild.id))).code).toBe('cannot_be_linked')
})
