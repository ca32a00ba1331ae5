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

interface Told {
  id: string
  number: string
  stage: { key: string; label: string }
}

test('a type is drawn as a draft, published with a preview, and its running cases come along', async () => {
  showOnFailure(desk, page)
  const open = (subject: string) => desk.api<Told>('POST', '/cases', { subject, type: 'complaint' })
  const [first, second] = [await open('Nobody came'), await open('The engineer was rude')]
  await desk.api('POST', `/cases/${first.id}/transition`, { stage: 'acknowledge' })

  // A field and a stage with its gate are drawn; the draft survives a reload.
  await page.goto('/studio/types?type=complaint&stage=1')
  await page.getByRole('button', { name: 'Add a field' }).click()
  await page.getByLabel('Name of field 4').fill('Visit number')
  await page.getByLabel('Visit number is needed').selectOption({ label: 'needed for Investigate' })
  await page.getByRole('button', { name: 'Add a stage' }).click()
  await page.getByLabel('Stage', { exact: true }).fill('Call back')
  await page.getByLabel('The customer reads').fill('We call you back')
  await page.getByRole('button', { name: 'Add a task' }).click()
  await page.getByLabel('Task 1', { exact: true }).fill('Customer called back')
  await page.getByText(/kept .* by Administrator/).waitFor()
  await page.reload()
  await page.getByText(/kept .* by Administrator/).waitFor()
  await page
    .getByRole('button', { name: /Call back/ })
    .first()
    .waitFor()
  expect(await page.getByLabel('Name of field 4').inputValue()).toBe('Visit number')
  expect((await desk.api<Told>('GET', `/cases/${first.id}`)).stage.key).toBe('acknowledge')

  // Removing a stage where a case stands asks where it goes, before anything happens.
  await page.getByRole('button', { name: /^Acknowledge/ }).click()
  await page.getByRole('button', { name: 'Remove this stage' }).click()
  await page.getByText(/kept .* by Administrator/).waitFor()
  await page.getByRole('button', { name: 'Publish version 2…' }).click()
  const sheet = page.getByRole('dialog', { name: /Publish version 2/ })
  await sheet.getByText('Stage Acknowledge is gone.').waitFor()
  await sheet.getByText(/New stage Call back/).waitFor()
  await sheet.getByLabel('Open cases come along').check()
  await sheet.getByText('Cases stand in Acknowledge: say where they go.').waitFor()
  const act = sheet.getByRole('button', { name: 'Publish version 2' })
  expect(await act.isDisabled()).toBe(true)
  await sheet.getByLabel('Where cases in Acknowledge go').selectOption({ label: 'Call back' })
  await sheet.getByText(/Begins “Customer called back”/).waitFor()
  await sheet
    .getByText(/The next gate asks|Clocks go on/)
    .first()
    .waitFor()
  await act.click()
  await sheet.waitFor({ state: 'hidden' })
  await page.getByText('2 of 2 cases came along to version 2.').waitFor()

  // Each tells it on its timeline, and stands with its work where the mapping said.
  await page.goto(`/cases/${first.number}`)
  await page.getByText(/Taken along from version 1 to 2 of its type/).waitFor()
  await page.getByRole('checkbox', { name: /Customer called back/ }).waitFor()
  expect((await desk.api<Told>('GET', `/cases/${first.id}`)).stage.label).toBe('Call back')
  expect((await desk.api<Told>('GET', `/cases/${second.id}`)).stage.label).toBe('Received')

  // The versions say it in words, and an older one is where a new draft may begin.
  await page.goto('/studio/types?type=complaint&sheet=versions')
  const versions = page.getByRole('dialog', { name: /Versions of/ })
  await versions.getByText(/New stage Call back/).waitFor()
  await versions.getByRole('button', { name: 'Begin a draft from it' }).click()
  await page.getByText(/Version 3, draft/).waitFor()
  await page.getByRole('button', { name: 'Discard' }).click()
  await page.getByText(/Version 2 runs on 2 open cases/).waitFor()
  expect(desk.problems).toEqual([])
})
