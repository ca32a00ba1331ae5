import { join } from 'node:path'
import { generateSync } from 'otplib'
import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { type Desk, everybodysPassword, openDesk, showOnFailure } from '../world/desk.ts'
import { home } from '../world/program.ts'

test('a newcomer asks for the demo company; stopped meanwhile, the program ends in a moment and goes on at its next start', async () => {
  const { desk, page } = await opened({ fresh: true })
  await page.goto(`${desk.installation.url}/`)
  await page.getByLabel('Your name').fill('Mira Kaplan')
  await page.getByLabel('E-mail').fill('mira@own.example')
  await page.getByRole('textbox', { name: 'Password' }).fill(everybodysPassword)
  await page.getByLabel('Name of the company').fill('Own Company')
  await page.getByRole('button', { name: 'Begin' }).click()
  await page.getByRole('button', { name: 'Fill with the demo company' }).click()
  await beingFilled(page)
  const stopped = performance.now()
  expect(await desk.stop()).toBe(0)
  expect(performance.now() - stopped).toBeLessThan(12_000)
  await desk.start()
  await page.goto(`${desk.installation.url}/studio/organisation`)
  await beingFilled(page)
  const told = page.getByRole('status').filter({ hasText: 'The demo company is being filled in' })
  await told.getByText(/[\d,]+ of \d,\d{3}/).waitFor()
  expect(desk.customers.delivered).toEqual([])
})

test('one click takes the demo company away, and what real people have stays', async () => {
  const { desk, page } = await opened({ restored: join(home, 'tests/data/upgrade/level-0013.tar.gz') })
  const { url } = desk.installation
  await page.goto(`${url}/studio/organisation`)
  await page.getByLabel('E-mail').fill('mira@norrvik.example')
  await page.getByRole('textbox', { name: 'Password' }).fill(everybodysPassword)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByLabel('Code').fill(generateSync({ secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' }))
  await page.getByRole('button', { name: 'Go on' }).click()
  const remove = page.getByRole('button', { name: 'Remove the demo company' })
  await remove.waitFor()
  const seen = async () => (await (await page.request.get(`${url}/api/v1/cases?limit=100`)).json()).items.length
  // 24 of the demo company, 11 that were imported by Mira.
  expect(await seen()).toBe(35)
  await remove.click()
  await page.getByRole('button', { name: 'Fill with the demo company' }).waitFor()
  expect(await seen()).toBe(11)
  expect(desk.customers.delivered).toEqual([])
  expect(desk.problems).toEqual([])
})

async function opened(beginning: Parameters<typeof openDesk>[0]): Promise<{ desk: Desk; page: Page }> {
  const desk = await openDesk(beginning)
  onTestFinished(desk.close)
  const page = await desk.seat()
  showOnFailure(desk, page)
  return { desk, page }
}

/** Not only said: it goes on. */
async function beingFilled(page: Page): Promise<void> {
  const at = page.getByText(/It is being filled: \d+ of \d{4}/)
  await at.waitFor()
  const first = await at.textContent()
  await expect.poll(() => at.textContent(), { timeout: 60_000 }).not.toBe(first)
}
