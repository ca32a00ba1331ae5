import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { mailingWorld } from '../../../../tests/world/mailing.ts'
import type { Relay } from '../../../../tests/world/relay.ts'
import { eventually } from '../../../../tests/world/work.ts'
import type { World } from '../../../../tests/world/world.ts'

let world: World
let relay: Relay
let close: () => Promise<void>

beforeAll(async () => {
  ;({ world, relay, close } = await mailingWorld({ working: true }))
  await world.runtime.db.updateTable('mailbox').set({ address: 'support@norrvik.example', acknowledge: true }).execute()
})
beforeEach(() => {
  relay.mails.length = 0
})
afterAll(() => close())

let sent = 0
/** Hands a mail in and answers with the letters that it led to, once everything has left. */
async function handIn(from: string, headers = '') {
  const raw = `From: "Buy now at evil.example" <${from}>\r\nTo: support@norrvik.example\r\nSubject: Click https://evil.example\r\nMessage-ID: <m${++sent}@other.example>\r\n${headers}\r\nBody with https://evil.example, mail ${sent}\r\n`
  const answer = await world.app.inject({
    method: 'POST',
    url: '/api/v1/inbound-mail',
    headers: { ...world.headersOf('admin'), 'content-type': 'message/rfc822' },
    payload: raw,
  })
  expect(answer.statusCode).toBe(200)
  await eventually(async () => {
    const waiting = await world.runtime.db.selectFrom('message').select('id').where('delivery', '=', 'queued').execute()
    return waiting.length === 0
  })
  return relay.mails
}

test('a person hears that their mail arrived, once a day, and nothing they wrote comes back to them', async () => {
  const [letter] = await handIn('owen.pryce@kestrelbrewing.example')
  expect(letter!.to).toEqual(['owen.pryce@kestrelbrewing.example'])
  expect(letter!.from).toBe('')
  expect(letter!.header('auto-submitted')).toBe('auto-replied')
  expect(letter!.header('in-reply-to')).toBe(`<m${sent}@other.example>`)
  expect(letter!.raw).not.toContain('evil')
  expect(await handIn('Owen.Pryce@kestrelbrewing.example')).toHaveLength(1)
  world.advance({ hours: 25 })
  expect(await handIn('owen.pryce@kestrelbrewing.example')).toHaveLength(2)
})

test('a storm of mails from one sender, all at once, is acknowledged once', async () => {
  await Promise.all(Array.from({ length: 12 }, () => handIn('storm@kestrelbrewing.example')))
  expect(relay.mails.filter(({ to }) => to.includes('storm@kestrelbrewing.example'))).toHaveLength(1)
})

test('machines, lists, nobody and ourselves hear nothing', async () => {
  await handIn('robot@other.example', 'Auto-Submitted: auto-generated\r\n')
  await handIn('list@other.example', 'List-Id: <news.other.example>\r\n')
  await handIn('no-reply@other.example')
  await handIn('mailer-daemon@other.example')
  await handIn('null@other.example', 'Return-Path: <>\r\n')
  await handIn('quiet@other.example', 'X-Auto-Response-Suppress: All\r\n')
  expect(await handIn('support+x@norrvik.example')).toEqual([])
})

test('a mailbox that is not set to acknowledge says nothing', async () => {
  await world.runtime.db.updateTable('mailbox').set({ acknowledge: false }).execute()
  expect(await handIn('new.person@other.example')).toEqual([])
})
