import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusal } from '../../../tests/world/expect.ts'
import { mailingWorld } from '../../../tests/world/mailing.ts'
import type { Relay } from '../../../tests/world/relay.ts'
import { askSupplier, caseByMail, ingrid, mailTo, supplier, wordsIn } from '../../../tests/world/sides.ts'
import { workOnce } from '../../../tests/world/work.ts'
import type { World } from '../../../tests/world/world.ts'

let world: World
let relay: Relay
let close: () => Promise<void>
beforeAll(async () => {
  ;({ world, relay, close } = await mailingWorld({ working: true }))
})
afterAll(() => close())

const ana = () => world.as('ana')
const theCase = (id: string) => ana().cases.getCase({ params: { id } })
const theSide = (id: string) => ana().sideconversations.getSideConversation({ params: { id } })
const inHours = (hours: number) => new Date(world.now.getTime() + hours * 3_600_000).toISOString()
const write = (who: 'ana' | 'tom' | 'priya' | 'elena', id: string, body: { text: string; dueAt?: string | null }) =>
  world.as(who).sideconversations.writeSideMessage({ params: { id }, body })
const askTechnical = (caseId: string, more: { dueAt?: string; onCase?: 'on_hold' | 'next_step' }) =>
  ana().sideconversations.startSideConversation({
    params: { id: caseId },
    body: { kind: 'internal', teamId: world.teams.technical, subject: 'The seal?', text: 'Is it?', ...more },
  })
const told = async (said: string) =>
  (await ana().notifications.listNotifications({ query: {} })).items.filter((item) => item.said === said).length
const follow = () => workOnce(world, 'follow-side-conversations', {})

test('a remark of a colleague is no question: neither the thread nor its case moves; nor by who may only note', async () => {
  const found = await caseByMail(world, relay, 'Only a remark')
  const { stage } = await theCase(found.id)
  const side = await askTechnical(found.id, { dueAt: inHours(4), onCase: 'on_hold' })
  expect((await theCase(found.id)).status).toBe('on_hold')
  await write('priya', side.id, { text: 'It is.' })
  const { version } = await theCase(found.id)
  await ana().cases.transitionCase({ params: found.params, body: { version, stage: stage.key } })
  const before = await theCase(found.id)
  world.advance({ hours: 5 })
  for (const who of ['tom', 'elena'] as const) await write(who, side.id, { text: 'Just a remark.' })
  const shown = ({ status, stage, nextStep }: typeof before) => ({ status, stage, nextStep })
  expect(shown(await theCase(found.id))).toEqual(shown(before))
  expect(await theSide(side.id)).toMatchObject({ status: 'answered', move: 'ours' })
  // Whoever may only note takes it over and asks: the thread is theirs to lead, the case is not.
  const mine = { version: (await theSide(side.id)).version, ownerId: world.people.tom }
  await world.as('tom').sideconversations.changeSideConversation({ params: { id: side.id }, body: mine })
  await write('tom', side.id, { text: 'And the bearing?', dueAt: inHours(3) })
  expect(await theSide(side.id)).toMatchObject({ status: 'open', move: 'theirs' })
  expect(shown(await theCase(found.id))).toEqual(shown(before))
})

test('a date for an answer lies ahead, wherever it is entered, and a case that waits keeps one', async () => {
  const found = await caseByMail(world, relay, 'Past dates')
  const past = '2020-01-01T00:00:00.000Z'
  for (const onCase of ['nothing', 'on_hold'] as const)
    expect((await refusal(askSupplier(world, found.id, { dueAt: past, onCase }))).code).toBe('malformed')
  const side = await askTechnical(found.id, { dueAt: inHours(4), onCase: 'next_step' })
  expect((await refusal(write('ana', side.id, { text: 'X', dueAt: past }))).code).toBe('malformed')
  expect((await refusal(write('ana', side.id, { text: 'X', dueAt: null }))).code).toBe('follow_up_needed')
  const current = await theSide(side.id)
  const change = (dueAt: string | null) =>
    ana().sideconversations.changeSideConversation({
      params: { id: side.id },
      body: { version: current.version, dueAt },
    })
  expect((await refusal(change(past))).code).toBe('malformed')
  expect((await refusal(change(null))).code).toBe('follow_up_needed')
  expect((await theSide(side.id)).dueAt).toBe(current.dueAt)
  // Once it has passed, all else of it can still be changed.
  world.advance({ hours: 5 })
  const kept = { version: current.version, ownerId: world.people.mira, dueAt: current.dueAt }
  const { owner } = await ana().sideconversations.changeSideConversation({ params: { id: side.id }, body: kept })
  expect(owner.id).toBe(world.people.mira)
})

test('a second question is reminded of as the first was, and the case waits for it again', async () => {
  const found = await caseByMail(world, relay, 'Asked twice')
  const side = await askTechnical(found.id, { dueAt: inHours(4), onCase: 'next_step' })
  const late = 'Technical support has not answered: The seal?'
  world.advance({ hours: 4 })
  await follow()
  expect(await told(late)).toBe(1)
  await write('priya', side.id, { text: 'It is.' })
  world.advance({ hours: 1 })
  await write('ana', side.id, { text: 'And the bearing?' })
  const dueAt = inHours(4)
  expect(await theSide(side.id)).toMatchObject({ status: 'open', dueAt, overdue: false })
  expect((await theCase(found.id)).nextStep).toMatchObject({ whose: 'third_party', dueAt })
  world.advance({ hours: 3 })
  await follow()
  expect(await told(late)).toBe(1)
  world.advance({ hours: 2 })
  for (const _ of [1, 2]) await follow()
  expect(await told(late)).toBe(2)
})

test('a mail that failed is sent once more only where it could be written today', async () => {
  const found = await caseByMail(world, relay, 'Sent again')
  const [, side] = await mailTo(relay, supplier, () => askSupplier(world, found.id))
  const [message] = await wordsIn(world, side.id)
  const fails = () =>
    world.runtime.db.updateTable('side_message').set({ delivery: 'failed' }).where('id', '=', message!.id).execute()
  const retry = () => ana().sideconversations.retrySideMessage({ params: { id: message!.id } })
  const end = async () =>
    ana().sideconversations.endSideConversation({
      params: { id: side.id },
      body: { version: (await theSide(side.id)).version },
    })
  await fails()
  const addresses = (email: string) => JSON.stringify([{ name: '', email }])
  const write = (email: string) =>
    world.runtime.db
      .updateTable('side_message')
      .set({ to_addresses: addresses(email) })
      .where('id', '=', message!.id)
      .execute()
  await write(ingrid)
  expect((await refusal(retry())).code).toBe('not_for_this_recipient')
  await write(supplier)
  await end()
  expect((await refusal(retry())).code).toBe('side_conversation_has_ended')
  expect((await theSide(side.id)).status).toBe('closed')
  await world.runtime.db
    .updateTable('cases')
    .set({ status: 'closed', stage: 'closed', closed_at: world.now, resolution_summary: 'Done' })
    .where('id', '=', found.id)
    .execute()
  expect((await refusal(retry())).code).toBe('case_is_closed')
  expect((await wordsIn(world, side.id))[0]).toMatchObject({ delivery: 'failed' })
})
