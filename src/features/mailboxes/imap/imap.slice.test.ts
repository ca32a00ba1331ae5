import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { refusal } from '../../../../tests/world/expect.ts'
import { type ImapServer, openImapServer } from '../../../../tests/world/imap.ts'
import { eventually } from '../../../../tests/world/work.ts'
import { testWorld, type World } from '../../../../tests/world/world.ts'
import { startImap } from './watch.ts'

let world: World
let server: ImapServer
let fetching: { stop: () => Promise<void> } | null
let id: string

const mail = (name: string, id = `${name}@kestrelbrewing.example`) =>
  `From: Owen Pryce <owen.pryce@kestrelbrewing.example>\r\nTo: support@norrvik.example\r\nSubject: ${name}\r\nMessage-ID: <${id}>\r\n\r\nText of ${name}\r\n`

beforeAll(async () => {
  world = await testWorld({ config: { smtpOut: null } })
})
beforeEach(async () => {
  await world.runtime.db.deleteFrom('inbound_mail').execute()
  server = await openImapServer({
    uidvalidity: 7,
    messages: [{ raw: mail('read before'), flags: ['\\Seen'] }, { raw: mail('unread before') }],
  })
  id = (await admin().mailboxes.listMailboxes({})).items[0]!.id
  await admin().imap.removeImap({ params: { id } })
  fetching = startImap(world.runtime)
})
afterEach(async () => {
  await fetching?.stop()
  await server.close()
})
afterAll(() => world.close())

const admin = () => world.as('admin')
const settings = () => ({ host: '127.0.0.1', port: server.port, security: 'none' as const, user: 'testuser' })
const connect = (more: object = {}) =>
  admin().imap.setImap({ params: { id }, body: { ...settings(), password: 'testpass', ...more } })
const health = async () => (await admin().imap.getImap({ params: { id } })).health
const rows = () =>
  world.runtime.db.selectFrom('inbound_mail').select(['raw_hash', 'source_key', 'mailbox_id']).orderBy('id').execute()
const count = (wanted: number, seconds = 15) =>
  eventually(async () => {
    const found = await rows()
    return found.length >= wanted && found
  }, seconds)
const subjects = async () => {
  const kept = await rows()
  const raws = await Promise.all(kept.map(({ raw_hash }) => world.runtime.files.read(raw_hash!)))
  return raws.map((raw) => /^Subject: (.*)$/m.exec(raw.toString())![1]!.trim())
}

test('unread mail is taken, read mail stays, and what arrives is here within seconds', async () => {
  await connect()
  await count(1)
  expect(await subjects()).toEqual(['unread before'])
  await eventually(async () => (await health()).state === 'connected')
  server.arrive(mail('arrived'))
  // Told by the server, long before anybody would look by themselves.
  await count(2, 10)
  await eventually(() => server.flagsOf().every((flags) => flags.includes('\\Seen')))
  expect(server.flagsOf()).toHaveLength(3)
  expect((await rows()).every((row) => row.mailbox_id === id)).toBe(true)
  expect(await health()).toMatchObject({ state: 'connected', lastError: null, lastFetchAt: world.now.toISOString() })
})

test('a cut connection heals by itself; nothing is lost or doubled', async () => {
  await connect()
  await count(1)
  await eventually(async () => (await health()).state === 'connected')
  server.cut()
  server.arrive(mail('while away'))
  await count(2)
  server.arrive(mail('afterwards'))
  await count(3)
  await fetching!.stop()
  fetching = startImap(world.runtime)
  server.arrive(mail('after a restart'))
  await count(4)
  expect(await subjects()).toEqual(['unread before', 'while away', 'afterwards', 'after a restart'])
})

test('a mail that was kept but not yet acknowledged when we were killed is acknowledged, and not doubled', async () => {
  await connect()
  const [first] = await count(1)
  await eventually(async () => (await health()).state === 'connected')
  await fetching!.stop()
  // As it stood in the instant before: the mail is here, and we do not know how far we were.
  const { db } = world.runtime
  const row = await db.selectFrom('mailbox').select('imap_state').where('id', '=', id).executeTakeFirstOrThrow()
  const state = row.imap_state as { baseUid: number }
  await db
    .updateTable('mailbox')
    .set({ imap_state: JSON.stringify({ ...state, lastUid: state.baseUid }) })
    .where('id', '=', id)
    .execute()
  fetching = startImap(world.runtime)
  server.arrive(mail('next'))
  const found = await count(2)
  expect(found[0]).toEqual(first)
  expect(await subjects()).toEqual(['unread before', 'next'])
})

