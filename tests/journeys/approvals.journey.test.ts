import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Desk, everybodysPassword, openDesk, showOnFailure } from '../world/desk.ts'

// Somebody asks, somebody else decides: in My next, and from the mail without signing in.

let desk: Desk
let ana: Page
let tom: Page
let number: string
const people = {
  ana: { name: 'Ana Ferreira', email: 'ana.ferreira@norrvik.example', role: 'agent' },
  tom: { name: 'Tom Okafor', email: 'tom.okafor@norrvik.example', role: 'light' },
}
beforeAll(async () => {
  desk = await openDesk()
  const { items: teams } = await desk.api<{ items: { id: string }[] }>('GET', '/teams')
  for (const person of Object.values(people))
    await desk.api('POST', '/people', { ...person, password: everybodysPassword, teamIds: [teams[0]!.id] })
  const { items } = await desk.api<{ items: { id: string; email: string }[] }>('GET', '/people')
  const ownerId = items.find(({ email }) => email === people.ana.email)!.id
  const found = await desk.api<{ number: string }>('POST', '/cases', {
    subject: 'Two pumps for the price of one',
    note: 'They ask for it in writing.',
    type: 'general_question',
    ownerId,
  })
  number = found.number
  ana = await desk.seat(people.ana.email)
  tom = await desk.seat(people.tom.email)
}, 240_000)
afterAll(() => desk?.close())

/** Ana asks Tom from the case that she has open. */
async function askTom(title: string) {
  await ana.getByRole('button', { name: 'More acts' }).click()
  await ana.getByRole('menuitem', { name: 'Ask for an approval' }).click()
  const sheet = ana.getByRole('dialog', { name: /^Ask for an approval/ })
  await sheet.getByLabel('What has to be approved').fill(title)
  await sheet.getByLabel('What they should know').fill('They bought from us for years.')
  await sheet.getByRole('combobox', { name: 'Who is asked' }).fill('Tom')
  await ana.getByRole('option', { name: 'Tom Okafor' }).click()
  await ana.keyboard.press('Tab')
  await sheet.getByRole('button', { name: 'Ask', exact: true }).click()
  await sheet.waitFor({ state: 'hidden' })
}

test('asked on the case, given in My next by somebody else, and the gate opens', async () => {
  showOnFailure(desk, ana, tom)
  await ana.goto(`/my-next/${number}`)
  await askTom('Half price once')
  const plan = ana.getByRole('region', { name: 'Plan' })
  await plan.getByText('Approval: Half price once').waitFor()
  await plan.getByText('waits for Tom Okafor').waitFor()
  const gate = ana.getByRole('navigation', { name: 'Stages' })
  await gate.getByLabel('gate closed').waitFor()
  expect(await ana.getByRole('button', { name: 'Approve', exact: true }).count()).toBe(0)

  await tom.goto('/my-next')
  await tom.getByRole('link', { name: /Approve: Half price once/ }).click()
  await tom.getByRole('region', { name: 'Your word on Half price once' }).waitFor()
  await tom.keyboard.press('y')
  await tom.keyboard.type('Once, yes.')
  await tom.getByRole('button', { name: 'Approve', exact: true }).click()
  await tom.getByRole('link', { name: /Approve: Half price once/ }).waitFor({ state: 'hidden' })

  await ana.getByText('Approved by Tom Okafor: Half price once: “Once, yes.”').waitFor()
  await plan.getByText('Approval: Half price once').waitFor({ state: 'hidden' })
  await gate.getByLabel('gate closed').waitFor({ state: 'hidden' })
  expect(desk.problems).toEqual([])
})

test('rejected from the mail by a page that asks for words; looking at it decides nothing', async () => {
  showOnFailure(desk, ana)
  await askTom('Free delivery for ever')
  const mail = await desk.customers.next(
    ({ to, text }) => to.includes(people.tom.email) && text.includes('Free delivery for ever'),
  )
  const { pathname } = new URL(/http\S+\/approve\/\S+/.exec(mail.text)![0])
  const page = await desk.seat()
  await page.goto(pathname)
  await page.getByRole('heading', { name: 'Free delivery for ever' }).waitFor()
  await page.reload()
  await ana.getByText('Approval: Free delivery for ever').waitFor()
  await page.getByRole('button', { name: 'Reject' }).click()
  await page.getByRole('alert').getByText('A rejection says why').waitFor()
  await page.getByLabel('Comment').fill('Not for ever.')
  await page.getByRole('button', { name: 'Reject' }).click()
  await page.getByText('You have rejected it').waitFor()
  await ana.getByText('Rejected by Tom Okafor, by mail: Free delivery for ever: “Not for ever.”').waitFor()
  await page.goto(pathname)
  await page.getByText('You have already decided').waitFor()

  await ana.getByRole('button', { name: 'Rejected: Free delivery for ever' }).click()
  const sheet = ana.getByRole('dialog', { name: `Approvals of ${number}` })
  await sheet.getByText('Only somebody who may override gates ends it.').waitFor()
  expect(await sheet.getByRole('button', { name: /Take it back|Override its gate/ }).count()).toBe(0)
  await sheet.getByRole('button', { name: 'Ask again' }).click()
  const again = ana.getByRole('dialog', { name: `Ask again on ${number}` })
  await again.getByText('Tom Okafor').first().waitFor()
  expect(await again.getByLabel('What has to be approved').inputValue()).toBe('Free delivery for ever')
  await again.getByRole('button', { name: 'Ask', exact: true }).click()
  await again.waitFor({ state: 'hidden' })
  await ana.getByText('Approval: Free delivery for ever').waitFor()
  expect(desk.problems).toEqual([])
})
