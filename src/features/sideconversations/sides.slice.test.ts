import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusal } from '../../../tests/world/expect.ts'
import { deliver } from '../../../tests/world/mail.ts'
import { mailingWorld } from '../../../tests/world/mailing.ts'
import type { Relay } from '../../../tests/world/relay.ts'
import {
  answerTo,
  askSupplier,
  caseByMail,
  clocksOf,
  ingrid,
  mailTo,
  newId,
  replyToOf,
  sidesOf,
  supplier,
  threadOf,
  wordsIn,
} from '../../../tests/world/sides.ts'
import { eventually, workFor, workOnce } from '../../../tests/world/work.ts'
import type { World } from '../../../tests/world/world.ts'

let world: World
let relay: Relay
let close: () => Promise<void>
let work: { stop: () => Promise<void> }
beforeAll(async () => {
  ;({ world, relay, close } = await mailingWorld({ working: false }))
  work = await workFor(world)
})
afterAll(async () => {
  await work.stop()
  await close()
})

const ana = () => world.as('ana')
const theCase = (id: string) => ana().cases.getCase({ params: { id } })
const theSide = (id: string) => ana().sideconversations.getSideConversation({ params: { id } })
const inHours = (hours: number) => new Date(world.now.getTime() + hours * 3_600_000).toISOString()
const namesOf = async (id: string) =>
  (await ana().cases.getTimeline({ params: { id }, query: {} })).items.map(({ name }) => name)
const told = async (who: 'ana' | 'tom' | 'luca') =>
  (await world.as(who).notifications.listNotifications({ query: {} })).items.map(({ said }) => said)

test('the case waits for them until a date, and it is our move once they answered; its stage is for people to say', async () => {
  const found = await caseByMail(world, relay, 'On hold')
  const dueAt = inHours(48)
  const [mail, side] = await mailTo(relay, supplier, () => askSupplier(world, found.id, { dueAt, onCase: 'on_hold' }))
  const waiting = await eventually(async () => {
    const now = await theCase(found.id)
    return now.status === 'on_hold' && now
  })
  expect(waiting.nextStep).toMatchObject({
    text: 'Helvar Pumps AB answers: Impeller for a P40',
    whose: 'third_party',
    dueAt,
  })
  const clocks = await clocksOf(world, found.id)
  await answerTo(world, mail, supplier)
  const after = await theCase(found.id)
  expect(after).toMatchObject({
    status: 'on_hold',
    stage: waiting.stage,
    nextStep: { text: 'Helvar Pumps AB answered: read it and go on', whose: 'us', person: { id: world.people.ana } },
  })
  expect(await clocksOf(world, found.id)).toEqual(clocks)
  expect(await theSide(side.id)).toMatchObject({ status: 'answered', move: 'ours' })
  await ana().cases.seeCase({ params: found.params })
  const { items } = await ana().cases.myNext({})
  const mine = items.find((item) => item.case.id === found.id)!
  expect(mine.group).not.toBe('waiting')
  expect(mine.matters[0]?.reason).toBe('Next: Helvar Pumps AB answered: read it and go on')
})

test('a step of somebody else’s stays as it is; without a date nothing waits', async () => {
  const found = await caseByMail(world, relay, 'Own step')
  expect((await refusal(askSupplier(world, found.id, { onCase: 'next_step' }))).code).toBe('follow_up_needed')
  const [mail] = await mailTo(relay, supplier, () =>
    askSupplier(world, found.id, { onCase: 'next_step', dueAt: inHours(10) }),
  )
  const now = await theCase(found.id)
  expect(now.nextStep).toMatchObject({ whose: 'third_party' })
  await ana().cases.changeCase({
    params: found.params,
    body: { version: now.version, nextStep: { text: 'Call Ingrid', whose: 'us', dueAt: inHours(2) } },
  })
  await answerTo(world, mail, supplier)
  expect((await theCase(found.id)).nextStep).toMatchObject({ text: 'Call Ingrid' })
})

test('who does not answer in time is reminded of, once for each date', async () => {
  const found = await caseByMail(world, relay, 'Late')
  const [, side] = await mailTo(relay, supplier, () =>
    askSupplier(world, found.id, { subject: 'Late parts', dueAt: inHours(4) }),
  )
  const count = async () =>
    (await told('ana')).filter((said) => said === 'Helvar Pumps AB has not answered: Late parts')
  await workOnce(world, 'follow-side-conversations', {})
  expect(await count()).toHaveLength(0)
  world.advance({ hours: 4 })
  await Promise.all([1, 2].map(() => workOnce(world, 'follow-side-conversations', {})))
  expect(await count()).toHaveLength(1)
  expect(await theSide(side.id)).toMatchObject({ overdue: true, move: 'theirs' })
  const { version } = await theSide(side.id)
  await ana().sideconversations.changeSideConversation({
    params: { id: side.id },
    body: { version, dueAt: inHours(1) },
  })
  expect(await theSide(side.id)).toMatchObject({ overdue: false })
  world.advance({ hours: 2 })
  await workOnce(world, 'follow-side-conversations', {})
  expect(await count()).toHaveLength(2)
})

