import { setTimeout as sleep } from 'node:timers/promises'
import { createTransport } from 'nodemailer'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPostgres } from '../src/platform/postgres/open.ts'
import { type Installation, kill, newInstallation, type Program, serverPid, startProgram } from './world/program.ts'
import { eventually } from './world/work.ts'

/** Every other one takes PostgreSQL along. */
const kills = 4
const senders = 4
/** A sender that never pauses costs more time to read than each kill does. */
const pauseMilliseconds = 150

let place: Installation
beforeAll(async () => {
  place = await newInstallation()
  Object.assign(place.environment, {
    CASEWARD_ADMIN_EMAIL: 'mira@norrvik.example',
    CASEWARD_ADMIN_PASSWORD: 'a-long-enough-word',
  })
})
afterAll(() => place.remove())

test('killed during intake, again and again, it has every acknowledged mail exactly once', {
  timeout: 300_000,
}, async () => {
  const intake = startSenders(Number(place.environment.CASEWARD_SMTP_IN))
  let program = await started()
  for (let round = 0; round < kills; round++) {
    // At any instant at which mail comes in: one that is killed five times before it is read would be poison.
    const before = intake.acknowledged.size
    await eventually(() => intake.acknowledged.size > before, 30)
    await sleep(Math.random() * 1500)
    const pids = [program.process.pid!, ...(round % 2 === 1 ? [serverPid(place.dataDir)!] : [])]
    await Promise.all(pids.map(kill))
    program = await started()
  }
  // However slow the machine is, enough came in to say something about it.
  await eventually(() => intake.acknowledged.size > 20, 30)
  await intake.stop()

  const found = await settled()
  expect(found.pending).toBe(0)
  expect(found.fates.filter((fate) => !['new_case', 'duplicate'].includes(fate))).toEqual([])
  const times = new Map<string, number>()
  for (const id of found.messages) times.set(id, (times.get(id) ?? 0) + 1)
  const notOnce = [...intake.acknowledged].filter((id) => times.get(id) !== 1)
  expect(notOnce, 'acknowledged, but not there exactly once').toEqual([])
  // What was never acknowledged is there once or not at all, never half.
  expect([...times.values()].filter((count) => count !== 1)).toEqual([])
  expect(found.casesWithoutMessage).toBe(0)
  program.process.kill('SIGTERM')
  await program.ended
})

async function started(): Promise<Program> {
  const program = startProgram(place)
  await program.opened.catch((error) => {
    console.log(program.said())
    throw error
  })
  return program
}

/** Several connections that send one mail after the other, and try again whatever is not acknowledged, as mail servers do. */
function startSenders(port: number) {
  const acknowledged = new Set<string>()
  let stopped = false
  const send = async (sender: number) => {
    const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true, pool: true, maxConnections: 1 })
    for (let number = 0; !stopped; ) {
      const messageId = `<mail-${sender}-${number}@customer.example>`
      const mail = {
        from: `s${sender}@customer.example`,
        to: 'support@127.0.0.1',
        messageId,
        subject: messageId,
        text: 'Help.',
      }
      try {
        await transport.sendMail(mail)
        acknowledged.add(messageId)
        number++
        await sleep(pauseMilliseconds)
      } catch {
        await sleep(50)
      }
    }
    transport.close()
  }
  const all = Array.from({ length: senders }, (_, sender) => send(sender))
  return {
    acknowledged,
    stop: async () => {
      stopped = true
      await Promise.all(all)
    },
  }
}

/** What the database holds, once nothing waits any more. */
async function settled() {
  const postgres = await openPostgres({ dataDir: place.dataDir, databaseUrl: null, log: () => {} })
  const client = new pg.Client({ connectionString: postgres.url })
  await client.connect()
  try {
    const count = async (query: string) =>
      Number((await client.query(`select count(*) as count from ${query}`)).rows[0].count)
    for (let tries = 0; tries < 300 && (await count(`inbound_mail where fate = 'pending'`)) > 0; tries++)
      await sleep(100)
    return {
      pending: await count(`inbound_mail where fate = 'pending'`),
      fates: (await client.query('select distinct fate from inbound_mail')).rows.map((row) => row.fate as string),
      messages: (await client.query('select message_id from message')).rows.map((row) => row.message_id as string),
      casesWithoutMessage: await count('cases where not exists (select 1 from message where case_id = cases.id)'),
    }
  } finally {
    await client.end()
    await postgres.close()
  }
}
