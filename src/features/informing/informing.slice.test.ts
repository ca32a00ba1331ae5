import { afterAll, beforeAll, expect, test } from 'vitest'
import { workOnce } from '../../../tests/world/work.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
  await world.runtime.db.updateTable('mailbox').set({ address: 'support@norrvik.example' }).execute()
})
afterAll(() => world.close())

const open = (type: string, more: object = {}) =>
  world.as('ana').cases.createCase({
    body: { subject: 'Invoice 3381', message: 'Twice.', type, contactId: world.contacts.ingrid, ...mine(), ...more },
  })
const mine = () => ({ ownerId: world.people.ana })
const go = (id: string, stage: string) =>
  world.as('mira').cases.transitionCase({ params: { id }, body: { stage, override: { reason: 'a test' } } })
const tell = (caseId: string) => workOnce(world, 'tell-stage', { caseId })
const letters = async (id: string) =>
  (await world.as('ana').conversations.listMessages({ params: { id }, query: {} })).items.filter(
    ({ automatic }) => automatic,
  )
const waiting = (id: string) =>
  world.runtime.db
    .selectFrom('graphile_worker._private_jobs' as never)
    .selectAll()
    .where('key' as never, '=', `tell-stage ${id}` as never)
    .execute() as Promise<{ run_at: Date }[]>

test('the customer is told of a stage that the type names, by the name of a person, once', async () => {
  const { id } = await open('billing_dispute')
  await go(id, 'finance_review')
  expect(await waiting(id)).toHaveLength(1)
  await tell(id)
  const [letter, ...others] = await letters(id)
  expect(others).toEqual([])
  expect(letter).toMatchObject({ public: true, language: 'en' })
  expect(letter!.text).toContain('Hello Ingrid Sollberg,')
  expect(letter!.text).toContain('our finance team')
  expect(letter!.text).toMatch(/Ana Ferreira\nNorrvik/)
  await go(id, 'waiting_other')
  await go(id, 'finance_review')
  await tell(id)
  expect(await letters(id)).toHaveLength(1)
})

test('in the language of the case', async () => {
  const { id } = await open('billing_dispute', { language: 'de' })
  await go(id, 'finance_review')
  await tell(id)
  expect((await letters(id))[0]).toMatchObject({ language: 'de' })
})

test('a move that was taken back tells nobody, nor does one from long ago', async () => {
  const { id } = await open('billing_dispute')
  await go(id, 'finance_review')
  await world.as('mira').cases.undoTransition({ params: { id } })
  await tell(id)
  expect(await letters(id)).toEqual([])
  await go(id, 'finance_review')
  world.advance({ hours: 2 })
  await tell(id)
  expect(await letters(id)).toEqual([])
})

test('it starts, stops and fulfils no clock', async () => {
  const { id } = await open('billing_dispute')
  const clocks = async () =>
    (await world.as('ana').sla.listClocks({ params: { id } })).items.map(({ metric, state }) => `${metric} ${state}`)
  await go(id, 'finance_review')
  const before = await clocks()
  await tell(id)
  expect(await letters(id)).toHaveLength(1)
  expect(await clocks()).toEqual(before)
  expect(before).toContain('first_response running')
})

test('an account that wants quiet gets quiet', async () => {
  const set = { params: { id: world.accounts.meridian }, body: { stages: false, inTouch: true } }
  await world.as('ana').informing.setAccountLetters(set)
  const { id } = await open('billing_dispute')
  await go(id, 'finance_review')
  await tell(id)
  expect(await letters(id)).toEqual([])
  await world.as('ana').informing.setAccountLetters({ ...set, body: { stages: true, inTouch: true } })
  await tell(id)
  expect(await letters(id)).toHaveLength(1)
})

test('nobody is written to who is a machine', async () => {
  const { id } = await open('billing_dispute', {
    contactId: undefined,
    contact: { name: 'Robot', email: 'no-reply@meridianlabs.example' },
  })
  await go(id, 'finance_review')
  await tell(id)
  expect(await letters(id)).toEqual([])
})

