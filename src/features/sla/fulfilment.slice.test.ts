import { afterAll, beforeAll, expect, test } from 'vitest'
import { doTo, openCase, reply } from '../../../tests/world/histories.ts'
import { openRelay, type Relay } from '../../../tests/world/relay.ts'
import { workOff, workOnce } from '../../../tests/world/work.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { dayText } from '../../platform/catalogue.ts'
import { closeTransports } from '../mailboxes/sending/transport.ts'
import { sweep } from './actions/sweep.ts'
import { differencesOf } from './actions/verify-clocks.ts'

let world: World
let relay: Relay
beforeAll(async () => {
  relay = await openRelay()
  world = await testWorld({ config: { smtpOut: null } })
})
afterAll(async () => {
  closeTransports()
  await relay.close()
  await world.close()
})

/** Where mail leaves by: nowhere, a relay that takes it, or one that nobody answers at. */
const mailLeaves = (by: 'nowhere' | 'relay' | 'silence') =>
  Object.assign(world.runtime.config, {
    smtpOut: { nowhere: null, relay: relay.url, silence: 'smtp://127.0.0.1:9' }[by],
  })

const clocksOf = async (id: string) => (await world.as('ana').sla.listClocks({ params: { id } })).items
const clockOf = async (id: string, metric: string) => (await clocksOf(id)).find((clock) => clock.metric === metric)
const caseOf = (id: string) => world.as('ana').cases.getCase({ params: { id } })

/** How the first response of a case is explained. */
async function firstResponse(id: string) {
  const clockId = (await clockOf(id, 'first_response'))!.id
  return world.as('ana').sla.explainClock({ params: { id, clockId } })
}

test('a reply that cannot leave answers nothing; when it leaves it counts, from then on', async () => {
  mailLeaves('nowhere')
  const id = await openCase(world)
  const messageId = await reply(world, id)
  await workOff(world, ['send-message'])
  expect((await firstResponse(id)).fulfilled).toBeNull()
  expect(await caseOf(id)).toMatchObject({ firstResponseAt: null })
  expect(await clockOf(id, 'periodic_update')).toBeUndefined()
  mailLeaves('relay')
  world.advance({ minutes: 20 })
  await world.as('ana').conversations.retryMessage({ params: { id: messageId } })
  expect((await firstResponse(id)).fulfilled).toBeNull()
  await workOff(world, ['send-message'])
  const left = world.now.toISOString()
  expect(await caseOf(id)).toMatchObject({ firstResponseAt: left })
  expect(await clockOf(id, 'first_response')).toMatchObject({ state: 'met', metAt: left })
  expect(await clockOf(id, 'periodic_update')).toMatchObject({ state: 'running', startedAt: left })
  expect(relay.mails).toHaveLength(1)
  expect(await differencesOf(world.runtime.db, id)).toEqual([])
})

test('minutes of a silent mail server cost nothing; hours are no answer, and the mail counts when it is taken', async () => {
  mailLeaves('silence')
  const id = await openCase(world, { priority: 'high' })
  const messageId = await reply(world, id)
  const released = world.now.toISOString()
  const tryOnce = () => workOnce(world, 'send-message', { messageId })
  world.advance({ minutes: 15 })
  await expect(tryOnce()).rejects.toThrow('waits for another try')
  expect(await clockOf(id, 'first_response')).toMatchObject({ state: 'met', metAt: released })
  world.advance({ minutes: 1 })
  await expect(tryOnce()).rejects.toThrow('waits for another try')
  expect(await clockOf(id, 'first_response')).toMatchObject({ state: 'running', metAt: null })
  expect(await clockOf(id, 'periodic_update')).toMatchObject({ state: 'cancelled' })
  expect((await caseOf(id)).firstResponseAt).toBeNull()
  mailLeaves('relay')
  world.advance({ minutes: 30 })
  await tryOnce()
  const left = world.now.toISOString()
  expect(await clockOf(id, 'first_response')).toMatchObject({ state: 'met', metAt: left })
  expect((await caseOf(id)).firstResponseAt).toBe(left)
  expect(await differencesOf(world.runtime.db, id)).toEqual([])
})

