import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Desk, everybodysPassword, mira, openDesk, showOnFailure } from '../world/desk.ts'

// What people put right by hand: messages and cases in the wrong place, files, whole types, leaves.

let desk: Desk
let page: Page
beforeAll(async () => {
  desk = await openDesk()
  page = await desk.seat(mira.email)
}, 240_000)
afterAll(() => desk?.close())

const from = 'Ingrid Sollberg <ingrid.sollberg@meridianlabs.example>'
interface Told {
  id: string
  number: string
  subject: string
  owner: { name: string } | null
}
const cases = async () => (await desk.api<{ items: Told[] }>('GET', '/cases')).items
const read = (number: string) => desk.api<Told>('GET', `/cases/${number}`)
const textsOf = async (number: string) =>
  (await desk.api<{ items: { text: string }[] }>('GET', `/cases/${number}/messages`)).items.map(({ text }) =>
    text.trim(),
  )
/** Does what leads to another case, and answers with its number. */
const ledTo = async (act: () => Promise<unknown>): Promise<string> => {
  const before = page.url()
  await act()
  await page.waitForURL((url) => url.href !== before && /C-\d+$/.test(url.pathname))
  return /C-\d+$/.exec(new URL(page.url()).pathname)![0]
}
const actOn = async (text: string, name: string) => {
  const letter = page.getByRole('article', { name: 'Message from Ingrid Sollberg' }).filter({ hasText: text })
  await letter.hover()
  await letter.getByRole('button', { name: 'Acts on the message from Ingrid Sollberg' }).click()
  await page.getByRole('menuitem', { name }).click()
}

test('one message becomes a case of its own, another moves to it; both cases merge and part again', async () => {
  showOnFailure(desk, page)
  const first = await desk.write({ from, subject: 'Pump leaks', text: 'The pump leaks.' })
  const inReplyTo = first
  await expect.poll(async () => (await cases()).length, { timeout: 60_000 }).toBe(1)
  const { number } = (await cases())[0]!
  await desk.write({ from, subject: 'Re: Pump leaks', text: 'And the invoice is wrong.', inReplyTo })
  await desk.write({ from, subject: 'Re: Pump leaks', text: 'It lists two seals.', inReplyTo })
  await expect.poll(() => textsOf(number), { timeout: 60_000 }).toHaveLength(3)

  await page.goto(`/cases/${number}`)
  await actOn('And the invoice is wrong.', 'Split off a case of its own…')
  const split = page.getByRole('dialog', { name: 'Split off a case' })
  await split.getByLabel('Subject').fill('Invoice lists two seals')
  const other = await ledTo(() => split.getByRole('button', { name: 'Split off' }).click())
  await page.getByText('And the invoice is wrong.').waitFor()

  await page.goto(`/cases/${number}`)
  await actOn('It lists two seals.', 'Move to another case…')
  const move = page.getByRole('dialog', { name: /^Move the message/ })
  await move.getByRole('textbox', { name: 'Find the right case' }).fill(other)
  await move.getByRole('button', { name: /Invoice lists two seals/ }).click()
  expect(await ledTo(() => move.getByRole('button', { name: `Move to ${other}` }).click())).toBe(other)
  await page.getByText('It lists two seals.').waitFor()
  expect(await textsOf(number)).toEqual(['The pump leaks.'])

  await page.getByRole('button', { name: 'More acts' }).click()
  await page.getByRole('menuitem', { name: 'Merge with another case…' }).click()
  const merge = page.getByRole('dialog', { name: /^Merge/ })
  await merge.getByRole('textbox', { name: 'Find the other case' }).fill(number)
  await merge.getByRole('button', { name: /Pump leaks/ }).click()
  await merge.getByRole('radio', { name: new RegExp(number) }).check()
  expect(await ledTo(() => merge.getByRole('button', { name: `Merge into ${number}` }).click())).toBe(number)
  await expect.poll(() => textsOf(number)).toHaveLength(3)
  await page.getByRole('button', { name: 'Undo' }).first().click()
  const undo = page.getByRole('dialog', { name: `Undo the merge of ${other}` })
  expect(await ledTo(() => undo.getByRole('button', { name: 'Undo the merge' }).click())).toBe(other)
  await expect.poll(() => textsOf(number)).toEqual(['The pump leaks.'])
  expect(await textsOf(other)).toEqual(['And the invoice is wrong.', 'It lists two seals.'])
  expect(desk.problems).toEqual([])
})