test('one that has not ended holds the closure, and may be overridden with a reason', async () => {
  const found = await caseByMail(world, relay, 'To be closed')
  const [, side] = await mailTo(relay, supplier, () => askSupplier(world, found.id))
  const asked = async () =>
    (await theCase(found.id)).closure.requirements.filter(({ kind }) => kind === 'side_conversation')
  expect(await asked()).toMatchObject([
    {
      key: `side ${side.id}`,
      label: 'Side conversation with Helvar Pumps AB ended',
      met: false,
      holds: 'Ana Ferreira',
    },
  ])
  const body = { version: (await theSide(side.id)).version }
  await ana().sideconversations.endSideConversation({ params: { id: side.id }, body })
  expect(await asked()).toEqual([])
  expect((await refusal(ana().sideconversations.endSideConversation({ params: { id: side.id }, body }))).code).toBe(
    'changed_meanwhile',
  )
  const write = ana().sideconversations.writeSideMessage({ params: { id: side.id }, body: { text: 'One more' } })
  expect((await refusal(write)).code).toBe('side_conversation_has_ended')
})

test('an answer to a resolved or closed case reopens nothing: it shows there, and whoever sees to it is told', async () => {
  const found = await caseByMail(world, relay, 'Resolved long ago')
  const [mail, side] = await mailTo(relay, supplier, () => askSupplier(world, found.id, { subject: 'After all' }))
  const end = { params: { id: side.id }, body: { version: (await theSide(side.id)).version } }
  await ana().sideconversations.endSideConversation(end)
  await world.runtime.db
    .updateTable('cases')
    .set({ status: 'resolved', stage: 'resolved', resolved_at: world.now, resolution_summary: 'Done' })
    .where('id', '=', found.id)
    .execute()
  const fate = await answerTo(world, mail, supplier)
  expect(fate).toMatchObject({ fate: 'reply', sideConversationId: side.id })
  expect(await theCase(found.id)).toMatchObject({ status: 'resolved', reopenedCount: 0 })
  expect(await theSide(side.id)).toMatchObject({ status: 'answered' })
  expect(await told('ana')).toContain('Helvar Pumps AB answered: After all')
  await world.runtime.db
    .updateTable('cases')
    .set({ status: 'closed', stage: 'closed', closed_at: world.now })
    .where('id', '=', found.id)
    .execute()
  await answerTo(world, mail, supplier, {}, 'And one more.')
  expect(await theCase(found.id)).toMatchObject({ status: 'closed' })
  const body = { version: (await theSide(side.id)).version }
  await ana().sideconversations.endSideConversation({ params: { id: side.id }, body })
  expect(await theSide(side.id)).toMatchObject({ status: 'closed', move: null })
})

test('machines answer nothing: an absence notice is shown and moves nobody', async () => {
  const found = await caseByMail(world, relay, 'Absent')
  const [mail, side] = await mailTo(relay, supplier, () => askSupplier(world, found.id, { subject: 'Absent?' }))
  const fate = await answerTo(world, mail, supplier, { 'Auto-Submitted': 'auto-replied' }, 'I am on leave.')
  expect(fate).toMatchObject({ fate: 'machine', sideConversationId: side.id })
  expect(await theSide(side.id)).toMatchObject({ status: 'open', move: 'theirs', last: { ours: true } })
  expect((await wordsIn(world, side.id)).at(-1)).toMatchObject({ machine: true, text: 'I am on leave.' })
  expect(await told('ana')).not.toContain('Helvar Pumps AB answered: Absent?')
  // Our own mail that comes back is a loop, wherever it leads.
  const loop = await deliver(world, mail.raw)
  expect(loop).toMatchObject({ fate: 'machine', reason: 'our_own_message' })
  expect(loop.sideConversationId).toBeUndefined()
})

