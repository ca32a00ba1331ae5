import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusal } from '../../../tests/world/expect.ts'
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
import { eventually } from '../../../tests/world/work.ts'
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
const reply = (id: string, text: string) =>
  ana().conversations.sendReply({ params: { id }, body: { kind: 'reply', text } })
const codeOf = async (call: Promise<unknown>) => (await refusal(call)).code
const plain = (raw: string) => raw.replace(/=\r\n/g, '').replace(/=3D/g, '=')

test('the supplier gets what was typed, and no id, mark, word or note of the customer’s thread', async () => {
  const found = await caseByMail(world, relay)
  await ana().conversations.sendReply({ params: found.params, body: { kind: 'note', text: 'Credit them quietly' } })
  const [mail, side] = await mailTo(relay, supplier, () => askSupplier(world, found.id))
  const raw = plain(mail.raw)
  const number = found.number.slice(2)
  expect(mail.to).toEqual([supplier])
  expect(mail.header('subject')).toBe('Impeller for a P40')
  expect(raw).toContain('When can you deliver?')
  for (const told of [found.number, `c${number}.`, ingrid, 'Ingrid', 'secret order', 'quietly', 'Pump stands still'])
    expect(raw.toLowerCase(), told).not.toContain(told.toLowerCase())
  expect(mail.header('references')).toBeUndefined()
  expect(mail.header('in-reply-to')).toBeUndefined()
  expect(mail.from).toBe(replyToOf(mail))
  expect(replyToOf(mail)).toMatch(/^support\+s\d+\.[a-z2-7]{26}@/)
  expect(replyToOf(mail)).not.toBe(replyToOf(found.answer))
  expect(side).toMatchObject({ status: 'open', move: 'theirs', party: 'Helvar Pumps AB' })
  expect(await threadOf(world, found.id)).toHaveLength(3)
})

test('marks that were quoted by hand prove nothing: they do not leave with the text, either way', async () => {
  const found = await caseByMail(world, relay, 'Quoted by hand')
  const address = replyToOf(found.answer)
  const token = /ref:c\d+\.[a-z2-7]{26}/.exec(plain(found.answer.raw))![0]
  const text = `They wrote:\n> to ${address}\n> ${found.number} · ${token}\n> ${found.answer.header('message-id')}`
  const [mail] = await mailTo(relay, supplier, () => askSupplier(world, found.id, { text }))
  const raw = plain(mail.raw)
  expect(raw).toContain('They wrote:')
  expect(raw).not.toMatch(/\bc\d+\.([0-9a-f]{32}\.)?[a-z2-7]{26}/)
  const pasted = `Helvar says (${replyToOf(mail)}): Friday`
  const [last] = await mailTo(relay, ingrid, () => reply(found.id, pasted))
  expect(plain(last.raw)).toContain('Helvar says')
  expect(plain(last.raw)).not.toMatch(/\bs\d+\.[a-z2-7]{26}/)
})

test('an answer goes into the side conversation: not into the thread, on no clock, into no status', async () => {
  const found = await caseByMail(world, relay, 'Answered')
  const [mail, side] = await mailTo(relay, supplier, () => askSupplier(world, found.id))
  const [clocks, before] = [await clocksOf(world, found.id), await threadOf(world, found.id)]
  const unread = (await theCase(found.id)).customerRepliedAt
  world.advance({ minutes: 5 })
  const fate = await answerTo(world, mail, supplier)
  expect(fate).toMatchObject({ fate: 'reply', reason: 'reference', caseId: found.id, sideConversationId: side.id })
  expect(fate.messageId).toBeUndefined()
  expect(await threadOf(world, found.id)).toEqual(before)
  expect(await clocksOf(world, found.id)).toEqual(clocks)
  const now = await theCase(found.id)
  expect(now.customerRepliedAt).toBe(unread)
  expect(now.replyTo.map(({ email }) => email)).toEqual([ingrid])
  expect(now.replyCc).toEqual([])
  const [shown] = await sidesOf(world, found.id)
  expect(shown).toMatchObject({
    status: 'answered',
    move: 'ours',
    last: { text: 'On Friday, by courier.', ours: false },
  })
  const told = await ana().notifications.listNotifications({ query: {} })
  expect(told.items[0]).toMatchObject({
    kind: 'side_conversation',
    said: 'Helvar Pumps AB answered: Impeller for a P40',
    case: { id: found.id },
  })
  // The next letter to the customer quotes their own words, and refers to their thread alone.
  const [letter] = await mailTo(relay, ingrid, () => reply(found.id, 'It comes on Friday.'))
  expect(plain(letter.raw)).not.toContain('by courier')
  expect(plain(letter.raw).toLowerCase()).not.toContain('helvar')
  expect(plain(letter.raw)).toContain('secret order 77')
  // And the next one to the supplier theirs.
  const [next] = await mailTo(relay, supplier, () =>
    ana().sideconversations.writeSideMessage({ params: { id: side.id }, body: { text: 'Thank you, go on.' } }),
  )
  expect(plain(next.raw)).toContain('> On Friday, by courier.')
  expect(plain(next.raw)).not.toContain('secret order')
  expect(next.header('in-reply-to')).toMatch(/@helvar\.example>$/)
})

