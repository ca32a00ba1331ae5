import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { kill, makeKey } from './world/program.ts'
import { openRelay, type Relay } from './world/relay.ts'
import { openRunning, type Running } from './world/running.ts'
import { eventually } from './world/work.ts'

const leastKills = 3
/** Each costs a start of the program; a slow machine would otherwise have to kill it after every second reply. */
const mostKills = 4
const replies = 60
/** So many that at each kill several replies are on their way. */
const writers = 8
const sendersAtOnce = 4

let relay: Relay
let running: Running
beforeAll(async () => {
  relay = await openRelay()
  running = await openRunning(() => ({ CASEWARD_SMTP_OUT: relay.url }))
})
afterAll(async () => {
  await running.close()
  await relay.close()
})

test('killed while it sends, again and again, every reply arrives, hardly one twice, and then under the same Message-ID', async () => {
  const writing = startWriters(await makeKey(running.place))
  /** How many mails the relay had when each life of the program ended. */
  const lives: number[] = []
  while (lives.length < leastKills || (writing.left() > 0 && lives.length < mostKills)) {
    const before = relay.mails.length
    await sleep(500)
    // Mails are leaving at this very moment.
    await eventually(() => relay.mails.length > before || writing.left() === 0, 20)
    if (writing.left() === 0 && lives.length >= leastKills) break
    await sleep(Math.random() * 400)
    await kill(running.program.process.pid!)
    // What it had still handed over arrives before the next one begins.
    await sleep(200)
    lives.push(relay.mails.length)
    await running.startAgain()
  }
  await writing.done
  await eventually(async () => (await count(`message where direction = 'out' and delivery <> 'sent'`)) === 0, 30)

  expect(await count(`message where direction = 'out'`)).toBe(replies)
  const copies = Map.groupBy(relay.mails, (mail) => mail.to[0]!)
  expect(copies.size).toBe(replies)
  for (const [to, mails] of copies) {
    // Killed after the relay took it and before that was noted, it goes once more: never twice in one life.
    const inLives = mails.map((mail) => lives.filter((end) => relay.mails.indexOf(mail) >= end).length)
    expect(new Set(inLives).size, `${to} got it in the lives ${inLives}`).toBe(mails.length)
    expect(new Set(mails.map((mail) => mail.header('message-id'))).size, to).toBe(1)
    expect(mails.every((mail) => mail.raw.includes(`answer for ${to}`))).toBe(true)
  }
  expect(new Set(relay.mails.map((mail) => mail.header('message-id'))).size).toBe(replies)
  expect(relay.mails.length - replies).toBeLessThanOrEqual(lives.length * sendersAtOnce)
  expect(await count(`event where name = 'message.sent'`)).toBe(replies)
}, 300_000)

/** Open cases and answer them, and ask again, under the same key, whatever got no answer. */
function startWriters(key: string) {
  let left = replies
  const ask = async (path: string, once: string, body: object): Promise<{ id: string }> => {
    for (;;) {
      const headers = {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        'idempotency-key': once,
      }
      const answer = await fetch(`${running.place.url}/api/v1${path}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      }).catch(() => null)
      if (answer?.status === 200) return (await answer.json()) as { id: string }
      if (answer && answer.status < 500) throw new Error(await answer.text())
      await sleep(200)
    }
  }
  const write = async (writer: number) => {
    for (let at = writer; at < replies; at += writers) {
      const email = `c${at}@customer.example`
      const made = await ask('/cases', `case ${at}`, { subject: `Pump ${at}`, message: 'It stopped.' })
      const reply = { kind: 'reply', text: `The answer for ${email}`, to: [{ name: '', email }] }
      await ask(`/cases/${made.id}/messages`, `reply ${at}`, reply)
      left--
      await sleep(100)
    }
  }
  const done = Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)))
  done.catch(() => {})
  return { done, left: () => left }
}

const count = async (from: string) => Number((await running.client.query(`select count(*) from ${from}`)).rows[0].count)
