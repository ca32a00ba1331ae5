import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { privateCase } from '../../../tests/world/cases.ts'
import { refusal } from '../../../tests/world/expect.ts'
import { deliver, mailOf } from '../../../tests/world/mail.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { installationSecret } from '../../platform/installation.ts'
import { ourMessageId } from '../mailboxes/rules/tokens.ts'
import { verifyClocks } from '../sla/actions/verify-clocks.ts'

let world: World
let secret: Buffer
beforeAll(async () => {
  world = await testWorld()
  secret = await installationSecret(world.runtime.db, 'mail_token_secret', world.now)
})
afterAll(() => world.close())

let count = 0
const arrive = (headers: Record<string, string>, text?: string) =>
  deliver(world, mailOf({ 'Message-ID': `<moving${++count}@meridianlabs.example>`, ...headers }, text))
const mail = async (subject: string, from = 'Ingrid Sollberg <ingrid.sollberg@meridianlabs.example>') => {
  const { caseId, caseNumber } = await arrive({ Subject: subject, From: from })
  return { id: caseId!, number: caseNumber! }
}
const replyTo = (number: string, subject = 'Another thing') =>
  arrive({
    Subject: subject,
    'In-Reply-To': ourMessageId(secret, Number(number.slice(2)), crypto.randomUUID(), 'caseward.example'),
  })
type Who = Parameters<World['as']>[0]
const theCase = (id: string, who: Who = 'sofia') => world.as(who).cases.getCase({ params: { id } })
const thread = async (id: string) =>
  (await world.as('sofia').conversations.listMessages({ params: { id }, query: { limit: 200 } })).items
const clock = async (id: string, metric: string) =>
  (await world.as('sofia').sla.listClocks({ params: { id } })).items.find(
    (each) => each.metric === metric && each.state === 'running',
  )
const move = async (messageId: string, from: string, to: string, who: Who = 'mira') =>
  world.as(who).families.moveMessage({
    params: { id: messageId },
    body: { to, version: (await theCase(from)).version, toVersion: (await theCase(to)).version },
  })
const split = async (
  messageId: string,
  from: string,
  body: { typeId?: string; subject?: string } = {},
  who: Who = 'ana',
) =>
  world
    .as(who)
    .families.splitMessage({ params: { id: messageId }, body: { version: (await theCase(from)).version, ...body } })
const clean = async () => expect((await verifyClocks(world.runtime.db, 1000)).differences).toEqual([])
const call = { kind: 'call' as const, text: 'Told her', direction: 'out' as const, outcome: 'answered', reached: true }

