import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Desk, everybodysPassword, mira, openDesk, showOnFailure } from '../world/desk.ts'

let desk: Desk
let page: Page
beforeAll(async () => {
  desk = await openDesk()
  page = await desk.seat(mira.email, { viewport: { width: 1600, height: 900 } })
}, 240_000)
afterAll(() => desk?.close())

const column = (name: string) => page.getByRole('region', { name: new RegExp(`^${name}`) })
const cardIn = (name: string, subject: string) => column(name).getByRole('article').filter({ hasText: subject })
interface Told {
  id: string
  type: { id: string }
  stage: { key: string }
}
const call = async (method: 'get' | 'post', path: string, data?: object): Promise<Told> =>
  (await page.request[method](`/api/v1${path}`, data && { data })).json()

test('cases move on the board by mouse and by key, and a gate that is closed says why', async () => {
  showOnFailure(desk, page)
  const subjects = ['Invoice 3381 charged twice', 'Invoice 3382 without VAT']
  const made: Told[] = []
  for (const subject of subjects) made.push(await call('post', '/cases', { subject, type: 'billing_dispute' }))
  for (const { id } of made) await call('post', `/cases/${id}/transition`, { stage: 'verification' })
  await page.goto(`/views?layout=board&status=unresolved&sort=due&type=${made[0]!.type.id}`)

  // By mouse onto a closed gate: it says so before and after, and nothing moves.
  const first = cardIn('Verification', subjects[0]!)
  await first.waitFor()
  await first.hover()
  await page.mouse.down()
  await column('Finance review').hover()
  await column('Finance review').hover()
  await column('Finance review')
    .getByText(/Closed: “Cause of the difference named” is not done, it waits for/)
    .waitFor()
  await page.mouse.up()
  await page.getByText(/stays in Verification/).waitFor()
  await page.getByText(/Finance review: “Cause of the difference named” is not done/).waitFor()
  expect(await cardIn('Verification', subjects[0]!).count()).toBe(1)

  // By mouse to where it may go: shown at once, true on the server, taken back with one click.
  await first.dragTo(column('Waiting for the customer'))
  await cardIn('Waiting for the customer', subjects[0]!).waitFor()
  await page.getByText(/moved to Waiting for the customer/).waitFor()
  const stage = async (id: string) => (await call('get', `/cases/${id}`)).stage.key
  await expect.poll(() => stage(made[0]!.id)).toBe('waiting_customer')
  await page.getByRole('button', { name: 'Undo' }).last().click()
  await cardIn('Verification', subjects[0]!).waitFor()
  expect(await stage(made[0]!.id)).toBe('verification')

  // By key: space lifts, arrows choose, Enter drops; z takes it back.
  await cardIn('Verification', subjects[1]!).getByRole('link').focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowRight')
  await page.getByText(/over Finance review. Closed:/).waitFor()
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'Enter']) await page.keyboard.press(key)
  await cardIn('Waiting for others', subjects[1]!).waitFor()
  await expect.poll(() => stage(made[1]!.id)).toBe('waiting_other')
  await page.keyboard.press('z')
  await cardIn('Verification', subjects[1]!).waitFor()

  // Many at once: the preview says which go and which stay, then those that go do.
  await page.goto('/views?layout=table&status=unresolved&sort=number')
  await page.getByRole('checkbox', { name: 'Choose all that are loaded' }).check()
  await page.getByRole('button', { name: 'Stage' }).click()
  await page.getByRole('menuitem', { name: 'Finance review' }).click()
  const preview = page.getByRole('dialog', { name: /Preview: Stage Finance review/ })
  await preview.getByText(/0 cases of 2 will change/).waitFor()
  expect(await preview.getByText(/“Cause of the difference named” is not done/).count()).toBe(2)
  await preview.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('checkbox', { name: 'Choose all that are loaded' }).check()
  await page.getByRole('button', { name: 'Next step' }).click()
  await page.getByLabel('What happens next').fill('Ask for the ledger')
  await page.getByRole('button', { name: 'See what it would do' }).click()
  await page.getByRole('button', { name: 'Change 2' }).click()
  await page.getByText(/2 cases changed/).waitFor()
  expect(desk.problems).toEqual([])
}, 240_000)

test('who leads a team gives work on: by mouse, all at once, and taken back', async () => {
  showOnFailure(desk, page)
  const { items: teams } = await desk.api<{ items: { id: string }[] }>('GET', '/teams')
  const ana = { name: 'Ana Ferreira', email: 'ana.ferreira@norrvik.example', role: 'agent' }
  await desk.api('POST', '/people', { ...ana, password: everybodysPassword, teamIds: [teams[0]!.id] })
  const subject = 'Invoice 3381 charged twice'
  await page.goto('/workload')
  await cardIn(mira.name, subject).waitFor()

  // What it would mean stands there before anything moves.
  await cardIn(mira.name, subject).dragTo(column(ana.name))
  const sheet = page.getByRole('dialog')
  await sheet.getByText(/^0 → \d+ of/).waitFor()
  expect(await cardIn(mira.name, subject).count()).toBe(1)
  await sheet.getByRole('button', { name: 'Move it' }).click()
  await cardIn(ana.name, subject).waitFor()

  await page.getByRole('button', { name: 'Undo' }).last().click()
  await cardIn(mira.name, subject).waitFor()

  // Several go together: one by ctrl, the next one by its key.
  const first = column(mira.name).getByRole('article').first()
  await first.click({ modifiers: ['Control'], position: { x: 4, y: 4 } })
  await column(mira.name).getByRole('article').nth(1).getByRole('link').press('x')
  await page.getByText('2 cases picked').waitFor()
  await page.getByRole('button', { name: 'Give to …' }).click()
  await page.getByRole('menuitem', { name: ana.name }).click()
  await sheet.getByRole('button', { name: 'Move 2 cases' }).click()
  await column(mira.name).getByText('Nothing to do.').waitFor()
  await page.getByRole('button', { name: 'Undo' }).last().click()
  await page.getByText('2 cases lie where they lay').waitFor()
  await cardIn(mira.name, subject).waitFor()

  await page.getByRole('button', { name: `Hand over all of ${mira.name}` }).click()
  await page.getByRole('menuitem', { name: `to ${ana.name}` }).click()
  await sheet.getByRole('button', { name: /^Move \d cases$/ }).click()
  await column(mira.name).getByText('Nothing to do.').waitFor()
  expect(await column(ana.name).getByRole('article').count()).toBe(2)
  expect(desk.problems).toEqual([])
}, 240_000)
