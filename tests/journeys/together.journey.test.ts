import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { generateSync } from 'otplib'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Desk, everybodysPassword, mira, openDesk, showOnFailure, support } from '../world/desk.ts'
import { openImapServer } from '../world/imap.ts'
import { home } from '../world/program.ts'

// A desk at work: one installation, people side by side, and what the day brings them.

let desk: Desk
let page: Page
let url: string
const ana = { name: 'Ana Ferreira', email: 'ana.ferreira@norrvik.example' }
beforeAll(async () => {
  desk = await openDesk()
  url = desk.installation.url
  page = await desk.seat(mira.email)
}, 240_000)
afterAll(() => desk?.close())

const row = (on: Page, subject: string) => on.getByRole('link', { name: new RegExp(subject) })
const replyBox = (on: Page) => on.getByRole('textbox', { name: /^Reply to/ })

test('mail fetched by IMAP appears at once, and the answer goes out by SMTP', async () => {
  showOnFailure(desk, page)
  const provider = await openImapServer({ uidvalidity: 7, messages: [] })
  const { items } = await desk.api<{ items: { id: string }[] }>('GET', '/mailboxes')
  const imap = `/mailboxes/${items[0]!.id}/imap`
  const account = { host: '127.0.0.1', port: provider.port, security: 'none', user: 'testuser', password: 'testpass' }
  await desk.api('PUT', imap, account)
  for (let state = ''; state !== 'connected'; )
    state = (await desk.api<{ health: { state: string } }>('GET', imap)).health.state
  await page.goto(`${url}/my-next`)
  await page.getByRole('heading', { name: /My next/ }).waitFor()
  const head = `From: Jonas Aalto <jonas.aalto@fetched.example>\r\nTo: ${support}\r\nMessage-ID: <fetched@fetched.example>`
  provider.arrive(`${head}\r\nSubject: Pump 7 leaks oil\r\n\r\nIt leaks since Monday.\r\n`)
  await row(page, 'Pump 7 leaks oil').click()
  await page.getByText('It leaks since Monday').waitFor()
  await replyBox(page).click()
  await replyBox(page).pressSequentially('Please close the valve; Lena is on her way.')
  await page.getByRole('button', { name: /^Send to Jonas/ }).click()
  const answer = await desk.customers.next((mail) => mail.text.includes('Lena is on her way'))
  expect(answer.headers['in-reply-to']).toBe('<fetched@fetched.example>')
  expect(provider.flagsOf()).toEqual([['\\Seen']])
  await desk.api('DELETE', imap)
  await provider.close()
})

test('the six steps by keyboard alone', async () => {
  showOnFailure(desk, page)
  const { keyboard } = page
  await desk.write({ from: 'Kemal Aydin <kemal@keys.example>', subject: 'Which oil for VP-22?', text: 'Which one?' })
  await page.goto(`${url}/my-next`)
  await row(page, 'Which oil for VP-22').waitFor()
  await keyboard.press('?')
  await page.getByRole('dialog').getByText('Stages, and what they need').waitFor()
  await keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  // Down the list, and up again, until it is the one.
  const number = await numberOf('Which oil for VP-22')
  for (const key of ['j', 'j', 'j', 'k', 'k', 'k']) {
    if (page.url().endsWith(number)) break
    await keyboard.press(key)
    await page.waitForURL(/C-/)
    await page.getByRole('region', { name: 'The four answers' }).waitFor()
  }
  await page.getByText('Which one?').waitFor()
  await keyboard.press('r')
  await page.locator('#composer .ProseMirror-focused').waitFor()
  await keyboard.type('VG 100 above 40 degrees.')
  await keyboard.press('ControlOrMeta+Enter')
  await desk.customers.next((mail) => mail.text.includes('VG 100 above'))
  // Out of the writing surface, into the closure sheet.
  await page.locator('#composer .ProseMirror-focused').evaluate((surface: { blur: () => void }) => surface.blur())
  await keyboard.press('e')
  const sheet = page.getByRole('dialog', { name: /^Resolve C-/ })
  await sheet.waitFor()
  await keyboard.type('Named the oil for the temperature.')
  await keyboard.press('Tab')
  await keyboard.press('ArrowDown')
  await sheet.getByText('Everything is here.').waitFor()
  await keyboard.press('Tab')
  await keyboard.press('Enter')
  await sheet.waitFor({ state: 'hidden' })
  const asked = await desk.customers.next((mail) => mail.text.includes('Named the oil'))
  const [, token] = /\/confirm\/([\w-]+)/.exec(asked.text)!
  const customer = await desk.seat()
  await customer.goto(`${url}/confirm/${token}`)
  await customer.getByRole('button', { name: 'Yes, it is solved' }).focus()
  await customer.keyboard.press('Enter')
  await customer.getByText('The case is closed').waitFor()
  await customer.context().close()
  await keyboard.press('ControlOrMeta+k')
  await page.getByPlaceholder(/Do, go or find/).waitFor()
  await keyboard.type('Home')
  await page.getByRole('button', { name: /Home/ }).first().waitFor()
  await keyboard.press('Enter')
  await page.getByRole('link', { name: '1 open case' }).waitFor()
})