describe('a message that came to the wrong case', () => {
  test('moves with its clock; answers to it come to its new case, and the ledger knows', async () => {
    const [wrong, right] = [await mail('Pump'), await mail('Invoice')]
    await world.as('ana').conversations.sendReply({ params: wrong, body: call })
    await world.as('ana').conversations.sendReply({ params: right, body: call })
    world.advance({ minutes: 20 })
    const arrived = await replyTo(wrong.number, 'About the invoice')
    const asked = world.now.toISOString()
    expect((await clock(wrong.id, 'next_response'))?.startedAt).toBe(asked)
    const message = (await thread(wrong.id)).find(({ subject }) => subject === 'About the invoice')!
    const preview = await world
      .as('ana')
      .families.previewMove({ params: { id: message.id }, query: { to: right.number } })
    expect(preview).toMatchObject({ allowed: true, to: { number: right.number }, warnings: [] })
    expect(await move(message.id, wrong.id, right.id, 'ana')).toMatchObject({ to: right })
    expect((await thread(right.id)).map(({ id }) => id)).toContain(message.id)
    expect(await clock(wrong.id, 'next_response')).toBeUndefined()
    expect((await clock(right.id, 'next_response'))?.startedAt).toBe(asked)
    expect((await theCase(wrong.id)).customerRepliedAt).toBeNull()
    expect((await theCase(right.id)).customerRepliedAt).toBe(asked)
    const again = await arrive({ Subject: 'Re: About the invoice', 'In-Reply-To': message.messageId! })
    expect(again.caseId).toBe(right.id)
    const entry = await world.as('sofia').mailboxes.getLedgerEntry({ params: { id: arrived.id } })
    expect(entry.caseNumber).toBe(right.number)
    await clean()
  })

  test('a resolved case opens again for what its customer wrote after; a closed one takes it without a clock', async () => {
    const [wrong, solved] = [await mail('Wrong'), await mail('Solved')]
    await world.as('mira').cases.assignCase({ params: solved, body: { ownerId: world.people.ana } })
    await world
      .as('mira')
      .cases.resolveCase({ params: solved, body: { summary: 'Done', override: { reason: 'Test' } } })
    world.advance({ minutes: 20 })
    await replyTo(wrong.number)
    world.advance({ minutes: 5 })
    await replyTo(wrong.number, 'A third')
    const [, second, third] = await thread(wrong.id)
    await move(second!.id, wrong.id, solved.id)
    expect(await theCase(solved.id)).toMatchObject({ status: 'open', reopenedCount: 1 })
    await clean()
    await world
      .as('mira')
      .cases.resolveCase({ params: solved, body: { summary: 'Done', override: { reason: 'Test' } } })
    world.advance({ days: 6 })
    const { closeCase } = await import('../cases/actions/resolve-case.ts')
    const { inTransaction, systemActor } = await import('../../platform/runtime.ts')
    await inTransaction(world.runtime, systemActor, (ctx) => closeCase(ctx, solved.id, 'time is over', false))
    const late = await replyTo(wrong.number, 'Late')
    expect(late.caseId).toBe(wrong.id)
    const latest = (await thread(wrong.id)).find(({ subject }) => subject === 'Late')!
    const preview = await world.as('ana').families.previewMove({ params: { id: latest.id }, query: { to: solved.id } })
    expect(preview.warnings[0]).toContain('is closed')
    await move(latest.id, wrong.id, solved.id)
    await move(third!.id, wrong.id, solved.id)
    expect((await theCase(solved.id)).status).toBe('closed')
    const { items } = await world.as('sofia').sla.listClocks({ params: solved })
    expect(items.filter(({ state }) => state === 'running')).toEqual([])
    await clean()
  })

  test('our own answer moves too, and answers what it answers there', async () => {
    const [wrong, right] = [await mail('One'), await mail('Two')]
    world.advance({ minutes: 5 })
    await world.as('ana').conversations.sendReply({ params: wrong, body: call })
    expect(await clock(wrong.id, 'first_response')).toBeUndefined()
    const said = (await thread(wrong.id)).find(({ kind }) => kind === 'call')!
    await move(said.id, wrong.id, right.id)
    expect(await clock(wrong.id, 'first_response')).toBeDefined()
    expect(await clock(right.id, 'first_response')).toBeUndefined()
    expect(await theCase(wrong.id)).toMatchObject({ firstResponseAt: null })
    await clean()
  })

  test('it takes right and sight on both ends, current versions, and a case that stands for itself', async () => {
    const [wrong, other] = [await mail('Mine'), await mail('Other')]
    const secret = await privateCase(world)
    const [message] = await thread(wrong.id)
    const [hidden] = await thread(secret.id)
    expect((await refusal(move(message!.id, wrong.id, secret.id, 'priya'))).code).toBe('not_found')
    expect((await refusal(move(hidden!.id, secret.id, wrong.id, 'priya'))).code).toBe('not_found')
    expect(
      (await refusal(world.as('priya').families.previewMove({ params: { id: hidden!.id }, query: { to: wrong.id } })))
        .code,
    ).toBe('not_found')
    expect((await refusal(split(hidden!.id, secret.id, {}, 'priya'))).code).toBe('not_found')
    expect((await refusal(move(hidden!.id, secret.id, wrong.id, 'ana'))).code).toBe('message_cannot_be_moved')
    expect((await refusal(move(message!.id, wrong.id, other.id, 'tom'))).code).toBe('not_allowed')
    const { version } = await theCase(wrong.id)
    const stale = world
      .as('ana')
      .families.moveMessage({ params: { id: message!.id }, body: { to: other.id, version, toVersion: 99 } })
    expect((await refusal(stale)).code).toBe('changed_meanwhile')
    const later = await world
      .as('ana')
      .conversations.sendReply({ params: wrong, body: { kind: 'reply', text: 'Soon', undoSeconds: 30 } })
    expect((await refusal(move(later.id, wrong.id, other.id))).code).toBe('message_cannot_be_moved')
    const { version: v, version: intoVersion } = await theCase(other.id)
    await world.as('ana').families.mergeCase({
      params: other,
      body: { into: wrong.id, version: v, intoVersion: (await theCase(wrong.id)).version },
    })
    expect(intoVersion).toBe(v)
    expect((await refusal(move(message!.id, wrong.id, other.id))).code).toBe('message_cannot_be_moved')
    expect((await thread(wrong.id)).map(({ id }) => id)).toContain(message!.id)
  })

  test('two moves in opposite directions at once both end', async () => {
    const [a, b] = [await mail('A'), await mail('B')]
    const [[ofA], [ofB]] = [await thread(a.id), await thread(b.id)]
    const outcomes = await Promise.allSettled([move(ofA!.id, a.id, b.id), move(ofB!.id, b.id, a.id)])
    expect(outcomes.some(({ status }) => status === 'fulfilled')).toBe(true)
    for (const each of outcomes) if (each.status === 'rejected') expect(each.reason.code).toBe('changed_meanwhile')
    await clean()
  })
})

