import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cable, cableTo } from './world/cable.ts'
import { mailOf, sendRaw, talk } from './world/mail.ts'
import { type Installation, makeKey } from './world/program.ts'
import { openRunning, type Running } from './world/running.ts'
import { eventually } from './world/work.ts'

// The whole program, from outside, as whoever may reach its mail listener.

const ours = 'support@localhost'
let cable: Cable
let place: Installation
let client: pg.Client
let running: Running
let port: number
beforeAll(async () => {
  running = await openRunning(async (url) => {
    cable = await cableTo(url)
    return { DATABASE_URL: cable.url }
  })
  ;({ place, client } = running)
  port = Number(place.environment.CASEWARD_SMTP_IN)
})
afterAll(async () => {
  await running.close()
  await cable.cut()
})

let count = 0
const newId = () => `<attack${++count}@evil.example>`
const rows = async (where: string, ...values: unknown[]) =>
  (await client.query(`select * from inbound_mail where ${where}`, values)).rows
const envelope = ['EHLO x\r\n', 'MAIL FROM:<a@evil.example>\r\n', `RCPT TO:<${ours}>\r\n`, 'DATA\r\n']
/** The fate of a mail by its Message-ID, and how many milliseconds it took from being sent. */
async function fateOf(messageId: string, seconds = 20): Promise<string> {
  return eventually(async () => {
    const [row] = await rows('message_id = $1', messageId)
    return row && row.fate !== 'pending' && (row.fate as string)
  }, seconds)
}
const residentMegabytes = () =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${running.program.process.pid}/status`, 'utf8'))![1]) / 1024

test('no end of data but CRLF.CRLF ends a mail: nobody smuggles a second one behind the first', async () => {
  const ends = ['\n.\n', '\n.\r\n', '\r.\r\n', '\r.\r', '\r\n.\n', '\r\n.\r', '\n.\r', '\r\r\n.\r\n\n'.slice(2)]
  for (const end of ends) {
    const outer = newId()
    const inner = newId()
    const smuggled = `MAIL FROM:<boss@evil.example>\r\nRCPT TO:<${ours}>\r\nDATA\r\n${mailOf({ Subject: 'inner', 'Message-ID': inner })}`
    const bytes = `${mailOf({ Subject: 'outer', 'Message-ID': outer }, 'hello')}`.trimEnd() + end + smuggled
    const answers = await talk(port, [...envelope, `${bytes}\r\n.\r\n`])
    expect(answers.at(-1), JSON.stringify(end)).toMatch(/^(250|550) [^\n]*$/)
    expect(await rows('message_id = $1 and envelope_from = $2', inner, 'boss@evil.example')).toEqual([])
    expect(await rows(`message_id = $1 and fate <> 'rejected'`, inner), JSON.stringify(end)).toEqual([])
  }
  for (const line of ['XCLIENT ADDR=10.0.0.1\r\n', 'XFORWARD ADDR=10.0.0.1\r\n', 'AUTH PLAIN AHgAeA==\r\n'])
    expect((await talk(port, ['EHLO x\r\n', line])).at(-1)).toMatch(/^5/)
})

test('a field of 100 kB costs next to nothing, whichever it is', async () => {
  const long = 'a'.repeat(100_000)
  const fields: Record<string, string>[] = [
    { Subject: long },
    { Subject: '=?utf-8?q?=C3=A4?= '.repeat(6000) },
    { From: `"${long}" <x@evil.example>` },
    { From: `${'('.repeat(50_000)}${')'.repeat(49_000)} <x@evil.example>` },
    { To: Array.from({ length: 5000 }, (_, at) => `p${at}@evil.example`).join(', ') },
    { References: Array.from({ length: 5000 }, (_, at) => `<r${at}@evil.example>`).join(' ') },
    { 'In-Reply-To': `<${long}>` },
    { 'Content-Type': `multipart/mixed; boundary="${long}"` },
    { 'Content-Disposition': `attachment; filename="${long}"` },
    { 'Content-Type': `text/plain; ${Array.from({ length: 9000 }, (_, at) => `name*${at}=x`).join('; ')}` },
    { 'Authentication-Results': `mx; ${'dkim=('.repeat(16_000)}` },
    { Received: `by ${long}` },
    { 'List-Id': '<'.repeat(100_000) },
    { Date: `Thu, ${' '.repeat(99_000)}19 Nov 2026` },
    { [`X-${long}`]: 'x' },
  ]
  for (const field of fields) {
    const id = newId()
    const begun = process.cpuUsage()
    expect(await sendRaw(port, mailOf({ ...field, 'Message-ID': id }), ours)).toMatch(/Kept as/)
    expect(['new_case', 'machine'], Object.keys(field)[0]!.slice(0, 30)).toContain(await fateOf(id))
    const { user, system } = process.cpuUsage(begun)
    expect((user + system) / 1000, Object.keys(field)[0]!.slice(0, 30)).toBeLessThan(4000)
  }
}, 60_000)

test('bombs are read up to a limit, and the mail behind them goes through meanwhile', async () => {
  const timeOfGood = async () => {
    const good = newId()
    const begun = performance.now()
    await sendRaw(port, mailOf({ Subject: 'Good', 'Message-ID': good }), ours)
    expect(await fateOf(good)).toBe('new_case')
    return performance.now() - begun
  }
  // However slow the machine is today.
  const usual = await timeOfGood()
  const depth = 20_000
  const nested = Array.from(
    { length: depth },
    (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\r\n\r\n--b${at}\r\n`,
  ).join('')
  const forwards = 'Content-Type: message/rfc822\r\n\r\n'.repeat(50_000)
  const parts = `--p\r\n\r\nx\r\n`.repeat(200_000)
  const html = `${'<div><table><tr><td>'.repeat(60_000)}x`
  const quotes = `${'> '.repeat(400)}x\r\n`.repeat(4000)
  const bombs = [
    (id: string) => mailOf({ 'Message-ID': id, 'MIME-Version': '1.0' }, '').trimEnd().concat('\r\n', nested),
    (id: string) => mailOf({ 'Message-ID': id, 'MIME-Version': '1.0' }, '').trimEnd().concat('\r\n', forwards),
    (id: string) => mailOf({ 'Message-ID': id, 'Content-Type': 'multipart/mixed; boundary=p' }, parts),
    (id: string) => mailOf({ 'Message-ID': id, 'Content-Type': 'text/html' }, html),
    (id: string) => mailOf({ 'Message-ID': id }, quotes),
    (id: string) =>
      mailOf(
        {
          'Message-ID': id,
          'Content-Type': 'application/ms-tnef; name=winmail.dat',
          'Content-Transfer-Encoding': 'base64',
        },
        Buffer.concat([Buffer.from([0x78, 0x9f, 0x3e, 0x22]), Buffer.alloc(3_000_000, 2)]).toString('base64'),
      ),
  ]
  const sent = await Promise.all(
    bombs.map(async (bomb) => {
      const id = newId()
      return { id, said: await sendRaw(port, bomb(id), ours) }
    }),
  )
  expect(await timeOfGood()).toBeLessThan(10_000 + 10 * usual)
  for (const { said } of sent) {
    const [row] = await eventually(async () => {
      const found = await rows(`id = $1 and fate <> 'pending'`, /Kept as (\S+)/.exec(said)![1]!)
      return found.length > 0 && found
    }, 60)
    expect(['new_case', 'machine', 'quarantined']).toContain(row.fate)
  }
  expect(residentMegabytes()).toBeLessThan(900)
}, 240_000)

