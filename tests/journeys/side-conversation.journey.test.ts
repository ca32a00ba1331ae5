import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Desk, mira, openDesk, showOnFailure } from '../world/desk.ts'

let desk: Desk
let page: Page
beforeAll(async () => {
  desk = await openDesk()
  page = await desk.seat(mira.email)
}, 240_000)
afterAll(() => desk?.close())

const ingrid = { name: 'Ingrid Sollberg', address: 'ingrid.sollberg@meridianlabs.example' }
const helvar = { name: 'Helvar Orders', address: 'orders@helvar.example' }

test('a supplier is asked beside the thread, and the answer comes back beside it', async () => {
  showOnFailure(desk, page)
  const { installation, customers, problems } = desk
  await desk.write({
    from: ingrid,
    subject: 'Pump P40 stands still',
    text: 'The impeller of our P40 is worn. Our order is PO-88213.',
  })
  await page.goto(`${installation.url}/my-next`)
  await page.getByRole('link', { name: /Pump P40 stands still/ }).click()
  await page.getByText('impeller of our P40 is worn').waitFor()

  // By key, and from the message it is about.
  await page.getByRole('region', { name: 'Timeline' }).focus()
  await page.keyboard.press('b')
  const frame = page.getByRole('region', { name: 'Side conversation' })
  await frame.getByText('The customer does not see this.').waitFor()
  await page.getByRole('button', { name: 'The case', exact: true }).click()
  const letter = page.getByRole('article', { name: 'Message from Ingrid Sollberg' })
  await letter.hover()
  await letter.getByRole('button', { name: 'Ask a supplier about this' }).click()
  await frame.getByLabel('To', { exact: true }).fill('Helvar Orders <orders@helvar.example>')
  await frame.getByLabel('What they are called').fill('Helvar Pumps AB')
  await frame.getByText('By mail with Helvar Pumps AB.').waitFor()
  await frame.getByLabel('Subject').fill('Impeller for a P40')
  // Nothing goes along by itself; what is quoted is seen, and can be shortened.
  await frame.getByRole('button', { name: 'Quote it' }).click()
  const text = frame.getByLabel('What you write')
  expect(await text.inputValue()).toContain('> The impeller of our P40 is worn. Our order is PO-88213.')
  await text.fill('When can you deliver?\n\n> The impeller of a P40 is worn.')
  await frame.getByLabel('Answer by').fill('2031-05-02T12:00')
  await frame.getByLabel('Meanwhile the case').selectOption({ label: 'shows their answer as its next step' })
  await page.reload()
  expect(await text.inputValue()).toContain('When can you deliver?')
  await frame.getByRole('button', { name: 'Send to Helvar Pumps AB' }).click()
  await frame.getByText('Helvar Pumps AB answers').first().waitFor()
  const asked = await customers.next((mail) => mail.text.includes('When can you deliver?'))
  expect(asked.to).toEqual([helvar.address])
  expect(asked.subject).toBe('Impeller for a P40')
  expect(asked.raw).not.toContain('PO-88213')
  expect(asked.raw).not.toContain('Ingrid')
  expect(asked.raw).not.toMatch(/C-\d/)
  await page
    .getByRole('region', { name: 'The four answers' })
    .getByText('Helvar Pumps AB answers: Impeller for a P40')
    .waitFor()

  // Their answer shows at once, in the frame and on the case.
  await desk.write({
    from: helvar,
    to: asked.replyTo,
    subject: `Re: ${asked.subject}`,
    inReplyTo: asked.messageId,
    references: asked.messageId,
    text: 'On Friday, by courier.',
  })
  await frame.getByText('On Friday, by courier.').waitFor()
  await frame
    .getByText(/goes on/)
    .first()
    .waitFor()
  await page.keyboard.press('Escape')
  const timeline = page.getByRole('region', { name: 'Timeline' })
  await timeline.getByText('Helvar Pumps AB answered: Impeller for a P40').waitFor()
  const line = page.getByRole('region', { name: 'Side conversations' }).getByRole('button', { name: /Helvar Pumps AB/ })
  await line.getByText('On Friday, by courier.').waitFor()
  expect(await page.getByRole('article', { name: /Helvar/ }).count()).toBe(0)

  // What the customer gets next has nothing of it; both mails leave after the moment in which they can be taken back.
  const reply = page.getByRole('textbox', { name: /Reply to Ingrid/ })
  await reply.click()
  await reply.pressSequentially('Your impeller will be there on Friday.')
  await page.getByRole('button', { name: /^Send to Ingrid/ }).click()
  // It is answered, and ended: until then the closure asks for it.
  await line.click()
  const write = frame.getByRole('textbox', { name: 'Write to Helvar Pumps AB' })
  await write.fill('Thank you, please send it.')
  await write.press('Control+Enter')
  const answer = await customers.next((mail) => mail.text.includes('will be there on Friday'))
  expect(answer.to).toEqual([ingrid.address])
  expect(answer.raw.toLowerCase()).not.toContain('helvar')
  expect(answer.raw).not.toContain('courier')
  const thanked = await customers.next((mail) => mail.text.includes('please send it'))
  expect(thanked.text).toContain('> On Friday, by courier.')
  expect(thanked.replyTo).toBe(asked.replyTo)
  await frame.getByText('Helvar Pumps AB answers').waitFor()
  await page.getByRole('button', { name: 'Resolve', exact: true }).click()
  const sheet = page.getByRole('dialog', { name: /^Resolve C-/ })
  await sheet.getByText('Side conversation with Helvar Pumps AB ended').waitFor()
  await sheet.getByRole('button', { name: 'Keep open' }).click()
  await frame.getByRole('button', { name: 'End', exact: true }).click()
  await frame.getByText('This side conversation has ended.').waitFor()
  await page.goto(`${installation.url}/team-tasks?of=sides`)
  await page.getByText('Nothing is asked beside the thread').waitFor()
  expect(problems).toEqual([])
})
