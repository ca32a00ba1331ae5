import { createTransport } from 'nodemailer'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cloneDatabase } from './world/database.ts'
import { mailOf, sendRaw } from './world/mail.ts'
import {
  firstAdmin,
  type Installation,
  kill,
  makeKey,
  newInstallation,
  type Program,
  startProgram,
} from './world/program.ts'
import { eventually } from './world/work.ts'

// A mail that takes the program down with it, each time it is worked on.

let database: Awaited<ReturnType<typeof cloneDatabase>>
let place: Installation
let client: pg.Client
let program: Program
beforeAll(async () => {
  database = await cloneDatabase()
  place = await newInstallation()
  Object.assign(place.environment, {
    DATABASE_URL: database.url,
    ...firstAdmin,
  })
  client = new pg.Client({ connectionString: database.url })
  await client.connect()
  program = await started()
})
afterAll(async () => {
  program.process.kill('SIGTERM')
  await program.ended
  await client.end()
  await database.drop()
  await place.remove()
})

test('a mail that kills the program rests as failed, a hundred good ones pass, and it can be retried', async () => {
  // The instant of death is ours to choose: whoever works on the poison stands still there.
  await client.query(`create function stand_still() returns trigger language plpgsql as $$
    begin if new.name = 'Poison' then perform pg_sleep(120); end if; return new; end $$`)
  await client.query('create trigger stand_still before insert on contact for each row execute function stand_still()')
  const port = Number(place.environment.CASEWARD_SMTP_IN)
  await sendGood(port, 1)
  await eventually(async () => (await good()) === 1, 30)
  const raw = mailOf({ From: 'Poison <p@x.example>', Subject: 'Poison', 'Message-ID': '<poison@x.example>' })
  const said = await sendRaw(port, raw, 'support@127.0.0.1')
  const id = /Kept as (\S+)/.exec(said)![1]!
  await sendGood(port, 100)
  await eventually(async () => (await good()) === 101, 30)
  expect((await poison()).fate).toBe('pending')

  let kills = 0
  for (; kills < 10; kills++) {
    const fate = await eventually(async () => ((await standing()).length > 0 ? 'pending' : settled()), 30)
    if (fate !== 'pending') break
    await kill(program.process.pid!)
    for (const pid of await standing()) await client.query('select pg_terminate_backend($1)', [pid])
    program = await started()
  }
  expect(kills).toBeGreaterThan(1)
  expect(kills).toBeLessThanOrEqual(5)
  expect(await poison()).toMatchObject({
    fate: 'failed',
    reason: 'processing_failed',
    attempts: 5,
    error: 'The program ended each time it was worked on.',
  })
  expect(await good()).toBe(101)

  const key = await makeKey(place)
  const ask = (path: string, method = 'GET') =>
    fetch(`${place.url}/api/v1/mail-ledger/${id}${path}`, { method, headers: { authorization: `Bearer ${key}` } })
  expect(await (await ask('/raw')).text()).toContain('Message-ID: <poison@x.example>')
  await client.query('drop trigger stand_still on contact')
  expect((await ask('/retry', 'POST')).status).toBe(200)
  await eventually(async () => (await poison()).fate === 'new_case', 30)
}, 180_000)

async function started(): Promise<Program> {
  const next = startProgram(place)
  await next.opened
  return next
}

async function sendGood(port: number, count: number) {
  const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true, pool: true, maxConnections: 4 })
  const sent = Array.from({ length: count }, (_, at) =>
    transport.sendMail({
      from: `good${count}.${at}@customer.example`,
      to: 'support@127.0.0.1',
      messageId: `<good-${count}-${at}@customer.example>`,
      subject: `Good ${at}`,
      text: 'Help.',
    }),
  )
  await Promise.all(sent)
  transport.close()
}

const good = async () =>
  Number(
    (await client.query(`select count(*) from inbound_mail where subject like 'Good %' and fate = 'new_case'`)).rows[0]
      .count,
  )
const poison = async () =>
  (await client.query(`select * from inbound_mail where envelope_from = 'somebody@customer.example'`)).rows[0]
const settled = async () => ((await poison()).fate === 'pending' ? undefined : (await poison()).fate)
/** Connections of the program that stand still in the poison. */
const standing = async (): Promise<number[]> =>
  (
    await client.query(`select pid from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'`)
  ).rows.map(({ pid }) => pid)
