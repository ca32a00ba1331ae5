import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Desk, everybodysPassword, openDesk, showOnFailure } from '../world/desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk({ fresh: true })
}, 120_000)
afterAll(() => desk?.close())

test('a newcomer fills the empty installation with the demo company, looks around, and has it gone with one click', async () => {
  const page = await desk.seat()
  showOnFailure(desk, page)
  await page.goto(`${desk.installation.url}/`)
  await page.getByLabel('Your name').fill('Mira Kaplan')
  await page.getByLabel('E-mail').fill('mira.kaplan@own.example')
  await page.getByRole('textbox', { name: 'Password' }).fill(everybodysPassword)
  await page.getByLabel('Name of the company').fill('Own Company')
  await page.getByRole('button', { name: 'Begin' }).click()

  await page.getByRole('button', { name: 'Fill with the demo company' }).click()
  await page.getByRole('button', { name: 'Remove the demo company' }).waitFor({ timeout: 200_000 })
  await page.goto(`${desk.installation.url}/`)
  await page.getByRole('link', { name: /^\d{2,3} open cases$/ }).waitFor()
  await page.goto(`${desk.installation.url}/cases/C-10482`)
  await page.getByRole('region', { name: 'The four answers' }).waitFor()

  await page.goto(`${desk.installation.url}/studio/organisation`)
  await page.getByRole('button', { name: 'Remove the demo company' }).click()
  await page.getByRole('button', { name: 'Fill with the demo company' }).waitFor({ timeout: 100_000 })
  expect(desk.customers.delivered).toEqual([])
  const { items } = await (await page.request.get(`${desk.installation.url}/api/v1/cases?limit=5`)).json()
  expect(items).toEqual([])
  expect(desk.problems).toEqual([])
}, 320_000)
