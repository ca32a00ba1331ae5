import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Desk, mira, openDesk, showOnFailure } from '../world/desk.ts'

let desk: Desk
let page: Page
beforeAll(async () => {
  desk = await openDesk()
  page = await desk.seat(mira.email, { viewport: { width: 1600, height: 900 } })
}, 240_000)
afterAll(() => desk?.close())

interface Told {
  id: string
  number: string
  status: string
}
const customers = ['olga', 'pavel', 'quinn']

test('three cases become incidents of a problem, all are told, and its end takes along those that may go', async () => {
  showOnFailure(desk, page)
  const open = (subject: string, more: object) =>
    desk.api<Told>('POST', '/cases', { subject, type: 'general_question', ...more })
  const problem = await open('Payment gateway answers nobody', { note: 'Seen by monitoring.' })
  const made: Told[] = []
  for (const name of customers) {
    const contact = { name, email: `${name}@customers.example` }
    made.push(await open(`Card of ${name} refused`, { message: 'It is refused.', contact }))
  }
  const held = made[2]!
  await desk.api('POST', `/cases/${held.id}/tasks`, { title: 'Call them first', mandatory: true })

  // Chosen in the list, they become incidents of the problem at once.
  await page.goto('/views?layout=table&status=unresolved&sort=number&q=Card')
  await page.getByRole('checkbox', { name: 'Choose all that are loaded' }).check()
  await page.getByRole('button', { name: 'Problem', exact: true }).click()
  await page.getByRole('textbox', { name: /The problem behind 3 cases/ }).fill(problem.number)
  await page.getByRole('button', { name: /Payment gateway answers nobody/ }).click()
  await page.getByText(`3 incidents of ${problem.number}`).waitFor()

  // The problem says whom it reaches, before anything is sent.
  await page.goto(`/cases/${problem.number}`)
  await page.getByRole('button', { name: /Family: problem with 3 incidents, 3 open/ }).waitFor()
  await page.getByRole('button', { name: 'Tell all customers' }).click()
  const reach = page.getByRole('complementary', { name: 'Whom it reaches' })
  await reach.getByText('3 customers, one message each').waitFor()
  for (const name of customers) await reach.getByText(name, { exact: true }).waitFor()
  await page.getByRole('textbox', { name: 'What they read' }).fill('The gateway is back. Please try again.')
  await page.getByRole('button', { name: 'Tell 3 customers' }).click()
  await page.getByRole('button', { name: 'Take it back' }).waitFor()
  await page.getByText('3 of 3 customers written to').waitFor({ timeout: 60_000 })
  const reached = () => desk.customers.delivered.filter(({ raw }) => raw.includes('The gateway is back')).length
  await expect.poll(reached, { timeout: 40_000 }).toBe(3)
  await page.keyboard.press('Escape')

  // The closing sheet names the one that cannot be resolved yet; the others go with the problem.
  await page.getByRole('button', { name: 'Resolve', exact: true }).click()
  const sheet = page.getByRole('dialog', { name: `Resolve ${problem.number}` })
  await sheet.getByRole('textbox', { name: 'Resolution summary' }).fill('The gateway was restarted.')
  await sheet.getByRole('combobox', { name: 'Resolution code' }).selectOption({ index: 1 })
  const incidents = sheet.getByRole('region', { name: 'Its incidents' })
  await incidents.getByText('2 will be resolved, 1 cannot be yet and stay open').waitFor()
  await incidents.getByText('Stays open: Call them first').waitFor()
  await sheet.getByRole('button', { name: 'Resolve', exact: true }).click()
  const statusOf = async ({ id }: Told) => (await desk.api<Told>('GET', `/cases/${id}`)).status
  for (const each of made.slice(0, 2)) await expect.poll(() => statusOf(each), { timeout: 40_000 }).toBe('resolved')
  expect(await statusOf(held)).not.toBe('resolved')
  await page.getByRole('button', { name: /Family: problem with 3 incidents, 1 open/ }).click()
  await page.getByText('2 of 3 incidents resolved, 1 stay open').waitFor()
  expect(desk.problems).toEqual([])
}, 300_000)
