import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openImapServer } from '../../../tests/world/imap.ts'
import { mailOf, sendRaw, talk } from '../../../tests/world/mail.ts'
import { ownPort } from '../../../tests/world/ports.ts'
import { eventually } from '../../../tests/world/work.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { maxMailBytes } from './actions/receive-mail.ts'
import { startImap } from './imap/watch.ts'
import { type MailListener, openMailListener } from './listening/listener.ts'

let world: World
let listener: MailListener
let port: number
beforeAll(async () => {
  port = await ownPort()
  world = await testWorld({ config: { smtpInPort: port } })
  listener = await openMailListener(world.runtime)
})
beforeEach(async () => {
  await world.runtime.db.deleteFrom('inbound_mail').execute()
})
afterAll(async () => {
  await listener.close()
  await world.close()
})

const ours = 'support@caseward.example'
const ledger = async (limit = 100) =>
  (await world.as('admin').mailboxes.listLedger({ query: { fate: 'rejected', limit } })).items
const noted = (count = 1) =>
  eventually(async () => {
    const rows = await ledger()
    return rows.length >= count && rows
  })
const entryOf = async (id: string) => world.as('admin').mailboxes.getLedgerEntry({ params: { id } })
const post = (payload: string | Buffer, query = {}) =>
  world.app.inject({
    method: 'POST',
    url: '/api/v1/inbound-mail',
    query,
    headers: { ...world.headersOf('admin'), 'content-type': 'message/rfc822' },
    payload,
  })
/** As large as it takes: one line again and again. */
const huge = (headers: string) =>
  Buffer.concat([Buffer.from(`${headers}\r\n\r\n`), Buffer.alloc(maxMailBytes, 'x\r\n')])

test('a mail for nobody here stands as rejected with its envelope, and holds none of its bytes', async () => {
  await talk(port, [
    'EHLO x\r\n',
    'MAIL FROM:<a@b.example>\r\n',
    'RCPT TO:<sales@caseward.example>\r\n',
    'RCPT TO:<other@caseward.example>\r\n',
    'QUIT\r\n',
  ])
  const [row] = await noted()
  expect(row).toMatchObject({
    source: 'smtp',
    reason: 'unknown_recipient',
    hasRaw: false,
    attempts: 1,
    fromEmail: 'a@b.example',
  })
  expect(await entryOf(row!.id)).toMatchObject({
    envelopeFrom: 'a@b.example',
    envelopeTo: ['sales@caseward.example', 'other@caseward.example'],
    error: '550 No such mailbox here',
    client: '127.0.0.1',
  })
  const raw = await world.app.inject({ url: `/api/v1/mail-ledger/${row!.id}/raw`, headers: world.headersOf('admin') })
  expect(raw.statusCode).toBe(404)
})

test('a mail that one of its recipients takes has one fate, and is not rejected beside it', async () => {
  const both = ['EHLO x\r\n', 'MAIL FROM:<a@b.example>\r\n', 'RCPT TO:<sales@caseward.example>\r\n']
  await talk(port, [...both, `RCPT TO:<${ours}>\r\n`, 'DATA\r\n', `${mailOf({ Subject: 'Both' })}.\r\n`, 'QUIT\r\n'])
  // The next one, in the same connection or another, is its own.
  await talk(port, [...both, 'RSET\r\n', 'MAIL FROM:<c@b.example>\r\n'])
  await noted(1)
  const all = await world.runtime.db.selectFrom('inbound_mail').select(['fate', 'envelope_from']).execute()
  expect(all.map(({ fate }) => fate).sort()).toEqual(['pending', 'rejected'])
})

test('what is refused after its bytes came says who wrote it and why, bare line ends and size alike', async () => {
  const begin = ['EHLO x\r\n', 'MAIL FROM:<a@b.example>\r\n', `RCPT TO:<${ours}>\r\n`, 'DATA\r\n']
  const smuggled =
    'From: Eve <eve@b.example>\r\nSubject: outer\r\nMessage-ID: <s@b.example>\r\n\r\nhi\n.\nDATA\r\n.\r\n'
  expect((await talk(port, [...begin, smuggled])).at(-1)).toMatch(/^550/)
  const [bare] = await noted()
  expect(bare).toMatchObject({
    reason: 'bare_line_ends',
    fromEmail: 'eve@b.example',
    subject: 'outer',
    messageId: '<s@b.example>',
    hasRaw: false,
  })
  expect(bare!.bytes).toBeGreaterThan(50)
  await expect(sendRaw(port, huge('From: Big <big@b.example>\r\nSubject: Film'), ours)).rejects.toThrow(/552/)
  const large = (await noted(2)).find(({ reason }) => reason === 'too_large')
  expect(large!.bytes).toBeGreaterThan(maxMailBytes)
  expect((await talk(port, ['EHLO x\r\n', 'MAIL FROM:<said@b.example> SIZE=50000000\r\n'])).at(-1)).toMatch(/^552/)
  expect((await noted(3))[0]).toMatchObject({ reason: 'too_large', bytes: 50_000_000 })
}, 60_000)