test('a mail that slipped through is found again', async () => {
  await connect()
  await count(1)
  server.arrive(mail('lost'))
  await count(2)
  await fetching!.stop()
  await world.runtime.db.deleteFrom('inbound_mail').where('source_key', 'like', '%.3').execute()
  fetching = startImap(world.runtime)
  await count(2)
  expect(await subjects()).toEqual(['unread before', 'lost'])
})

test('a server that numbers its mails anew doubles nothing and hides nothing', async () => {
  await connect()
  await count(1)
  server.arrive(mail('second'))
  await count(2)
  await fetching!.stop()
  const { port } = server
  await server.close()
  server = await openImapServer({
    port,
    uidvalidity: 8,
    messages: [
      { raw: mail('came meanwhile'), uid: 1 },
      { raw: mail('unread before'), uid: 2, flags: ['\\Seen'] },
      { raw: mail('second'), uid: 3 },
    ],
  })
  fetching = startImap(world.runtime)
  await count(3)
  server.arrive(mail('after all'))
  await count(4)
  expect((await subjects()).sort()).toEqual(['after all', 'came meanwhile', 'second', 'unread before'])
})

test('what stands in the way is said, and over when it is over', async () => {
  await connect({ password: 'wrong' })
  const failing = await eventually(async () => {
    const now = await health()
    return now.state === 'failing' && now
  })
  expect(failing.lastError).toContain('did not accept the user name and password')
  expect(failing.signInRefused).toBe(true)
  expect(failing.nextTryAt).not.toBeNull()
  await connect()
  await eventually(async () => (await health()).state === 'connected')
  expect((await health()).lastError).toBeNull()
})

test('the password is stored sealed, shown to nobody, and never sent to another server', async () => {
  const answer = await connect({ password: 'a secret of its own' })
  const row = await world.runtime.db.selectFrom('mailbox').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const events = await world.runtime.db.selectFrom('event').selectAll().execute()
  const shown = await admin().imap.getImap({ params: { id } })
  for (const text of [
    JSON.stringify(answer),
    JSON.stringify(shown),
    JSON.stringify(row),
    JSON.stringify(events),
    row.imap_secret!.toString('latin1'),
  ]) {
    expect(text).not.toContain('a secret of its own')
  }
  expect(shown.hasPassword).toBe(true)
  const key = join(world.runtime.config.dataDir, 'secret.key')
  expect(statSync(key).mode & 0o777).toBe(0o600)
  expect(readFileSync(key, 'utf8')).not.toContain('a secret of its own')
  const elsewhere = { ...settings(), host: 'evil.example' }
  expect((await refusal(admin().imap.setImap({ params: { id }, body: elsewhere }))).code).toBe('malformed')
  expect(await admin().imap.testImap({ params: { id }, body: { imap: elsewhere } })).toMatchObject({
    ok: false,
    problem: 'Enter the password for this server and user.',
  })
})

test('trying the settings says what is there, or what is wrong, and changes nothing', async () => {
  const imap = { ...settings(), password: 'testpass' }
  const tried = (more: object) => admin().imap.testImap({ params: { id }, body: { imap: { ...imap, ...more } } })
  expect(await tried({})).toMatchObject({ ok: true, messages: 2, unseen: 1, folders: ['INBOX'], tellsAtOnce: true })
  const oksOf = async (more: object) => (await tried(more)).steps.map(({ ok }) => ok)
  // Nothing leaves this installation, so there is no way out to try.
  expect(await oksOf({})).toEqual([true, true, true, true, null])
  expect(await oksOf({ password: 'wrong' })).toEqual([true, true, false, null, null])
  expect(await oksOf({ folder: 'Nowhere' })).toEqual([true, true, true, false, null])
  expect(await oksOf({ security: 'tls' })).toEqual([true, false, null, null, null])
  expect(await oksOf({ port: 1 })).toEqual([false, null, null, null, null])
  expect(await tried({ password: 'wrong' })).toMatchObject({ problem: expect.stringContaining('did not accept') })
  expect(await tried({ folder: 'Nowhere' })).toMatchObject({
    problem: expect.stringContaining('no folder named Nowhere'),
  })
  expect(await tried({ port: 1 })).toMatchObject({ problem: expect.stringContaining('Nothing answers') })
  expect(await tried({ host: 'nowhere.invalid' })).toMatchObject({
    problem: expect.stringContaining('No server named'),
  })
  expect(await tried({ security: 'tls' })).toMatchObject({ problem: expect.stringContaining('Try STARTTLS') })
  expect(await tried({ security: 'starttls' })).toMatchObject({ ok: false })
  expect(server.flagsOf()).toEqual([['\\Seen'], []])
  expect(await rows()).toEqual([])
})
