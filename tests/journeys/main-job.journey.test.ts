import type { SendMailOptions } from 'nodemailer'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Desk, openDesk, showOnFailure } from '../world/desk.ts'

let desk: Desk
let page: Page
beforeAll(async () => {
  desk = await openDesk({ fresh: true })
  page = await desk.seat()
}, 240_000)
afterAll(() => desk?.close())

const ingrid = { name: 'Ingrid Sollberg', address: 'ingrid.sollberg@meridianlabs.example' }
const writes = (mail: SendMailOptions) => desk.write({ from: ingrid, ...mail })

test('the main job, from the first mail to the confirmed resolution', async () => {
  showOnFailure(desk, page)
  const { installation, customers, problems } = desk
  await page.goto(`${installation.url}/`)
  await page.getByLabel('Your name').fill('Ana Ferreira')
  await page.getByLabel('E-mail').fill('ana.ferreira@norrvik.example')
  await page.getByRole('textbox', { name: 'Password' }).fill('a-long-enough-word')
  await page.getByLabel('Name of the company').fill('Norrvik')
  await page.getByRole('button', { name: 'Begin' }).click()
  await page.getByRole('heading', { name: /three steps/ }).waitFor()
  // Few kinds of case are offered at first; what a company does says which come along.
  await page.getByRole('button', { name: 'Just me', pressed: true }).waitFor()
  await page.getByRole('button', { name: 'Software or a service' }).click()
  await page.getByRole('button', { name: 'Software or a service', pressed: true }).waitFor()

  // 1, 2: the mail becomes a case with an owner, a clock and a next step.
  await page.goto(`${installation.url}/my-next`)
  await page.getByRole('heading', { name: /My next/ }).waitFor()
  const first = await writes({
    subject: 'Invoice 3381 charged twice',
    text: 'Dear team,\n\nyou charged invoice 3381 twice.\n\nIngrid',
  })
  // 3: it appears without a reload.
  const row = page.getByRole('link', { name: /Invoice 3381 charged twice/ })
  await row.waitFor()
  await row.click()
  const bar = page.getByRole('region', { name: 'The four answers' })
  await bar.getByText('Ana Ferreira').first().waitFor()
  await bar
    .getByText(/First response/)
    .first()
    .waitFor()
  await page.getByText('you charged invoice 3381 twice').waitFor()

  // A draft survives a reload.
  const reply = page.getByRole('textbox', { name: /Reply to Ingrid/ })
  await reply.click()
  await reply.pressSequentially('Hello Ingrid, you will have the credit note tomorrow.')
  await page.getByText('Draft saved').waitFor()
  await page.reload()
  await page.getByText('you will have the credit note tomorrow').waitFor()

  // 4: the answer leaves by SMTP, threaded, with a person's name.
  const send = page.getByRole('button', { name: /^Send to Ingrid/ })
  await send.click()
  // Thought better of: it is in the box again, and leaves only with the second Send.
  await page.getByRole('button', { name: 'Undo' }).click()
  await reply.getByText('you will have the credit note tomorrow').waitFor()
  // Nobody thinks better of the others, so they wait a second for that.
  const impatient = { method: 'PATCH', headers: { 'content-type': 'application/json' }, body: '{"undoSeconds":1}' }
  expect(await page.evaluate(async (asked) => (await fetch('/api/v1/me', asked)).status, impatient)).toBe(200)
  await send.click()
  const answer = await customers.next((mail) => mail.text.includes('credit note tomorrow'))
  expect(answer.from).toContain('Ana Ferreira')
  expect(answer.headers['in-reply-to']).toBe(first)
  expect(answer.to).toEqual([ingrid.address])

  // She answers back into the same case.
  await writes({
    to: answer.replyTo,
    subject: `Re: ${answer.subject}`,
    inReplyTo: answer.messageId,
    references: `${first} ${answer.messageId}`,
    text: 'Please put our order number PO-88213 on it.\n\n> Hello Ingrid,\n> you will have the credit note tomorrow.',
  })
  await page.getByText('order number PO-88213').first().waitFor()
  expect(await page.getByRole('link', { name: /Invoice 3381 charged twice/ }).count()).toBe(1)

  // 5: it is resolved only with what its type requires, and over no open promise.
  await page.getByRole('button', { name: 'Resolve', exact: true }).click()
  const sheet = page.getByRole('dialog', { name: /^Resolve C-/ })
  await sheet.getByText(/requirements are missing/).waitFor()
  expect(await sheet.getByRole('button', { name: 'Resolve', exact: true }).isDisabled()).toBe(true)
  // A stage that nobody went through is asked for too: its work is begun and done from here.
  await sheet.getByRole('button', { name: 'begin it' }).click()
  await sheet.getByRole('checkbox', { name: /you will have the credit note tomorrow/ }).click()
  await sheet.getByRole('checkbox', { name: /Cause of the difference named/ }).click()
  await sheet.getByRole('button', { name: 'Keep open' }).click()
  await page.getByRole('checkbox', { name: /Adjustment confirmed in the ledger/ }).click()
  await page.getByRole('button', { name: 'Resolve', exact: true }).click()
  await sheet.getByLabel('Resolution summary').fill('Credit note CN-118 is issued and names PO-88213.')
  await sheet.getByLabel('Resolution code').selectOption({ label: 'Credit issued' })
  // What it comes to is agreed to; with nobody else there, by a second look of the same person.
  await sheet.getByRole('button', { name: 'Approved: Credit or refusal' }).click()
  const approvals = page.getByRole('dialog', { name: /^Approvals of C-/ })
  await approvals.getByRole('button', { name: 'Ask now' }).click()
  await approvals.getByRole('button', { name: 'I looked again: it is right' }).click()
  await approvals.getByText('Ana Ferreira approved').waitFor()
  await page.keyboard.press('Escape')
  await sheet.getByText('Everything is here.').waitFor()
  await sheet.getByRole('button', { name: 'Resolve', exact: true }).click()
  const solved = await customers.next((mail) => mail.text.includes('CN-118'))
  const link = /https?:\/\/\S+\/confirm\/[\w-]+/
    .exec(solved.text)![0]
    .replace('http://caseward.example', installation.url)

  // A GET changes nothing; a click on the page does.
  const customer = await desk.seat()
  await customer.goto(link)
  await customer.reload()
  await customer.getByRole('button', { name: /yes/i }).click()
  await customer.getByText(/thank/i).first().waitFor()
  await customer.close()
  await page.getByText(/Closed, confirmed by the customer/).waitFor()

  // 6: the first screen says how many are open.
  await writes({ subject: 'Which oil for VP-22 above 40 °C?', text: 'Which oil do you recommend?' })
  await page.goto(`${installation.url}/`)
  await page.getByRole('link', { name: '1 open case' }).waitFor()
  expect(problems).toEqual([])
})