test('who was not asked is not silent: a case closes by itself once its letter has left, or they were called', async () => {
  mailLeaves('nowhere')
  const [id, called] = [await openCase(world), await openCase(world)]
  for (const each of [id, called]) await doTo(world, each, 'resolve')
  await workOff(world, ['send-message'])
  expect(await caseOf(id)).toMatchObject({ status: 'resolved', closesAt: null, nextStep: { whose: 'us' } })
  expect(await clockOf(id, 'first_response')).toMatchObject({ state: 'running', metAt: null })
  expect((await firstResponse(id)).fulfilled).toBeNull()
  world.advance({ days: 90 })
  await workOnce(world, 'close-resolved', {})
  expect((await caseOf(id)).status).toBe('resolved')
  await doTo(world, called, 'call')
  expect(Date.parse((await caseOf(called)).closesAt!)).toBeGreaterThan(world.now.getTime())
  mailLeaves('relay')
  const { version } = await caseOf(id)
  const { items } = await world.as('ana').conversations.listMessages({ params: { id }, query: {} })
  await world.as('ana').conversations.retryMessage({ params: { id: items.at(-1)!.id } })
  await workOff(world, ['send-message'])
  expect(Date.parse((await caseOf(id)).closesAt!)).toBeGreaterThan(world.now.getTime())
  const told = (await firstResponse(id)).fulfilled
  expect(told).toMatchObject({ because: { code: 'resolved' }, letter: { delivery: 'sent' } })
  expect(await clockOf(id, 'first_response')).toMatchObject({ state: 'met', metAt: world.now.toISOString() })
  expect(await clockOf(called, 'first_response')).toMatchObject({ state: 'met' })
  expect(await differencesOf(world.runtime.db, id)).toEqual([])
  const asked = await caseOf(id)
  // That a letter has left is nobody's edit: whoever was just changing the case is not refused.
  expect(asked).toMatchObject({ version, nextStep: { whose: 'customer' } })
  // The day that it names is the one on which it will close.
  const letter = (await world.as('ana').conversations.listMessages({ params: { id }, query: {} })).items.at(-1)!
  expect(letter.text).toContain(dayText(new Date(asked.closesAt!), 'en', 'UTC'))
})

test('a case whose customer was not asked waits for nobody, closes after its days, and says so; a call asks', async () => {
  mailLeaves('relay')
  const resolve = async (contactId: string | undefined, tellCustomer: boolean) => {
    const id = await openCase(world, { contactId })
    const body = { summary: 'Credited', code: 'credited', override: { reason: 'a test' }, tellCustomer }
    await world.as('mira').cases.resolveCase({ params: { id }, body })
    return id
  }
  const { ingrid } = world.contacts
  const [asked, unasked, called] = [
    await resolve(ingrid, true),
    await resolve(ingrid, false),
    await resolve(ingrid, false),
  ]
  const unreachable = await resolve(undefined, true)
  await workOff(world, ['send-message'])
  for (const id of [unasked, unreachable])
    expect(await caseOf(id)).toMatchObject({ nextStep: null, closesAt: expect.any(String) })
  expect(await caseOf(asked)).toMatchObject({ nextStep: { whose: 'customer' }, closure: { asked: true } })
  // What somebody means to do asks nobody.
  const { version, closure } = await caseOf(unasked)
  expect(closure.asked).toBe(false)
  const nextStep = { text: 'Look at the books', whose: 'us' as const, dueAt: null }
  await world.as('mira').cases.changeCase({ params: { id: unasked }, body: { version, nextStep } })
  const { days } = (await caseOf(called)).closure
  world.advance({ days: days - 1 })
  await doTo(world, called, 'call')
  expect(await caseOf(called)).toMatchObject({
    nextStep: { whose: 'customer' },
    closesAt: new Date(world.now.getTime() + days * 86_400_000).toISOString(),
  })
  world.advance({ days: 1 })
  await workOnce(world, 'close-resolved', {})
  expect((await caseOf(called)).status).toBe('resolved')
  const closing = async (id: string) => {
    const { items } = await world.as('ana').cases.getTimeline({ params: { id }, query: {} })
    return items.find(({ name }) => name === 'case.closed')?.content?.because
  }
  for (const id of [unasked, unreachable]) expect(await closing(id)).toContain('was not asked')
  expect(await closing(asked)).toBe('nobody objected in time')
})

