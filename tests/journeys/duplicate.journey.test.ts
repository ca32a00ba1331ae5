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

const from = 'Ingrid Sollberg <ingrid.sollberg@meridianlabs.example>'
interface Found {
  number: string
  subject: string
  messageCount: number
}
const cases = async () => (await desk.api<{ items: Found[] }>('GET', '/cases')).items
const arrived = async (subject: string): Promise<string> => {
  await expect.poll(async () => (await cases()).map((each) => each.subject), { timeout: 60_000 }).toContain(subject)
  return (await cases()).find((each) => each.subject === subject)!.number
}
const thread = async (number: string) =>
  (await desk.api<{ items: { subject: string | null }[] }>('GET', `/cases/${number}/messages`)).items.map(
    ({ subject }) => subject,
  )

test('a mail that repeats a case is merged into it, what comes then lands there, and the undo parts them again', async () => {
  showOnFailure(desk, page)
  const text = 'Our vacuum pump VP-40 in hall three loses oil at the flange since the service visit.'
  await desk.write({ from, subject: 'VP-40 loses oil', text })
  const older = await arrived('VP-40 loses oil')
  const asked = await desk.write({
    from,
    subject: 'Oil leak at the VP-40',
    text: `Hello, ${text} Please send somebody.`,
  })
  const newer = await arrived('Oil leak at the VP-40')

  // The newer one says what it looks like, and why; one click merges.
  await page.goto(`/cases/${newer}`)
  const line = page.getByRole('note', { name: 'Likely duplicate' })
  await line.getByText(/same contact, \d+ of \d+ rare words/).waitFor()
  await line.getByRole('button', { name: 'Merge' }).click()
  await page.waitForURL(new RegExp(`/cases/${older}`))
  await page.getByText(`You opened ${newer}, which was merged into this case`).waitFor()

  // Whoever opens the old number is led on; an answer to its mail lands on the survivor.
  await page.goto(`/cases/${newer}`)
  await page.waitForURL(new RegExp(`/cases/${older}`))
  await desk.write({ from, subject: 'Re: Oil leak at the VP-40', text: 'It is worse today.', inReplyTo: asked })
  await expect.poll(() => thread(older), { timeout: 60_000 }).toHaveLength(3)
  await page.reload()
  await page.getByText('It is worse today.').waitFor()

  // The undo says what stays, and parts them.
  await page.getByRole('button', { name: 'Undo' }).first().click()
  const sheet = page.getByRole('dialog', { name: `Undo the merge of ${newer}` })
  await sheet.getByText(`1 message that came since stays with ${older}.`).waitFor()
  await sheet.getByRole('button', { name: 'Undo the merge' }).click()
  await page.waitForURL(new RegExp(`/cases/${newer}`))
  await page.getByText(`Taken out of ${older} again`).waitFor()
  expect(await thread(newer)).toEqual(['Oil leak at the VP-40'])
  expect(await thread(older)).toEqual(['VP-40 loses oil', 'Re: Oil leak at the VP-40'])
  expect(desk.problems).toEqual([])
})