test('two on one case see each other; a stale change shows both versions; a mail that comes meanwhile warns before sending', async () => {
  await desk.api('POST', '/people', { ...ana, role: 'agent', password: everybodysPassword, teamIds: await teamIds() })
  const other = await desk.seat(ana.email)
  showOnFailure(desk, page, other)
  const from = 'Ingrid Sollberg <ingrid@meridian.example>'
  const first = await desk.write({ from, subject: 'Invoice 3381 charged twice', text: 'Please credit one.' })
  const number = await numberOf('Invoice 3381')
  await page.goto(`${url}/cases/${number}`)
  await other.goto(`${url}/cases/${number}`)
  await page.getByRole('status', { name: /Ana Ferreira is looking at this case/ }).waitFor()
  await replyBox(other).click()
  await replyBox(other).pressSequentially('Dear Ingrid, one of the two')
  await page.getByRole('status', { name: /Ana Ferreira is writing/ }).waitFor()

  await page.goto(`${url}/cases/${number}?why=next`)
  await page.getByLabel('What happens next').fill('Ask the ledger')
  const { version } = await desk.api<{ version: number }>('GET', `/cases/${number}`)
  const theirs = { text: 'Call Ingrid back', whose: 'us', personId: null, dueAt: null }
  await desk.api('PATCH', `/cases/${number}`, { version, nextStep: theirs })
  await page.getByRole('button', { name: 'Keep', exact: true }).click()
  const conflict = page.getByRole('dialog', { name: /was changed meanwhile/ })
  await conflict.getByText('Ask the ledger').waitFor()
  await conflict.getByText('Call Ingrid back').waitFor()
  await conflict.getByRole('button', { name: 'Leave it as it stands' }).click()

  const again = { subject: 'Re: Invoice 3381 charged twice', inReplyTo: first, references: first }
  await desk.write({ from, ...again, text: 'It is number 3382, sorry.' })
  await other.getByRole('button', { name: /Ingrid wrote again/ }).waitFor()
  const before = desk.customers.delivered.length
  await other.getByRole('button', { name: /^Send to Ingrid/ }).click()
  await other
    .getByText(/wrote|meanwhile|new message/i)
    .last()
    .waitFor()
  expect(desk.customers.delivered.length).toBe(before)
  await other.getByRole('button', { name: /^Send to Ingrid/ }).click()
  await desk.customers.next((mail) => mail.text.includes('one of the two'))
  await other.context().close()
})

test('whoever leaves hands over: access ends at once, and the case goes on with somebody else', async () => {
  const number = await numberOf('Invoice 3381')
  const { items } = await desk.api<{ items: { id: string; email: string }[] }>('GET', '/people')
  const anaId = items.find(({ email }) => email === ana.email)!.id
  await desk.api('POST', `/cases/${number}/assign`, { ownerId: anaId, reason: 'She knows the ledger' })
  const other = await desk.seat(ana.email)
  showOnFailure(desk, page, other)
  await other.goto(`${url}/my-next`)
  await row(other, 'Invoice 3381').waitFor()
  await page.goto(`${url}/studio/people`)
  await page
    .getByRole('button', { name: /Ana Ferreira/ })
    .first()
    .click()
  await page.getByText('Access', { exact: true }).click()
  await page.getByRole('button', { name: /End (their )?access/ }).click()
  const sheet = page.getByRole('dialog', { name: /End the access of Ana/ })
  // The duty holder of the team takes it where nobody else is chosen.
  const taker = sheet.getByLabel(/1 open case, 0 open tasks go to/)
  expect(await taker.locator('option:checked').textContent()).toContain(`${mira.name}, duty holder`)
  await sheet.getByRole('button', { name: 'End access now' }).click()
  await page.getByText(/Ana Ferreira has no access any more/).waitFor()
  await other.getByRole('button', { name: 'Sign in' }).waitFor()
  await page.goto(`${url}/my-next`)
  await row(page, 'Invoice 3381').waitFor()
  await other.context().close()
})

