import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { doTo, openCase } from '../../../tests/world/histories.ts'
import { workOnce } from '../../../tests/world/work.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { sweep } from '../sla/actions/sweep.ts'

// What matters no more leaves the bell, and what is old leaves the lists.

let world: World
let mailboxId: string
beforeAll(async () => {
  world = await testWorld()
  const { id } = (await admin().mailboxes.listMailboxes({})).items[0]!
  const settings = { host: 'mail.norrvik.example', port: 993, security: 'tls' as const, user: 'support' }
  await admin().imap.setImap({ params: { id }, body: { ...settings, password: 'of no use' } })
  mailboxId = id
})
afterAll(() => world.close())

const admin = () => world.as('admin')
const list = (who: 'ana' | 'admin', which: 'matters' | 'all' = 'matters') =>
  world.as(who).notifications.listNotifications({ query: { which } })
const watch = () => workOnce(world, 'watch-mailboxes', {})
const standing = (state: object) =>
  sql`update mailbox set imap_state = ${JSON.stringify(state)}::jsonb where id = ${mailboxId}`.execute(world.runtime.db)

test('a warning matters while its clock runs; then it is marked, and counts no more', async () => {
  const when = { kind: 'elapsed' as const, seconds: 60 }
  const step = { key: 'warn', level: 0, when, people: [{ who: 'owner' as const }], mail: false, change: {} }
  const resolution = { seconds: 14_400, time: 'calendar' as const, calendarId: null, pausesIn: [], steps: [step] }
  const targets = { medium: { resolution } }
  await admin().sla.createPolicy({ body: { name: 'Warns', position: 0, conditions: [], targets } })
  const id = await openCase(world, { priority: 'medium' })
  world.advance({ minutes: 5 })
  await sweep(world.runtime)
  expect(await list('ana')).toMatchObject({ unread: 1, items: [{ case: { id }, over: false }] })
  await doTo(world, id, 'resolve')
  expect(await list('ana')).toMatchObject({ unread: 0, items: [] })
  expect((await list('ana', 'all')).items).toMatchObject([{ case: { id }, over: true, readAt: null }])
  await doTo(world, id, 'reopen')
  expect(await list('ana')).toMatchObject({ unread: 1, items: [{ case: { id }, over: false }] })
})

test('whoever keeps mailboxes is told once of one that fails for longer than a moment, until it works again', async () => {
  const failing = { state: 'failing', since: world.now.toISOString(), lastError: 'The server does not answer.' }
  await standing(failing)
  await watch()
  expect((await list('admin')).items).toEqual([])
  world.advance({ minutes: 12 })
  await watch()
  await watch()
  const told = await list('admin')
  expect(told.items).toMatchObject([
    { kind: 'mailbox_failing', case: null, mailbox: { id: mailboxId }, said: 'The server does not answer.' },
  ])
  expect(told.unread).toBe(1)
  expect((await list('ana', 'all')).items.filter(({ mailbox }) => mailbox !== null)).toEqual([])
  await standing({ state: 'connected', since: world.now.toISOString(), lastError: null })
  await watch()
  expect(await list('admin')).toMatchObject({ items: [], unread: 0 })
  expect((await list('admin', 'all')).items).toMatchObject([{ kind: 'mailbox_failing', over: true }])
  await standing({ ...failing, signInRefused: true, since: world.now.toISOString() })
  await watch()
  expect((await list('admin')).items).toMatchObject([{ kind: 'mailbox_failing', over: false }])
  const { items } = await admin().audit.listAudit({ query: {} })
  expect(items.map(({ name }) => name).slice(0, 3)).toEqual([
    'mailbox.troubled',
    'mailbox.recovered',
    'mailbox.troubled',
  ])
})

test('and of one that is silent beyond its habit', async () => {
  await standing({ state: 'connected', since: world.now.toISOString(), lastError: null })
  await sql`insert into inbound_mail (id, source, mailbox_id, raw_hash, bytes, received_at, fate)
    select gen_random_uuid(), 'imap', ${mailboxId}, 'hash ' || n, 1, ${world.now}::timestamptz - n * interval '1 hour',
      'machine' from generate_series(1, 30) n`.execute(world.runtime.db)
  await watch()
  expect((await list('admin')).items).toEqual([])
  world.advance({ hours: 9 })
  await watch()
  expect((await list('admin')).items).toMatchObject([
    { kind: 'mailbox_silent', said: 'No mail came for 10 h; usually one comes within 1 h.' },
  ])
  await admin().imap.removeImap({ params: { id: mailboxId } })
  await watch()
  expect((await list('admin')).items).toEqual([])
})

test('what was read goes after three months, everything after a year; the timeline keeps it', async () => {
  const { items } = await list('ana', 'all')
  await world.as('ana').notifications.readNotifications({ body: { ids: items.map(({ id }) => id) } })
  const left = async (days: number) => {
    world.advance({ days })
    await workOnce(world, 'prune-notifications', {})
    return [(await list('ana', 'all')).items.length, (await list('admin', 'all')).items.length]
  }
  expect(await left(89)).toEqual([1, 3])
  expect(await left(2)).toEqual([0, 3])
  expect(await left(275)).toEqual([0, 0])
  const { items: timeline } = await world.as('ana').cases.getTimeline({ params: { id: items[0]!.case!.id }, query: {} })
  expect(timeline.some(({ name }) => name === 'clock.warned')).toBe(true)
})
