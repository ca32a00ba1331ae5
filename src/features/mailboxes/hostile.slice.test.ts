import { afterAll, beforeAll, expect, test } from 'vitest'
import { deliver, mailOf, sentOn } from '../../../tests/world/mail.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { installationSecret } from '../../platform/installation.ts'
import { ourMessageId } from './rules/tokens.ts'

let world: World
let secret: Buffer
beforeAll(async () => {
  world = await testWorld()
  secret = await installationSecret(world.runtime.db, 'mail_token_secret', world.now)
  await world.runtime.db
    .updateTable('mailbox')
    .set({ trusted_authserv_ids: ['mx.norrvik.example'] })
    .execute()
})
afterAll(() => world.close())

let count = 0
const newId = () => `<hostile${++count}@evil.example>`

/** A case of Ingrid's with an answer of ours, and the id of that answer. */
async function answeredCase() {
  const opened = await deliver(world, mailOf({ Subject: 'Pump', 'Message-ID': newId() }))
  const number = Number(opened.caseNumber!.slice(2))
  const messageId = ourMessageId(secret, number, crypto.randomUUID(), 'caseward.example')
  await sentOn(world, opened.caseId!, { messageId, to: 'ingrid.sollberg@meridianlabs.example' })
  return { id: opened.caseId!, messageId }
}

const passed = 'Authentication-Results: mx.norrvik.example; dmarc=pass header.from=norrvik.example; dkim=pass; spf=pass'
const failed = 'Authentication-Results: mx.norrvik.example; dmarc=fail header.from=norrvik.example'
const ours = 'Received: from somewhere by mx.norrvik.example with ESMTPS; Thu, 19 Nov 2026 11:59:00 +0000'
const foreign = 'Received: from mx.norrvik.example by relay.evil.example; Thu, 19 Nov 2026 11:58:00 +0000'

test.each([
  ['the sender wrote it, and no hop of ours stands above', [passed], 'held'],
  ['a foreign hop stands above', [foreign, passed], 'held'],
  ['it lies below what the sender brought along', [ours, foreign, passed], 'held'],
  ['our hop said no, and a yes lies below', [ours, failed, foreign, ours, passed], 'held'],
  ['a host like ours', [ours, passed.replace('mx.norrvik', 'mx.norrvik.example.evil')], 'held'],
  ['our hop said yes', [ours, passed, foreign], 'reply'],
])('a colleague is believed by what our own hop found alone: %s', async (_, above, fate) => {
  const { id, messageId } = await answeredCase()
  const mail = mailOf({
    From: 'Ana Ferreira <ana.ferreira@norrvik.example>',
    Subject: 'Re: Pump',
    'In-Reply-To': messageId,
    'Message-ID': newId(),
  })
  const answer = await deliver(world, `${above.join('\r\n')}\r\n${mail}`, { mailbox: 'support@caseward.example' })
  expect(answer.fate).toBe(fate)
  expect(answer.caseId === id).toBe(fate === 'reply')
})

test('fields that give orders elsewhere give none here', async () => {
  const orders = {
    'X-Priority': '1',
    Importance: 'high',
    'X-Caseward-Priority': 'critical',
    'X-OTRS-Priority': '5 very high',
    'X-OTRS-Queue': 'Admin',
    'X-Remote-User': 'mira.kaplan@norrvik.example',
    'X-Forwarded-For': '10.0.0.1',
    'X-Zammad-Ticket-owner_id': '1',
    'Resent-From': 'mira.kaplan@norrvik.example',
    Sender: 'mira.kaplan@norrvik.example',
    'Reply-To': 'mira.kaplan@norrvik.example',
  }
  const subject = 'A question about the pump'
  const plain = await deliver(world, mailOf({ Subject: subject, 'Message-ID': newId() }))
  const ordered = await deliver(world, mailOf({ ...orders, Subject: subject, 'Message-ID': newId() }))
  const facts = async (id: string) => {
    const { priority, team, contact, channel, replyTo, restricted } = await world
      .as('mira')
      .cases.getCase({ params: { id } })
    return { priority, team, contact, channel, replyTo, restricted }
  }
  expect(await facts(ordered.caseId!)).toEqual(await facts(plain.caseId!))
})

test('what a mail brings is a download that nothing runs, whatever it is called', async () => {
  const evil = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
  const files = [
    ['image/svg+xml', 'logo.svg'],
    ['text/html', 'offer.html'],
    ['application/xml', 'a.xml'],
    ['image/png', 'picture.png'],
    ['text/html; charset=utf-7', 'a"; x="b.html'],
    ['application/x-shockwave-flash', '=?utf-8?q?a=0D=0ASet-Cookie=3A_x=3D1.html?='],
    ['text/javascript', '../../../../etc/passwd'],
  ]
  const parts = files.map(
    ([type, name]) =>
      `--B\r\nContent-Type: ${type}\r\nContent-Disposition: attachment; filename="${name!.replaceAll('"', '\\"')}"\r\n\r\n${evil}\r\n`,
  )
  const mail = mailOf(
    { Subject: 'Files', 'Message-ID': newId(), 'MIME-Version': '1.0', 'Content-Type': 'multipart/mixed; boundary=B' },
    `--B\r\nContent-Type: text/plain\r\n\r\nSee.\r\n${parts.join('')}--B--`,
  )
  const { caseId } = await deliver(world, mail)
  const { items } = await world.as('ana').conversations.listMessages({ params: { id: caseId! }, query: {} })
  expect(items[0]!.attachments).toHaveLength(files.length)
  for (const { id, name } of items[0]!.attachments) {
    for (const url of [`/api/v1/attachments/${id}`, `/api/v1/attachments/${id}?show=1`]) {
      const { headers, statusCode } = await world.app.inject({ url, headers: world.headersOf('ana') })
      expect(statusCode).toBe(200)
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['content-security-policy']).toContain('sandbox')
      expect(headers['set-cookie']).toBeUndefined()
      const shown = url.endsWith('?show=1') && name === 'picture.png'
      expect(headers['content-type'], name).toBe(shown ? 'image/png' : 'application/octet-stream')
      expect(headers['content-disposition'], name).toMatch(
        shown ? /^inline$/ : /^attachment; filename="[^"\r\n/\\]+"; filename\*=UTF-8''[^"\r\n/\\]+$/,
      )
    }
  }
})