test('history from an .mbox is there, and nobody is written to', async () => {
  showOnFailure(desk, page)
  await page.goto(`${url}/`)
  const before = desk.customers.delivered.length
  const file = join(tmpdir(), `old-${process.pid}.mbox`)
  const old = ['Valve 12 is stuck', 'Thank you for valve 12']
  writeFileSync(file, old.map((subject, at) => mboxOf(subject, `<old-${at}@old.example>`)).join(''))
  const env = { PATH: process.env.PATH, ...desk.installation.environment }
  const line = ['bin/caseward.js', 'mail', 'import', file]
  const { stdout } = await promisify(execFile)(process.execPath, line, { cwd: home, env })
  expect(stdout).toContain('Mails read: 2')
  await page.goto(`${url}/cases/${await numberOf('Valve 12 is stuck')}`)
  await page.getByText('Nothing moves since 2019').first().waitFor()
  expect(desk.customers.delivered.length).toBe(before)
})

test('“not yet” on the customer’s page opens the case again, with their words', async () => {
  showOnFailure(desk, page)
  const number = await numberOf('Pump 7 leaks oil')
  const summary = 'The seal of pump 7 is new.'
  const override = { reason: 'Tried by hand' }
  const { closure } = await desk.api<{ closure: { codes: { key: string }[] } }>('GET', `/cases/${number}`)
  const code = closure.codes[0]?.key
  await desk.api('POST', `/cases/${number}/resolve`, { summary, tellCustomer: true, override, ...(code && { code }) })
  const asked = await desk.customers.next((mail) => mail.text.includes(summary))
  const [, token] = /\/confirm\/([\w-]+)/.exec(asked.text)!
  await page.goto(`${url}/cases/${number}`)
  const customer = await desk.seat()
  await customer.goto(`${url}/confirm/${token}`)
  await customer.getByText('Not yet').click()
  await customer.getByLabel('What is still wrong?').fill('It drips from the other side now.')
  await customer.getByRole('button', { name: 'Send and open the case again' }).click()
  await customer.getByText('the case is open again').waitFor()
  await customer.context().close()
  await page.getByText('It drips from the other side now').first().waitFor()
  expect((await desk.api<{ status: string }>('GET', `/cases/${number}`)).status).toBe('open')
})

test('two-step sign-in is set up on the screen, and asks for a code from then on', async () => {
  showOnFailure(desk, page)
  await page.goto(`${url}/me`)
  const part = page.getByRole('region', { name: 'Two-step sign-in' })
  await part.getByRole('button', { name: 'Set it up' }).click()
  const secret = (await part.locator('code').textContent())!
  await part.getByLabel('Code').fill(generateSync({ secret }))
  await part.getByRole('button', { name: 'Switch it on' }).click()
  await part.getByText(/^On\./).waitFor()
  const elsewhere = await desk.seat()
  await elsewhere.goto(`${url}/my-next`)
  await elsewhere.getByLabel('E-mail').fill(mira.email)
  await elsewhere.getByRole('textbox', { name: 'Password' }).fill(everybodysPassword)
  await elsewhere.getByRole('button', { name: 'Sign in' }).click()
  // The code that switched it on is spent: the next one is right already, half a minute early.
  const soon = Math.floor(Date.now() / 1000) + 30
  await elsewhere.getByLabel('Code').fill(generateSync({ secret, epoch: soon }))
  await elsewhere.getByRole('button', { name: 'Go on' }).click()
  await elsewhere.getByRole('heading', { name: /My next/ }).waitFor()
  await elsewhere.context().close()
  expect(desk.problems).toEqual([])
})

async function teamIds(): Promise<string[]> {
  return (await desk.api<{ items: { id: string }[] }>('GET', '/teams')).items.map(({ id }) => id)
}

/** The number of the case with that subject, as soon as there is one. */
async function numberOf(subject: string): Promise<string> {
  for (;;) {
    const { items } = await desk.api<{ items: { number: string; subject: string }[] }>('GET', '/cases?limit=50')
    const found = items.find((each) => each.subject.includes(subject))
    if (found) return found.number
  }
}

function mboxOf(subject: string, messageId: string): string {
  const head = [
    'From: Old Friend <old@old.example>',
    `To: ${support}`,
    `Subject: ${subject}`,
    `Message-ID: ${messageId}`,
  ]
  return `From old@old.example Tue Jan  1 12:00:00 2019\n${head.join('\n')}\nDate: Tue, 1 Jan 2019 12:00:00 +0000\n\nNothing moves since 2019.\n\n`
}
