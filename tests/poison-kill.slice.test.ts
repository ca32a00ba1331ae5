import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mailOf, sendRaw } from './world/mail.ts'
import { kill, makeKey } from './world/program.ts'
import { openRunning, type Running } from './world/running.ts'
import { eventually } from './world/work.ts'

// A mail that takes the program down with it, each time it is worked on.

let running: Running
beforeAll(async () => {
  running = await openRunning()
})
afterAll(() => running.close())

test('a mail that kills the program rests as failed, a hundred good ones pass, and it can be retried', async () => {
  // The instant of death is ours to choose: whoever works on the poison stands still there.
  await running.client.query(`create function stand_still() returns trigger language plpgsql as $$
    begin if new.name = 'Poison' then perform pg_sleep(120); end if; return new; end $$`)
  await running.client.query(
    'create trigger stand_still before insert on contact for each row execute function stand_still()',
  )
  const { place } = running
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
    await kill(running.program.process.pid!)
    for (const pid of await standing()) await running.client.query('select pg_terminate_backend($1)', [pid])
    await running.startAgain()
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
  await running.client.query('drop trigger stand_still on contact')
  expect((await ask('/retry', 'POST')).status).toBe(200)
  await eventually(async () => (await poison()).fate === 'new_case', 30)
}, 400_000)

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
    (await running.client.query(`select count(*) from inbound_mail where subject like 'Good %' and fate = 'new_case'`))
      .rows[0].count,
  )
const poison = async () =>
  (await running.client.query(`select * from inbound_mail where envelope_from = 'somebody@customer.example'`)).rows[0]
const settled = async () => ((await poison()).fate === 'pending' ? undefined : (await poison()).fate)
/** Connections of the program that stand still in the poison. */
const standing = async (): Promise<number[]> =>
  (
    await running.client.query(
      `select pid from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'`,
    )
  ).rows.map(({ pid }) => pid)