test('an answer finds its way by address, by the mark in its text, and by Message-ID; by nothing that was guessed', async () => {
  const found = await caseByMail(world, relay, 'Ways home')
  const [mail, side] = await mailTo(relay, supplier, () => askSupplier(world, found.id))
  const none = { 'In-Reply-To': null, References: null }
  const token = /ref:s\d+\.[a-z2-7]{26}/.exec(plain(mail.raw))![0]
  const ways = [
    await answerTo(world, mail, supplier, none),
    await answerTo(world, mail, supplier, { ...none, To: 'support@caseward.example' }, `Yes.\n${token}`),
    await answerTo(world, mail, supplier, { To: 'support@caseward.example', References: null }),
  ]
  expect(ways.map((way) => [way.reason, way.sideConversationId])).toEqual([
    ['reply_address', side.id],
    ['body_token', side.id],
    ['reference', side.id],
  ])
  const guessed = replyToOf(mail).replace(/\.[a-z2-7]{26}@/, `.${'a'.repeat(26)}@`)
  const forged = await answerTo(world, mail, supplier, { ...none, To: guessed, Subject: 'Guessed' })
  expect(forged).toMatchObject({ fate: 'new_case' })
  // A mark of a side conversation is none of a case, whatever number it names.
  const asCase = replyToOf(mail).replace(/\+s\d+\./, `+c${found.number.slice(2)}.`)
  expect(await answerTo(world, mail, ingrid, { ...none, To: asCase, Subject: 'As a case' })).toMatchObject({
    fate: 'new_case',
  })
  expect(await wordsIn(world, side.id)).toHaveLength(4)
})

test('the supplier has no part in the customer’s thread, and the customer none in the supplier’s', async () => {
  const found = await caseByMail(world, relay, 'Crossed')
  const [mail, side] = await mailTo(relay, supplier, () => askSupplier(world, found.id))
  const thread = await threadOf(world, found.id)
  // The supplier answers to the address of the customer's thread.
  const crossed = await answerTo(world, found.answer, supplier)
  expect(crossed).toMatchObject({ fate: 'held', reason: 'sender_not_in_case' })
  expect(crossed.caseId).not.toBe(found.id)
  // The customer answers a side mail that was forwarded to them: proposed to their case, never into the side conversation.
  const customer = await answerTo(world, mail, ingrid, { 'Message-ID': newId('meridianlabs.example') }, 'I saw this.')
  expect(customer).toMatchObject({ fate: 'held', reason: 'sender_not_in_side_conversation' })
  expect(await threadOf(world, found.id)).toEqual(thread)
  expect(await wordsIn(world, side.id)).toHaveLength(1)
  const entry = await world.as('admin').mailboxes.getLedgerEntry({ params: { id: customer.id } })
  expect(entry).toMatchObject({ proposedCase: { number: found.number }, sideConversation: null })
  await world.as('admin').mailboxes.decideMail({ params: { id: customer.id }, body: { do: 'accept' } })
  expect((await threadOf(world, found.id)).at(-1)).toMatchObject({ text: 'I saw this.' })
  expect(await wordsIn(world, side.id)).toHaveLength(1)
})

