import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusal } from '../../../tests/world/expect.ts'
import { deliver, mailOf, sentOn } from '../../../tests/world/mail.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { installationSecret } from '../../platform/installation.ts'
import { verifyClocks } from '../sla/actions/verify-clocks.ts'
import { ourMessageId } from './rules/tokens.ts'

let world: World
let secret: Buffer
beforeAll(async () => {
  world = await testWorld()
  secret = await installationSecret(world.runtime.db, 'mail_token_secret', world.now)
})
afterAll(() => world.close())

let count = 0
const newId = (domain: string) => `<held${++count}@${domain}>`
const ingrid = 'ingrid.sollberg@meridianlabs.example'

/** A case with an answer of ours, and a stranger's mail that answers it. */
async function heldMail() {
  const opened = await deliver(world, mailOf({ Subject: 'Pump', 'Message-ID': newId('meridianlabs.example') }))
  const number = Number(opened.caseNumber!.slice(2))
  const messageId = ourMessageId(secret, number, crypto.randomUUID(), 'caseward.example')
  await sentOn(world, opened.caseId!, { messageId, to: ingrid })
  const call = {
    kind: 'call' as const,
    text: 'Told her',
    direction: 'out' as const,
    outcome: 'answered',
    reached: true,
  }
  await world.as('admin').conversations.sendReply({ params: { id: opened.caseId! }, body: call })
  world.advance({ minutes: 10 })
  const held = await deliver(
    world,
    mailOf({
      From: 'Kari Holm <kari@meridian-ap.example>',
      Subject: 'Re: Pump',
      'In-Reply-To': messageId,
      'Message-ID': newId('meridian-ap.example'),
    }),
  )
  expect(held.fate).toBe('held')
  return { caseId: opened.caseId!, number: opened.caseNumber!, held }
}

const decide = (id: string, body: Parameters<ReturnType<World['as']>['mailboxes']['decideMail']>[0]['body']) =>
  world.as('admin').mailboxes.decideMail({ params: { id }, body })
const theCase = (id: string) => world.as('admin').cases.getCase({ params: { id } })
const thread = async (id: string) =>
  (await world.as('admin').conversations.listMessages({ params: { id }, query: { limit: 200 } })).items

test('the ledger proposes the case of a held mail, to those who may see it', async () => {
  const { held, number } = await heldMail()
  const entry = await world.as('admin').mailboxes.getLedgerEntry({ params: { id: held.id } })
  expect(entry.proposedCase).toMatchObject({ number, subject: 'Pump', closed: false })
  const counts = await world.as('admin').mailboxes.countLedger({})
  expect(counts.waiting.find(({ fate }) => fate === 'held')!.count).toBeGreaterThan(0)
  const { items } = await world.as('admin').mailboxes.listLedger({ query: { limit: 200 } })
  expect(counts.today.reduce((sum, each) => sum + each.count, 0)).toBe(items.length)
})

test('accepted: the message stands in the proposed case with its clock, its own case goes out of work', async () => {
  const { caseId, number, held } = await heldMail()
  const before = await thread(caseId)
  const decided = await decide(held.id, { do: 'accept' })
  expect(decided).toMatchObject({ fate: 'reply', caseNumber: number, reason: 'accepted_by_hand', proposedCase: null })
  expect(await thread(caseId)).toHaveLength(before.length + 1)
  expect(await thread(held.caseId!)).toHaveLength(0)
  const own = await theCase(held.caseId!)
  expect(own).toMatchObject({ status: 'closed', mergedInto: { number } })
  const { items: ended } = await world.as('admin').sla.listClocks({ params: { id: held.caseId! } })
  expect(ended.length).toBeGreaterThan(0)
  expect(ended.every((clock) => clock.state === 'cancelled' && clock.metAt === null)).toBe(true)
  const { items: clocks } = await world.as('admin').sla.listClocks({ params: { id: caseId } })
  expect(clocks.find((clock) => clock.metric === 'next_response' && clock.state === 'running')?.startedAt).toBe(
    decided.receivedAt,
  )
  expect((await refusal(decide(held.id, { do: 'keep' }))).code).toBe('transition_not_allowed')
  expect((await verifyClocks(world.runtime.db)).differences).toEqual([])
})