test('a bounce stands at the mail that did not reach them, and touches no message of the customer', async () => {
  const found = await caseByMail(world, relay, 'Bounced')
  const [mail, side] = await mailTo(relay, supplier, () => askSupplier(world, found.id, { subject: 'Bounced?' }))
  await eventually(async () => (await wordsIn(world, side.id))[0]!.delivery === 'sent')
  const status = (await theCase(found.id)).status
  const report = (recipient: string) =>
    [
      'From: Mail Delivery System <MAILER-DAEMON@helvar.example>',
      `To: ${replyToOf(mail)}`,
      'Subject: Undelivered Mail Returned to Sender',
      `Message-ID: ${newId('helvar.example')}`,
      'Auto-Submitted: auto-replied',
      'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'It could not be delivered.',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.helvar.example',
      '',
      `Final-Recipient: rfc822; ${recipient}`,
      'Action: failed',
      'Status: 5.1.1',
      'Diagnostic-Code: smtp; 550 no such user',
      '--b',
      'Content-Type: text/rfc822-headers',
      '',
      `Message-ID: ${mail.header('message-id')}`,
      '--b--',
      '',
    ].join('\r\n')
  // About an address that we did not write to, it says nothing.
  await deliver(world, report(ingrid))
  expect((await wordsIn(world, side.id))[0]).toMatchObject({ delivery: 'sent' })
  const fate = await deliver(world, report(supplier))
  expect(fate).toMatchObject({ fate: 'machine', reason: 'bounce', sideConversationId: side.id })
  expect((await wordsIn(world, side.id))[0]).toMatchObject({
    delivery: 'failed',
    deliveryError: expect.stringContaining('no such user'),
  })
  expect(await theSide(side.id)).toMatchObject({ status: 'answered', move: 'ours', failed: true })
  expect(await told('ana')).toContain('Did not reach Helvar Pumps AB: Bounced?')
  expect((await threadOf(world, found.id)).every(({ delivery }) => delivery !== 'failed')).toBe(true)
  expect((await theCase(found.id)).status).toBe(status)
  const [again] = await mailTo(relay, supplier, async () => {
    const [first] = await wordsIn(world, side.id)
    await ana().sideconversations.retrySideMessage({ params: { id: first!.id } })
  })
  expect(again.header('message-id')).toBe(mail.header('message-id'))
  expect(await theSide(side.id)).toMatchObject({ move: 'theirs' })
})

test('taken back in its window, nothing leaves, nothing waits, and it is as if it never was', async () => {
  const found = await caseByMail(world, relay, 'Taken back')
  // Jobs are due by the machine's clock, which is ahead of this world's.
  await work.stop()
  const side = await askSupplier(world, found.id, { undoSeconds: 60, onCase: 'on_hold', dueAt: inHours(5) })
  const [message] = await wordsIn(world, side.id)
  expect(message).toMatchObject({ delivery: 'held' })
  await ana().sideconversations.undoSideMessage({ params: { id: message!.id } })
  expect(await sidesOf(world, found.id)).toEqual([])
  const now = await theCase(found.id)
  expect(now.status).not.toBe('on_hold')
  expect(now.closure.requirements.some(({ kind }) => kind === 'side_conversation')).toBe(false)
  work = await workFor(world)
  await workOnce(world, 'release-side-message', { id: message!.id })
  await workOnce(world, 'follow-side-conversations', {})
  expect((await refusal(ana().sideconversations.retrySideMessage({ params: { id: message!.id } }))).code).toBe(
    'not_found',
  )
  expect(relay.mails.some((mail) => mail.raw.includes(message!.id.replaceAll('-', '')))).toBe(false)
})

test('a mail that leaves is nobody’s edit: it can be ended at any moment after writing, and stays so', async () => {
  const found = await caseByMail(world, relay, 'A last word')
  const [, side] = await mailTo(relay, supplier, () => askSupplier(world, found.id))
  await work.stop()
  const params = { id: side.id }
  const { version } = await theSide(side.id)
  const write = (text: string) => ana().sideconversations.writeSideMessage({ params, body: { text, undoSeconds: 60 } })
  const release = (id: string) => workOnce(world, 'release-side-message', { id })
  await release((await write('One more question')).id)
  const last = await write('Thank you, that is all')
  expect(await theSide(side.id)).toMatchObject({ move: 'theirs', version })
  await ana().sideconversations.endSideConversation({ params, body: { version } })
  await release(last.id)
  expect(await theSide(side.id)).toMatchObject({ status: 'closed', move: null })
  work = await workFor(world)
  expect((await wordsIn(world, side.id)).at(-1)).not.toMatchObject({ delivery: 'held' })
})