test('the customer copied by the supplier: joined where the supplier belongs, said so, and their answer to all is theirs', async () => {
  const found = await caseByMail(world, relay, 'Copied')
  const [mail, side] = await mailTo(relay, supplier, () => askSupplier(world, found.id))
  const id = newId('helvar.example')
  const fate = await answerTo(world, mail, supplier, { Cc: `Ingrid <${ingrid}>`, 'Message-ID': id })
  expect(fate.sideConversationId).toBe(side.id)
  expect((await wordsIn(world, side.id)).at(-1)).toMatchObject({ alsoToCustomer: [ingrid] })
  const toAll = await answerTo(world, mail, `Ingrid <${ingrid}>`, {
    To: `${supplier}, ${replyToOf(mail)}`,
    'In-Reply-To': id,
    References: `${mail.header('message-id')} ${id}`,
    'Message-ID': newId('meridianlabs.example'),
  })
  expect(toAll).toMatchObject({ fate: 'held', reason: 'sender_not_in_side_conversation' })
  // With a proof of their own thread in it, it is a reply there.
  const both = await answerTo(world, mail, `Ingrid <${ingrid}>`, {
    To: `${replyToOf(mail)}, ${replyToOf(found.answer)}`,
    'In-Reply-To': id,
    'Message-ID': newId('meridianlabs.example'),
  })
  expect(both).toMatchObject({ fate: 'reply', caseId: found.id })
  expect(both.sideConversationId).toBeUndefined()
  expect(await wordsIn(world, side.id)).toHaveLength(2)
  // A recipient that a mail brought along in Cc does not take part by that.
  const stranger = await answerTo(world, mail, 'sales@helvar.example', { Cc: null })
  expect(stranger).toMatchObject({ fate: 'held', reason: 'sender_not_in_side_conversation' })
})

test('whoever is let in by hand stands in the side conversation with their mail and files, and their case is gone', async () => {
  const found = await caseByMail(world, relay, 'Let in')
  const [mail, side] = await mailTo(relay, supplier, () => askSupplier(world, found.id))
  const thread = await threadOf(world, found.id)
  const colleague = 'technik@helvar.example'
  const held = await answerTo(world, mail, colleague, {}, 'Zwiebelturm: we have two of them.')
  expect(held.fate).toBe('held')
  const entry = await world.as('admin').mailboxes.getLedgerEntry({ params: { id: held.id } })
  expect(entry.sideConversation).toEqual({ id: side.id, party: 'Helvar Pumps AB' })
  const decided = await world.as('admin').mailboxes.decideMail({ params: { id: held.id }, body: { do: 'accept' } })
  expect(decided).toMatchObject({
    fate: 'reply',
    reason: 'accepted_by_hand',
    caseNumber: found.number,
    sideConversation: { id: side.id },
  })
  expect(await threadOf(world, found.id)).toEqual(thread)
  expect(await threadOf(world, held.caseId!)).toHaveLength(0)
  expect(await theCase(held.caseId!)).toMatchObject({ status: 'closed', mergedInto: null })
  expect((await wordsIn(world, side.id)).at(-1)).toMatchObject({ text: 'Zwiebelturm: we have two of them.' })
  expect((await answerTo(world, mail, colleague)).sideConversationId).toBe(side.id)
  // In the customer's thread they are nobody still.
  expect(await answerTo(world, found.answer, colleague)).toMatchObject({ fate: 'held' })
})

test('the customer of the case and our own addresses are no third party', async () => {
  const found = await caseByMail(world, relay, 'Not with them')
  for (const email of [ingrid, ingrid.toUpperCase(), 'support@caseward.example', 'support+x@caseward.example'])
    expect(await codeOf(askSupplier(world, found.id, { to: [{ name: '', email }] })), email).toBe(
      'not_for_this_recipient',
    )
  expect(await codeOf(askSupplier(world, found.id, { cc: [{ name: '', email: ingrid }] }))).toBe(
    'not_for_this_recipient',
  )
  expect(await sidesOf(world, found.id)).toEqual([])
})

test('files go along only where they were chosen, and only those of the case', async () => {
  const found = await caseByMail(world, relay, 'Files')
  const upload = async (caseId: string, name: string) => {
    const answer = await world.app.inject({
      method: 'POST',
      url: `/api/v1/cases/${caseId}/attachments?name=${name}`,
      headers: { ...world.headersOf('ana'), 'content-type': 'text/plain' },
      payload: `the words of ${name}`,
    })
    return answer.json().id as string
  }
  const [chosen, kept] = [await upload(found.id, 'drawing.txt'), await upload(found.id, 'contract.txt')]
  const other = await caseByMail(world, relay, 'Files of another')
  const foreign = await upload(other.id, 'foreign.txt')
  expect(await codeOf(askSupplier(world, found.id, { fileIds: [foreign] }))).toBe('not_found')
  const [mail, side] = await mailTo(relay, supplier, () => askSupplier(world, found.id, { fileIds: [chosen] }))
  expect(mail.raw).toContain('drawing.txt')
  expect(mail.raw).not.toContain('contract.txt')
  const { items } = await ana().sideconversations.listCaseFiles({ params: found.params })
  expect(items.map(({ id }) => id).sort()).toEqual([chosen, kept].sort())
  expect((await wordsIn(world, side.id))[0]!.files).toMatchObject([{ id: chosen, name: 'drawing.txt' }])
})