test('kept: it stays a case of its own and is proposed no more', async () => {
  const { caseId, held } = await heldMail()
  expect(await decide(held.id, { do: 'keep' })).toMatchObject({ fate: 'new_case', proposedCase: null })
  expect(await theCase(held.caseId!)).toMatchObject({ proposedCase: null })
  expect((await theCase(held.caseId!)).status).not.toBe('closed')
  expect(await thread(caseId)).toHaveLength(3)
})

test('kept still, where its own case was answered and closed before anybody decided', async () => {
  const { held } = await heldMail()
  await world.runtime.db
    .updateTable('cases')
    .set({ status: 'closed', stage: 'closed', resolution_summary: 'Done', owner_id: world.people.ana })
    .where('id', '=', held.caseId!)
    .execute()
  expect((await refusal(decide(held.id, { do: 'accept' }))).code).toBe('case_is_closed')
  expect(await decide(held.id, { do: 'keep' })).toMatchObject({ fate: 'new_case', proposedCase: null })
})

test('discarded: it rests in the ledger with the reason, its case is out of work, and nothing is lost', async () => {
  const { held } = await heldMail()
  expect(await decide(held.id, { do: 'discard', reason: 'Spam' })).toMatchObject({
    fate: 'quarantined',
    reason: 'discarded_by_hand',
    error: 'Spam',
  })
  expect((await theCase(held.caseId!)).status).toBe('closed')
  expect(await thread(held.caseId!)).toHaveLength(1)
  const again = await world.as('admin').mailboxes.retryMail({ params: { id: held.id } })
  expect(again.fate).toBe('quarantined')
  expect((await refusal(decide(held.id, { do: 'discard', reason: 'Spam' }))).code).toBe('transition_not_allowed')
})

test('put away by mistake: it comes back as a case of its own, with its message, waiting since it was received', async () => {
  const { held } = await heldMail()
  const receivedAt = world.now.toISOString()
  expect((await refusal(decide(held.id, { do: 'take_back' }))).code).toBe('transition_not_allowed')
  await decide(held.id, { do: 'discard', reason: 'Spam' })
  world.advance({ minutes: 30 })
  const back = await decide(held.id, { do: 'take_back' })
  expect(back).toMatchObject({ fate: 'new_case', reason: 'taken_back', error: null })
  const made = await theCase(back.caseId!)
  const ended = await theCase(held.caseId!)
  expect(made).toMatchObject({
    status: 'open',
    subject: 'Re: Pump',
    followUpOf: { number: ended.number },
    createdAt: receivedAt,
  })
  expect(await thread(made.id)).toHaveLength(1)
  expect(await thread(ended.id)).toHaveLength(0)
  const { items } = await world.as('admin').sla.listClocks({ params: { id: made.id } })
  expect(items.find(({ metric }) => metric === 'first_response')).toMatchObject({
    state: 'running',
    startedAt: receivedAt,
  })
  expect((await verifyClocks(world.runtime.db, 200)).differences).toEqual([])
  expect((await refusal(decide(held.id, { do: 'take_back' }))).code).toBe('transition_not_allowed')
})

test('a case that somebody worked on keeps its mail', async () => {
  const { held } = await heldMail()
  await world
    .as('admin')
    .conversations.sendReply({ params: { id: held.caseId! }, body: { kind: 'note', text: 'I called her.' } })
  const said = await refusal(decide(held.id, { do: 'accept' }))
  expect(said).toMatchObject({
    code: 'transition_not_allowed',
    detail: { because: expect.stringContaining('worked on') },
  })
  expect((await refusal(decide(held.id, { do: 'discard', reason: 'Spam' }))).code).toBe('transition_not_allowed')
})

test('what was proposed for a closed case goes on as its follow-up', async () => {
  const { caseId, held, number } = await heldMail()
  await world.runtime.db
    .updateTable('cases')
    .set({ status: 'closed', stage: 'closed', resolution_summary: 'Done', owner_id: world.people.ana })
    .where('id', '=', caseId)
    .execute()
  expect(await decide(held.id, { do: 'accept' })).toMatchObject({ fate: 'new_case', reason: 'follows_closed' })
  expect(await theCase(held.caseId!)).toMatchObject({ followUpOf: { number }, proposedCase: null })
})

test('agents decide nothing here', async () => {
  const { held } = await heldMail()
  const asked = world.as('agent').mailboxes.decideMail({ params: { id: held.id }, body: { do: 'accept' } })
  expect((await refusal(asked)).code).toBe('not_allowed')
})
