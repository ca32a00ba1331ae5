import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusal } from '../../../tests/world/expect.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

test('whoever comes to belong to an account brings their open cases along, and nothing that belongs elsewhere', async () => {
  const { cases, customers } = world.as('ana')
  const contact = { name: 'Ola Nordmann', email: 'ola@newcomer.example' }
  const open = (more: object = {}) =>
    cases.createCase({ body: { subject: 'The pump is loud', message: 'It is loud.', contact, ...more } })
  const first = await open()
  const contactId = first.contact!.id
  const elsewhere = await open({ accountId: world.accounts.meridian })
  expect(first.account).toBeNull()
  const known = await customers.getContact({ params: { id: contactId } })
  const account = await customers.createAccount({ body: { name: 'Newcomer AS' } })
  const link = () =>
    customers.changeContact({ params: { id: contactId }, body: { version: known.version, accountId: account.id } })
  expect(await link()).toMatchObject({ account: { name: 'Newcomer AS' }, accountVerified: true })
  expect((await refusal(link())).code).toBe('changed_meanwhile')

  const after = await cases.getCase({ params: { id: first.id } })
  expect(after.account).toMatchObject({ id: account.id })
  expect((await cases.getCase({ params: { id: elsewhere.id } })).account).toMatchObject({ id: world.accounts.meridian })
  const { items } = await cases.getTimeline({ params: { id: first.id }, query: {} })
  const told = items.find(({ name }) => name === 'case.changed')
  expect(told).toMatchObject({
    actor: { name: 'Ana Ferreira' },
    content: { fields: { account: { from: null, to: account.id } } },
  })
})