test('who talks without end, or to everybody, is told to stop, and others are heard', async () => {
  const recipients = Array.from({ length: 130 }, (_, at) => `RCPT TO:<support+${at}@localhost>\r\n`)
  const answers = await talk(port, ['EHLO x\r\n', 'MAIL FROM:<a@evil.example>\r\n', ...recipients])
  expect(answers.filter((answer) => answer.startsWith('452')).length).toBe(30)
  const endless = connect(port, '127.0.0.1')
  endless.on('error', () => {})
  const before = residentMegabytes()
  for (let sent = 0; sent < 64 && !endless.destroyed; sent++) {
    endless.write(Buffer.alloc(1024 * 1024, 'a'))
    await sleep(10)
  }
  const crowd = Array.from({ length: 70 }, () => connect(port, '127.0.0.1'))
  const greetings = await Promise.all(
    crowd.map(
      (socket) =>
        new Promise<string>((heard) => socket.on('error', () => {}).once('data', (data) => heard(String(data)))),
    ),
  )
  expect(greetings.filter((greeting) => greeting.startsWith('421')).length).toBeGreaterThanOrEqual(20)
  for (const socket of [endless, ...crowd]) socket.destroy()
  expect(residentMegabytes() - before).toBeLessThan(200)
  const id = newId()
  await eventually(() =>
    sendRaw(port, mailOf({ 'Message-ID': id }), ours).then(
      () => true,
      () => false,
    ),
  )
  expect(await fateOf(id)).toBe('new_case')
}, 60_000)

test('where the bytes cannot be kept the sender is told to come again, nothing is there by half, and it heals by itself', async () => {
  const files = join(place.dataDir, 'files')
  const id = newId()
  const raw = mailOf({ Subject: 'No room', 'Message-ID': id }, `${Math.random()}`)
  const before = (await rows('true')).length
  renameSync(files, `${files}.aside`)
  writeFileSync(files, 'a file where a folder should be')
  await expect(sendRaw(port, raw, ours)).rejects.toThrow(/45[12]/)
  const key = await makeKey(place)
  const post = () =>
    fetch(`${place.url}/api/v1/inbound-mail`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'message/rfc822' },
      body: raw,
    })
  expect((await post()).status).toBeGreaterThanOrEqual(500)
  expect(await rows('true')).toHaveLength(before)
  rmSync(files)
  renameSync(`${files}.aside`, files)
  expect(await sendRaw(port, raw, ours)).toMatch(/Kept as/)
  expect(await fateOf(id)).toBe('new_case')
}, 60_000)

test('without its database it says 4xx, and within ten seconds of its return all that waited is taken, once', async () => {
  await cable.cut()
  const ids = Array.from({ length: 5 }, newId)
  const send = (id: string) => sendRaw(port, mailOf({ Subject: id, 'Message-ID': id }), ours)
  for (const id of ids) await expect(send(id)).rejects.toThrow(/\b4\d\d\b/)
  await cable.mend()
  const begun = performance.now()
  for (const id of ids)
    await eventually(
      () =>
        send(id).then(
          () => true,
          () => false,
        ),
      10,
    )
  expect(performance.now() - begun).toBeLessThan(10_000)
  for (const id of ids) expect(await fateOf(id)).toBe('new_case')
  for (const id of ids) expect(await rows('message_id = $1', id)).toHaveLength(1)
}, 180_000)