test('what is said in it is found by those who see the case, and by nobody else', async () => {
  const made = await world.as('mira').cases.createCase({
    body: {
      subject: 'Audit',
      message: 'Please look.',
      contactId: world.contacts.ingrid,
      teamId: world.teams.accounts,
      ownerId: world.people.ana,
      restricted: true,
    },
  })
  const [mail, side] = await mailTo(relay, supplier, () =>
    askSupplier(world, made.id, { text: 'Is the Quetzalcoatl valve yours?' }),
  )
  await answerTo(world, mail, supplier, {}, 'The Xochimilco one is.')
  const found = (who: 'ana' | 'priya', q: string) => world.as(who).search.search({ query: { q } })
  for (const q of ['quetzalcoatl', 'xochimilco']) {
    const seen = await eventually(async () => {
      const { items } = await found('ana', q)
      return items.length > 0 && items
    })
    expect(seen[0]).toMatchObject({ id: made.id })
    expect(seen[0]!.snippet?.toLowerCase()).toContain(q)
    expect((await found('priya', q)).items).toEqual([])
  }
  const params = { id: side.id }
  const priya = world.as('priya').sideconversations
  expect(await codeOf(priya.getSideConversation({ params }))).toBe('not_found')
  expect(await codeOf(priya.listSideMessages({ params, query: {} }))).toBe('not_found')
  expect(await codeOf(priya.writeSideMessage({ params, body: { text: 'X' } }))).toBe('not_found')
  expect(await codeOf(priya.endSideConversation({ params, body: { version: side.version } }))).toBe('not_found')
  expect((await world.as('priya').notifications.listNotifications({ query: {} })).items).toEqual([])
  // Nobody is asked in a case that they may not see.
  const asked = ana().sideconversations.startSideConversation({
    params: { id: made.id },
    body: { kind: 'internal', personId: world.people.priya, subject: 'X', text: 'Y' },
  })
  expect(await codeOf(asked)).toBe('not_allowed')
})

test('a supplier’s mail shows as it was sent, without scripts and without fetching anything, to who sees the case', async () => {
  const found = await caseByMail(world, relay)
  const [mail, side] = await mailTo(relay, supplier, () => askSupplier(world, found.id))
  const html = [
    '<p onclick="x()">On <b>Friday</b>.</p><script>steal()</script><iframe src="https://evil.example"></iframe>',
    '<img src="https://track.example/seen.gif"><img src="cid:drawing">',
  ].join('')
  const parts = [
    ['text/html; charset=utf-8', html],
    [
      'image/png\r\nContent-ID: <drawing>\r\nContent-Disposition: inline; filename=d.png\r\nContent-Transfer-Encoding: base64',
      'iVBORw0KGgo=',
    ],
  ].map(([type, body]) => `--b\r\nContent-Type: ${type}\r\n\r\n${body}\r\n`)
  await answerTo(world, mail, supplier, { 'Content-Type': 'multipart/related; boundary=b' }, `${parts.join('')}--b--`)
  const { id, text, page } = (await wordsIn(world, side.id)).at(-1)!
  expect(text).toContain('On Friday.')
  expect(page).toEqual({ remotePictures: true })
  const pageFor = (who: 'priya' | 'nobody', pictures = '') =>
    world.app.inject({ url: `/api/v1/side-messages/${id}/page${pictures}`, headers: world.headersOf(who) })
  const shown = await pageFor('priya')
  expect(shown.body).toContain('<b>Friday</b>')
  expect(shown.body).toContain('src="data:image/png;base64,')
  expect(shown.body).not.toMatch(/onclick|<script|<iframe|\ssrc="https/)
  expect(shown.headers['content-security-policy']).toMatch(/^default-src 'none';.* img-src data:; .*sandbox/)
  expect((await pageFor('priya', '?pictures=1')).body).toContain(' src="https://track.example/seen.gif"')
  expect((await pageFor('nobody')).statusCode).toBe(401)
  await world.runtime.db.updateTable('cases').set({ restricted: true }).where('id', '=', found.id).execute()
  expect((await pageFor('priya')).statusCode).toBe(404)
})