describe('a message that is a matter of its own', () => {
  test('opens a linked case of the chosen type, with its files, which has waited since it was received', async () => {
    const first = await mail('Pump')
    await world.as('ana').conversations.sendReply({ params: first, body: call })
    world.advance({ minutes: 20 })
    const boundary = 'x'
    const parts = [
      `--${boundary}`,
      'Content-Type: text/plain',
      '',
      'And the invoice is wrong.',
      `--${boundary}`,
      'Content-Type: text/csv; name="lines.csv"',
      'Content-Disposition: attachment; filename="lines.csv"',
      '',
      'a,b',
      `--${boundary}--`,
    ].join('\r\n')
    await arrive(
      {
        Subject: 'The invoice',
        'MIME-Version': '1.0',
        'Content-Type': `multipart/mixed; boundary=${boundary}`,
        'In-Reply-To': ourMessageId(secret, Number(first.number.slice(2)), crypto.randomUUID(), 'caseward.example'),
      },
      parts,
    )
    const asked = world.now.toISOString()
    world.advance({ minutes: 30 })
    const message = (await thread(first.id)).find(({ subject }) => subject === 'The invoice')!
    const { items: types } = await world.as('ana').types.listTypes({})
    const type = types.find(({ key }) => key === 'billing_dispute')!
    const made = await split(message.id, first.id, { typeId: type.id })
    expect(made).toMatchObject({
      subject: 'The invoice',
      type: { key: 'billing_dispute' },
      followUpOf: { number: first.number },
      createdAt: asked,
    })
    expect((await clock(made.id, 'first_response'))?.startedAt).toBe(asked)
    expect(await clock(first.id, 'next_response')).toBeUndefined()
    const [alone] = await thread(made.id)
    expect(alone).toMatchObject({ id: message.id, attachments: [{ name: 'lines.csv' }] })
    const file = await world.app.inject({
      url: `/api/v1/attachments/${alone!.attachments[0]!.id}`,
      headers: world.headersOf('ana'),
    })
    expect([file.statusCode, file.body]).toEqual([200, 'a,b'])
    const again = await arrive({ Subject: 'Re', 'In-Reply-To': message.messageId! })
    expect(again.caseId).toBe(made.id)
    await clean()
  })

  test('a restricted case keeps its circle', async () => {
    const { id, team } = await privateCase(world)
    await world.as('ana').conversations.sendReply({ params: { id }, body: { kind: 'note', text: 'Another thing' } })
    const note = (await thread(id)).find(({ kind }) => kind === 'note')!
    const { items: types } = await world.as('ana').types.listTypes({})
    const made = await split(note.id, id, {
      typeId: types.find(({ key }) => key === 'technical_issue')!.id,
      subject: 'Apart',
    })
    expect(made).toMatchObject({ restricted: true, team: { id: team.id }, subject: 'Apart' })
    expect((await refusal(theCase(made.id, 'priya'))).code).toBe('not_found')
  })

  test('neither our own letter nor the only message of a case splits off', async () => {
    const first = await mail('Only')
    const [only] = await thread(first.id)
    expect((await refusal(split(only!.id, first.id))).code).toBe('message_cannot_be_moved')
    const ours = await world.as('ana').conversations.sendReply({ params: first, body: { kind: 'reply', text: 'Soon' } })
    expect((await refusal(split(ours.id, first.id))).code).toBe('message_cannot_be_moved')
  })
})
