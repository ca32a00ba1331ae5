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

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' })
const target = (name: string) => page.getByLabel(new RegExp(`^${name}`))
const order = () => page.getByRole('navigation', { name: /Policies, the first that applies/ }).getByRole('link')
interface Clocks {
  items: { metric: string; targetSeconds: number; breachedAt: string | null; escalationLevel: number }[]
}
const resolutionOf = async (id: string) =>
  (await desk.api<Clocks>('GET', `/cases/${id}/clocks`)).items.find(({ metric }) => metric === 'resolution')!

test('a promise is made for some cases, tells what it would do, reaches the open ones, and takes its place', async () => {
  showOnFailure(desk, page)
  const made: { id: string; number: string }[] = []
  for (const subject of ['Pump stands still', 'Pump leaks'])
    made.push(await desk.api('POST', '/cases', { subject, tags: ['vip'], priority: 'medium' }))
  const other = await desk.api<{ id: string }>('POST', '/cases', { subject: 'A question', priority: 'medium' })
  const before = await resolutionOf(other.id)

  await page.goto('/studio/sla')
  await page.getByRole('link', { name: 'New policy' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Very important customers')
  await button('Add a condition').click()
  await page.getByLabel('Condition 1 looks at').selectOption('tag')
  await page.getByRole('combobox', { name: 'Condition 1 value' }).fill('vip')
  await page.keyboard.press('Enter')
  await target('Resolution, medium').fill('1 h 30 m')
  await page.getByLabel('Resolution counts').selectOption('calendar')
  await button('Add a step').click()
  const sheet = page.getByRole('dialog')
  await sheet.getByLabel('Share of the target in %').fill('50')
  await sheet.getByText('At 50 % of any clock tell the owner.').waitFor()
  await sheet.getByRole('button', { name: 'Add it' }).click()
  await button(/^At 50 % of any clock/).waitFor()

  // What it would do is counted while it is typed, and named where it is decided.
  const effect = page.getByRole('region', { name: 'For open cases' })
  await effect.getByText(/clocks? moves?; none would be breached/).waitFor()
  await effect.getByText('Of all 3 open cases.').waitFor()
  await effect.getByRole('link', { name: made[0]!.number }).first().waitFor()
  await button('Make policy').click()
  const asking = page.getByRole('dialog', { name: 'Make Very important customers' })
  await asking.getByLabel('Open cases too').click()
  await asking.getByText(/clocks? moves?; none would be breached/).waitFor()
  await asking.getByRole('button', { name: 'Make policy' }).click()
  await page.getByText('Version 1.').waitFor()
  const progress = page.getByRole('region', { name: 'On the way to open cases' })
  await progress.getByText(/has reached all \d+ open cases\./).waitFor()
  for (const { id } of made) expect(await resolutionOf(id)).toMatchObject({ targetSeconds: 5400 })
  expect(await resolutionOf(other.id)).toMatchObject({ targetSeconds: before.targetSeconds })

  // A second version for new cases only: open ones keep what they were promised.
  await target('Resolution, medium').fill('1 h')
  await button('Publish version 2').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Publish version 2' }).click()
  await page.getByText('Version 2.').waitFor()
  expect(await resolutionOf(made[0]!.id)).toMatchObject({ targetSeconds: 5400 })

  // What was drawn before somebody else published meets that, and goes over it by choice alone.
  const [policy] = (await desk.api<{ items: { id: string; version: number }[] }>('GET', '/policies')).items
  await target('Resolution, high').fill('50 m')
  await page.getByText(/not published\. Kept/).waitFor()
  await desk.api('PATCH', `/policies/${policy!.id}`, { version: 2, appliesTo: 'new_cases', name: 'Dear customers' })
  await page.getByText('it began from version 2').waitFor()
  await button('Publish version 4').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Publish version 4' }).click()
  const meeting = page.getByRole('dialog', { name: 'Dear customers was changed meanwhile' })
  await meeting.getByText('Dear customers', { exact: true }).waitFor()
  await meeting.getByText(/high 50 m, medium 1 h/).waitFor()
  await meeting.getByRole('button', { name: 'Save yours over it' }).click()
  await page.getByText('Version 4.').waitFor()

  // It was tried first; moved behind the promise to everybody, it is tried last.
  expect(await order().first().textContent()).toContain('1. Very important customers')
  await button('Try Very important customers later').click()
  await page.getByText('2. Very important customers').waitFor()
  const { items } = await desk.api<{ items: { name: string }[] }>('GET', '/policies')
  expect(items.map(({ name }) => name).at(-1)).toBe('Very important customers')
  expect(desk.problems).toEqual([])
})

test('a new calendar takes the holidays of a country along', async () => {
  showOnFailure(desk, page)
  await page.goto('/studio/calendars?calendar=new')
  await page.getByLabel('Name', { exact: true }).fill('Bergen')
  await button('Add the list of a country').click()
  await page.getByPlaceholder('Norway').fill('Norw')
  await page.getByRole('option', { name: 'Norway' }).click()
  await page.getByText('Christmas Day').waitFor()
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await button('Leave out Norway').waitFor()
  await button('Make calendar').click()
  await page.getByText('Version 1.').waitFor()
  const { items } = await desk.api<{ items: { name: string; closed: { name: string }[] }[] }>('GET', '/calendars')
  const closed = items.find(({ name }) => name === 'Bergen')!.closed.map(({ name }) => name)
  expect(closed).toEqual(expect.arrayContaining(['Constitution Day', 'Christmas Day']))
  expect(desk.problems).toEqual([])
})

test('a queue and a rule are made in sentences; what comes in goes there once the rule is published', async () => {
  showOnFailure(desk, page)
  await page.goto('/studio/routing')
  await button('New queue').click()
  let sheet = page.getByRole('dialog', { name: 'New queue' })
  await sheet.getByLabel('Name').fill('Leaks')
  await sheet.getByLabel('Somebody is told after').fill('soon')
  await sheet.getByRole('button', { name: 'Make queue' }).click()
  await sheet.getByText('Such as 30 m, 1 h 30 m or 2 d').waitFor()
  await sheet.getByLabel('Somebody is told after').fill('2 h')
  await sheet.getByLabel('By hand').click()
  await sheet.getByRole('button', { name: 'Make queue' }).click()
  await page.getByRole('listitem').filter({ hasText: 'people take the next one themselves' }).getByText('2 h').waitFor()

  await button('Add a rule').click()
  sheet = page.getByRole('dialog', { name: 'New rule' })
  await sheet.getByLabel('Name').fill('Water where it should not be')
  await sheet.getByRole('button', { name: 'Add a condition' }).click()
  await sheet.getByLabel('Condition 1 looks at').selectOption('words')
  await sheet.getByRole('combobox', { name: 'Condition 1 value' }).fill('leaks')
  await page.keyboard.press('Enter')
  await sheet.getByLabel('It goes to').selectOption('Leaks')
  await sheet.getByRole('button', { name: 'Add to the draft' }).click()
  await page.getByText('New, not published').waitFor()
  // Going elsewhere, or reading it all again, loses nothing.
  await page.goto('/studio/people')
  await page.goto('/studio/routing')
  await page.getByText('New, not published').waitFor()

  // The draft is tried before it holds.
  await page.getByLabel('Words of its subject').fill('The chiller leaks')
  const simulator = page.getByRole('region', { name: 'Simulator' })
  await simulator.getByText('Whoever takes it').waitFor()
  await simulator.getByText('Water where it should not be, to Leaks').waitFor()
  const opened = async () => {
    const { id } = await desk.api<{ id: string }>('POST', '/cases', { subject: 'The chiller leaks' })
    return desk.api<{ queue: { name: string } | null }>('GET', `/cases/${id}`)
  }
  expect((await opened()).queue?.name).not.toBe('Leaks')

  await button('Publish').click()
  const asking = page.getByRole('dialog', { name: /Publish version/ })
  await asking.getByText(/Of the last \d+ cases? 1 would have gone to another queue/).waitFor()
  await asking.getByRole('button', { name: /Publish version/ }).click()
  await page.getByText(/^Version \d+$/).waitFor()
  await asking.waitFor({ state: 'detached' })
  expect((await opened()).queue?.name).toBe('Leaks')
  await page.getByRole('link', { name: /^1 case waits/ }).waitFor()

  await page.getByRole('region', { name: 'Queues' }).getByRole('heading', { name: 'Leaks' }).getByRole('button').click()
  await button('Remove the queue').click()
  await button('Remove').click()
  await page.getByText('The queue stays: named by cases').waitFor()
  expect(desk.problems).toEqual([])
})