test('a team of ours is asked: its people answer, whoever asked is told, and the customer reads nothing of it', async () => {
  const found = await caseByMail(world, relay, 'Within the house')
  const thread = await threadOf(world, found.id)
  const side = await ana().sideconversations.startSideConversation({
    params: found.params,
    body: { kind: 'internal', teamId: world.teams.technical, subject: 'Is it the seal?', text: 'Look at the picture.' },
  })
  expect(side).toMatchObject({ kind: 'internal', party: 'Technical support', move: 'theirs' })
  expect(await told('luca')).toContain('You were asked: Is it the seal?')
  const asked = (who: 'priya' | 'elena') =>
    world.as(who).sideconversations.listMySideConversations({ query: { of: 'asked' } })
  expect((await asked('priya')).items.map(({ id }) => id)).toContain(side.id)
  expect((await asked('elena')).items).toEqual([])
  const write = (who: 'ana' | 'priya' | 'elena', text: string) =>
    world.as(who).sideconversations.writeSideMessage({ params: { id: side.id }, body: { text } })
  // A colleague of whoever asked adds something: it is no answer.
  expect(await write('elena', 'They called again.')).toMatchObject({ ours: true })
  expect(await theSide(side.id)).toMatchObject({ move: 'theirs' })
  expect(await write('priya', 'It is the seal.')).toMatchObject({ ours: false })
  expect(await theSide(side.id)).toMatchObject({ status: 'answered', move: 'ours', last: { by: 'Priya Nair' } })
  expect(await told('ana')).toContain('Technical support answered: Is it the seal?')
  expect(await threadOf(world, found.id)).toEqual(thread)
  const to = { params: { id: side.id }, body: { text: 'X', to: [{ email: supplier }] } }
  expect((await refusal(ana().sideconversations.writeSideMessage(to))).code).toBe('malformed')
  const mine = await ana().sideconversations.listMySideConversations({ query: { of: 'mine', limit: 1 } })
  expect(mine.nextCursor).not.toBeNull()
  const next = await ana().sideconversations.listMySideConversations({
    query: { of: 'mine', limit: 200, cursor: mine.nextCursor! },
  })
  expect(next.items.map(({ id }) => id)).not.toContain(mine.items[0]!.id)
  const light = world.as('tom').sideconversations
  expect((await light.writeSideMessage({ params: { id: side.id }, body: { text: 'Noted.' } })).ours).toBe(true)
})

test('a merged case takes its side conversations along, answers too, and the undo brings them back', async () => {
  const source = await caseByMail(world, relay, 'Merged away')
  const survivor = await caseByMail(world, relay, 'Survivor')
  const [mail, side] = await mailTo(relay, supplier, () => askSupplier(world, source.id))
  const mira = world.as('mira').families
  const versions = [await theCase(source.id), await theCase(survivor.id)].map(({ version }) => version)
  await mira.mergeCase({
    params: source.params,
    body: { into: survivor.number, version: versions[0]!, intoVersion: versions[1]! },
  })
  expect((await sidesOf(world, survivor.id)).map(({ id }) => id)).toEqual([side.id])
  expect(await theSide(side.id)).toMatchObject({ case: { number: survivor.number } })
  expect(await answerTo(world, mail, supplier)).toMatchObject({ caseId: survivor.id, sideConversationId: side.id })
  expect(await namesOf(survivor.id)).toContain('side_message.received')
  expect((await theCase(survivor.id)).closure.requirements.some(({ key }) => key === `side ${side.id}`)).toBe(true)
  const { items } = await mira.listMerges({ params: survivor.params })
  await mira.undoMerge({ params: { id: items[0]!.id } })
  expect(await sidesOf(world, survivor.id)).toEqual([])
  expect((await sidesOf(world, source.id)).map(({ id }) => id)).toEqual([side.id])
  expect(await wordsIn(world, side.id)).toHaveLength(2)
})

test('whoever leaves for good leaves it to the owner of the case, who is told', async () => {
  const found = await caseByMail(world, relay, 'Left behind')
  const side = await world.as('elena').sideconversations.startSideConversation({
    params: found.params,
    body: { kind: 'mail', subject: 'Left behind?', text: 'When?', to: [{ email: supplier }], party: 'Helvar Pumps AB' },
  })
  expect(side.owner.name).toBe('Elena Brandt')
  await world.as('admin').people.deactivatePerson({ params: { id: world.people.elena }, body: {} })
  expect((await theSide(side.id)).owner.name).toBe('Ana Ferreira')
  expect(await told('ana')).toContain('Now yours: Helvar Pumps AB, Left behind?')
})

test('the source of an answer is for those who see its case', async () => {
  const found = await caseByMail(world, relay, 'Source')
  const [mail, side] = await mailTo(relay, supplier, () => askSupplier(world, found.id))
  await answerTo(world, mail, supplier, {}, 'In its own words.')
  const { id, hasRaw } = (await wordsIn(world, side.id)).at(-1)!
  expect(hasRaw).toBe(true)
  const source = (who: 'priya' | 'nobody') =>
    world.app.inject({ method: 'GET', url: `/api/v1/messages/${id}/raw`, headers: world.headersOf(who) })
  expect((await source('priya')).body).toContain('In its own words.')
  expect((await source('nobody')).statusCode).toBe(401)
  await world.runtime.db.updateTable('cases').set({ restricted: true }).where('id', '=', found.id).execute()
  expect((await source('priya')).statusCode).toBe(404)
})