test('a type comes from a file with a field of kind file; files go into forms and replies; nothing typed is lost', async () => {
  showOnFailure(desk, page)
  const types = await desk.api<{ items: { key: string; definition: object }[] }>('GET', '/types')
  const { definition } = types.items.find(({ key }) => key === 'general_question')!
  const photo = { key: 'photo', label: 'Photo of the plate', kind: 'file', choices: [], seenBy: 'staff' }
  const exported = { key: 'plate_question', definition: { ...definition, name: 'Plate question', fields: [photo] } }

  await page.goto('/studio/types?sheet=new')
  const sheet = page.getByRole('dialog', { name: 'New case type' })
  await sheet.getByLabel('Begin with').selectOption({ label: 'a file' })
  const choose = async (buffer: Buffer) => {
    const chosen = page.waitForEvent('filechooser')
    await sheet.getByText(/Choose a file|\.json/).click()
    await (await chosen).setFiles({ name: 'type.json', mimeType: 'application/json', buffer })
  }
  await choose(Buffer.from('{"not": "a type"}'))
  await sheet.getByText('This is no type that was exported here').waitFor()
  await choose(Buffer.from(JSON.stringify(exported)))
  await expect.poll(() => sheet.getByLabel('Name').inputValue()).toBe('Plate question')
  await sheet.getByRole('button', { name: 'Make type' }).click()
  await sheet.waitFor({ state: 'hidden' })

  const contact = { name: 'Ingrid Sollberg', email: 'ingrid.sollberg@meridianlabs.example' }
  const about = { subject: 'What does the plate say?', type: 'plate_question', message: 'It is worn.', contact }
  const { number } = await desk.api<Told>('POST', '/cases', about)
  await page.goto(`/cases/${number}?sheet=form`)
  const form = page.getByRole('dialog', { name: 'Plate question: what we know' })
  const chosen = page.waitForEvent('filechooser')
  await form.getByText('Choose a file').click()
  await (await chosen).setFiles({ name: 'plate.png', mimeType: 'image/png', buffer: Buffer.from('plate') })
  await form.getByText(/plate\.png/).waitFor()
  await form.getByRole('button', { name: 'Save' }).click()
  await form.waitFor({ state: 'hidden' })
  await page.getByRole('link', { name: 'plate.png' }).waitFor()

  await page.getByRole('textbox', { name: 'Reply to Ingrid Sollberg' }).click()
  await page.keyboard.type('Here is the drawing.')
  const attached = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Attach files' }).click()
  await (await attached).setFiles({
    name: 'drawing.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('NV-40, bore 12'),
  })
  await page.getByRole('list', { name: 'Files to send' }).getByText('drawing.txt').waitFor()
  await page.getByRole('button', { name: 'Send to Ingrid' }).click()

  // While it waits to leave: what is typed right before a page is closed is there at another desk.
  const { number: noted } = await desk.api<Told>('POST', '/cases', {
    subject: 'Words',
    note: 'x',
    type: 'general_question',
  })
  const there = await desk.seat(mira.email)
  await there.goto(`/cases/${noted}?write=note`)
  await there.getByRole('textbox', { name: 'Internal note' }).click()
  await there.keyboard.type('Kept to the last letter.')
  await there.close({ runBeforeUnload: false })
  interface Drafts {
    items: { content: { html?: string } }[]
  }
  const kept = async () => (await desk.api<Drafts>('GET', `/cases/${noted}/drafts`)).items[0]?.content.html
  await expect.poll(kept, { timeout: 40_000 }).toBe('<p>Kept to the last letter.</p>')
  await there.context().close()

  const mail = await desk.customers.next(({ text }) => text.includes('Here is the drawing.'))
  expect(mail.raw).toContain('filename=drawing.txt')
  expect(mail.raw).toContain(Buffer.from('NV-40, bore 12').toString('base64'))
  expect(desk.problems).toEqual([])
})

test('whoever is away hands over at once, and has it back on return', async () => {
  showOnFailure(desk, page)
  const { items: teams } = await desk.api<{ items: { id: string }[] }>('GET', '/teams')
  const elena = { name: 'Elena Brandt', email: 'elena.brandt@norrvik.example', role: 'agent' }
  const person = { ...elena, password: everybodysPassword, teamIds: [teams[0]!.id] }
  const { id: ownerId } = await desk.api<{ id: string }>('POST', '/people', person)
  const ask = { subject: 'Alarm on the chiller', note: 'x', type: 'general_question', ownerId }
  const { number } = await desk.api<Told>('POST', '/cases', ask)
  await page.goto(`/leave?person=${ownerId}&now=1`)
  await page.getByLabel('Who stands in').selectOption({ index: 1 })
  await page.getByRole('button', { name: 'Hand over everything now' }).click()
  await page.getByRole('heading', { name: 'Leave of Elena Brandt' }).waitFor()
  await expect.poll(async () => (await read(number)).owner?.name, { timeout: 40_000 }).toBe('Administrator')
  await page.getByRole('button', { name: 'Elena Brandt is back' }).click()
  await page.getByRole('heading', { name: /Came back/ }).waitFor()
  await expect.poll(async () => (await read(number)).owner?.name, { timeout: 40_000 }).toBe('Elena Brandt')

  // Who may give cases to nobody gives back what is theirs, with a reason, and takes that back.
  const { items: roles } = await desk.api<{ items: { id: string; kind: string; version: number; rights: string[] }[] }>(
    'GET',
    '/roles',
  )
  const agent = roles.find(({ kind }) => kind === 'agent')!
  const rights = agent.rights.filter((right) => right !== 'cases.assign')
  await desk.api('PATCH', `/roles/${agent.id}`, { version: agent.version, rights })
  const hers = await desk.seat(elena.email)
  await hers.goto(`/cases/${number}`)
  await hers.getByRole('button', { name: 'More acts' }).click()
  await hers.getByRole('menuitem', { name: 'Give back to the queue…' }).click()
  const giving = hers.getByRole('dialog', { name: `Give ${number} back to the queue` })
  expect(await giving.getByRole('button', { name: 'Give it back' }).isDisabled()).toBe(true)
  await giving.getByLabel('Why, for whoever gets it next').fill('I know nothing of chillers')
  await giving.getByRole('button', { name: 'Give it back' }).click()
  await hers.getByText('I know nothing of chillers').first().waitFor()
  expect((await read(number)).owner?.name).not.toBe('Elena Brandt')
  await hers.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(async () => (await read(number)).owner?.name, { timeout: 40_000 }).toBe('Elena Brandt')
  await hers.context().close()
  expect(desk.problems).toEqual([])
})