test('nobody is written to whose mail comes back', async () => {
  const { db } = world.runtime
  const mail = (at: Date | null) =>
    db
      .updateTable('contact_email')
      .set({ undeliverable_at: at })
      .where('contact_id', '=', world.contacts.ingrid)
      .execute()
  const { id } = await open('billing_dispute')
  await go(id, 'finance_review')
  await mail(world.now)
  await tell(id)
  expect(await letters(id)).toEqual([])
  await mail(null)
  await tell(id)
  expect(await letters(id)).toHaveLength(1)
})

test('of a child its customer hears nothing by itself', async () => {
  const { id } = await open('billing_dispute')
  const types = (await world.as('admin').types.listTypes({})).items
  const typeOf = (key: string) => types.find((type) => type.key === key)!.id
  const child = await world.as('ana').relations.openChild({
    params: { id },
    body: { subject: 'Internal: is this a fraud?', typeId: typeOf('billing_dispute') },
  })
  await go(child.id, 'finance_review')
  await tell(child.id)
  expect(await letters(child.id)).toEqual([])
  const down = await world.as('ana').relations.openChild({
    params: { id },
    body: { subject: 'Internal: line down', typeId: typeOf('service_outage') },
  })
  world.advance({ hours: 22 })
  await workOnce(world, 'keep-in-touch', {})
  expect(await letters(down.id)).toEqual([])
})

test('those who are to hear nothing do not keep the others waiting', async () => {
  const other = await testWorld()
  try {
    const outage = (more: object = {}) =>
      other.as('ana').cases.createCase({
        body: { subject: 'Down', message: 'Down.', type: 'service_outage', ownerId: other.people.ana, ...more },
      })
    const robot = await outage({ contact: { name: 'Robot', email: 'no-reply@meridianlabs.example' } })
    const old = await outage({ contactId: other.contacts.ingrid })
    await other.runtime.db.updateTable('cases').set({ imported: true }).where('id', '=', old.id).execute()
    other.advance({ minutes: 1 })
    const { id } = await outage({ contactId: other.contacts.ingrid })
    other.advance({ hours: 22 })
    await workOnce(other, 'keep-in-touch', {})
    const told = async (each: string) =>
      (await other.as('ana').conversations.listMessages({ params: { id: each }, query: {} })).items.filter(
        ({ automatic }) => automatic,
      ).length
    expect([await told(robot.id), await told(old.id), await told(id)]).toEqual([0, 0, 1])
  } finally {
    await other.close()
  }
})

test('while nothing moves a word goes now and then, in the hours of the team, whoever looks', async () => {
  const other = await testWorld()
  try {
    const { id } = await other.as('ana').cases.createCase({
      body: {
        subject: 'All pumps down',
        message: 'Down.',
        type: 'service_outage',
        contactId: other.contacts.ingrid,
        ownerId: other.people.ana,
      },
    })
    const look = () => workOnce(other, 'keep-in-touch', {})
    const count = async () =>
      (await other.as('ana').conversations.listMessages({ params: { id }, query: {} })).items.filter(
        ({ automatic }) => automatic,
      ).length
    other.advance({ hours: 2 })
    await look()
    expect(await count()).toBe(0)
    other.advance({ hours: 14 })
    await look()
    // Thursday 12:00 + 16 h is four in the morning.
    expect(await count()).toBe(0)
    other.advance({ hours: 5 })
    await Promise.all([look(), look()])
    expect(await count()).toBe(1)
    await look()
    expect(await count()).toBe(1)
    await other.as('mira').cases.transitionCase({
      params: { id },
      body: { stage: 'waiting_customer', override: { reason: 'a test' } },
    })
    other.advance({ days: 3 })
    await look()
    expect(await count()).toBe(1)
  } finally {
    await other.close()
  }
})