test('a size that nobody announced is counted, the head read, and nothing kept', async () => {
  const begin = ['EHLO x\r\n', 'MAIL FROM:<a@b.example>\r\n', `RCPT TO:<${ours}>\r\n`, 'DATA\r\n']
  const bytes = huge('From: Big <big@b.example>\r\nSubject: Film').toString('latin1')
  expect((await talk(port, [...begin, `${bytes}\r\n.\r\n`])).at(-1)).toMatch(/^552/)
  const [row] = await noted()
  expect(row).toMatchObject({ reason: 'too_large', fromEmail: 'big@b.example', subject: 'Film', hasRaw: false })
}, 60_000)

test('whoever knocks without end fills a few lines, and they say how often', async () => {
  for (let round = 0; round < 12; round++) {
    const knock = (at: number) => [
      'EHLO x\r\n',
      `MAIL FROM:<a${round}.${at}@b.example>\r\n`,
      'RCPT TO:<x@caseward.example>\r\n',
      'QUIT\r\n',
    ]
    await Promise.all([0, 1, 2, 3, 4].map((at) => talk(port, knock(at))))
  }
  await eventually(async () => (await ledger()).reduce((sum, row) => sum + row.attempts, 0) === 60)
  expect((await ledger()).length).toBeLessThanOrEqual(30)
})

test('what is refused by HTTP stands in the ledger too, and nobody without the right writes there', async () => {
  expect((await post('<html>no mail</html>')).json()).toMatchObject({ code: 'unreadable_mail' })
  expect((await post(mailOf({ Subject: 'Where to' }), { mailbox: 'x@y.example' })).statusCode).toBe(422)
  const large = huge('From: Big <big@b.example>\r\nSubject: Film')
  expect((await post(large)).statusCode).toBe(413)
  const rows = await noted(3)
  expect(rows.map(({ reason }) => reason).sort()).toEqual(['no_mail', 'too_large', 'unknown_mailbox'])
  expect(rows.find(({ reason }) => reason === 'unknown_mailbox')).toMatchObject({ source: 'http', subject: 'Where to' })
  const nobody = await world.app.inject({
    method: 'POST',
    url: '/api/v1/inbound-mail',
    headers: { 'content-type': 'message/rfc822' },
    payload: large,
  })
  expect(nobody.statusCode).toBe(413)
  expect(await ledger()).toHaveLength(3)
}, 60_000)

test('a mail on the mail server that is too large rests there, unread and flagged, with a fate and an alarm', async () => {
  const raw = mailOf({ From: 'Big <big@b.example>', Subject: 'Film', 'Message-ID': '<film@b.example>' })
  const server = await openImapServer({
    uidvalidity: 7,
    messages: [
      { raw, bytes: maxMailBytes + 1 },
      { raw: mailOf({ Subject: 'Small', 'Message-ID': '<small@b.example>' }) },
    ],
  })
  const admin = world.as('admin')
  const id = (await admin.mailboxes.listMailboxes({})).items[0]!.id
  const fetching = startImap(world.runtime)
  const settings = { host: '127.0.0.1', port: server.port, security: 'none' as const, user: 'testuser' }
  try {
    await admin.imap.setImap({ params: { id }, body: { ...settings, password: 'testpass' } })
    const [row] = await noted()
    expect(row).toMatchObject({ source: 'imap', reason: 'too_large', mailboxId: id, subject: 'Film', hasRaw: false })
    await eventually(() => server.flagsOf()[1]!.includes('\\Seen'))
    expect(server.flagsOf()[0]).toEqual(['\\Flagged'])
    const health = async () => (await admin.imap.getImap({ params: { id } })).health
    await eventually(async () => (await health()).state === 'connected')
    expect((await health()).tooLarge).toBe(1)
    const told = await world.runtime.db.selectFrom('event').selectAll().where('name', '=', 'mail.rejected').execute()
    expect(told).toHaveLength(1)
    // Cut off and back again, it is neither fetched nor told of once more.
    server.cut()
    server.arrive(mailOf({ Subject: 'Later', 'Message-ID': '<later@b.example>' }))
    await eventually(() => server.flagsOf()[2]?.includes('\\Seen'))
    expect(await ledger()).toHaveLength(1)
    // Once somebody has read it there, nothing is left to warn of.
    server.flagsOf()[0]!.push('\\Seen')
    server.arrive(mailOf({ Subject: 'After', 'Message-ID': '<after@b.example>' }))
    await eventually(async () => (await health()).tooLarge === 0)
  } finally {
    await admin.imap.removeImap({ params: { id } })
    await fetching.stop()
    await server.close()
  }
}, 60_000)