test('letters of the demo company stay in the house and count as if they had left', async () => {
  mailLeaves('relay')
  const id = await openCase(world)
  await world.runtime.db.updateTable('cases').set({ demo: true }).where('id', '=', id).execute()
  await reply(world, id)
  relay.mails.length = 0
  await workOff(world, ['send-message'])
  expect((await firstResponse(id)).fulfilled?.letter).toMatchObject({ delivery: 'kept' })
  expect((await caseOf(id)).firstResponseAt).toBe(world.now.toISOString())
  expect(relay.mails).toEqual([])
})

test('a call that reached the customer leaves no letter to wait for', async () => {
  const id = await openCase(world)
  await doTo(world, id, 'call')
  expect((await firstResponse(id)).fulfilled).toMatchObject({ because: { code: 'public_reply' }, letter: null })
})

test('attainment counts the clocks that ended, of cases that the reader may see, as Home does', async () => {
  mailLeaves('nowhere')
  const { db } = world.runtime
  const [prompt, late, hidden] = [await openCase(world), await openCase(world), await openCase(world)]
  const to = () => new Date(world.now.getTime() + 1000).toISOString()
  const from = new Date(world.now.getTime() - 6 * 86_400_000).toISOString()
  const asked = () => ({ query: { from, to: to() } })
  const before = await world.as('admin').sla.getAttainment(asked())
  await doTo(world, prompt, 'call')
  world.advance({ days: 5 })
  await sweep(world.runtime)
  await doTo(world, late, 'call')
  await doTo(world, hidden, 'call')
  await db.updateTable('cases').set({ restricted: true }).where('id', '=', hidden).execute()
  const all = await world.as('admin').sla.getAttainment(asked())
  expect([all.byClock.met - before.byClock.met, all.byClock.breached - before.byClock.breached]).toEqual([1, 2])
  const { kept7Days } = await world.as('admin').reports.getHome({})
  const weekAgo = new Date(world.now.getTime() - 7 * 86_400_000).toISOString()
  const { byClock } = await world.as('admin').sla.getAttainment({ query: { from: weekAgo, to: to() } })
  expect({ met: byClock.met, finished: byClock.met + byClock.breached }).toEqual(kept7Days)
  const month = await world.as('admin').sla.getAttainment({ query: { during: 'this_month' } })
  expect(new Set(month.months.map((row) => row.month))).toEqual(new Set([world.now.toISOString().slice(0, 7)]))
  await expect(world.as('admin').sla.getAttainment({ query: {} })).rejects.toMatchObject({ code: 'malformed' })
  const sum = (rows: readonly { met: number; breached: number }[]) =>
    rows.reduce((all, { met, breached }) => ({ met: all.met + met, breached: all.breached + breached }), {
      met: 0,
      breached: 0,
    })
  expect([sum(all.rows), sum(all.months)]).toEqual([all.byClock, all.byClock])
  const { items } = await world
    .as('admin')
    .sla.listAttainmentClocks({ query: { ...asked().query, figure: 'breached' } })
  expect(items.map((item) => item.case.id)).toEqual(expect.arrayContaining([late, hidden]))
  const elsewhere = await world.as('tom').sla.listAttainmentClocks({ query: { ...asked().query, figure: 'breached' } })
  expect(elsewhere.items.map((item) => item.case.id)).not.toContain(hidden)
})
