import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { placeCase } from '../../../tests/world/cases.ts'
import { refusal } from '../../../tests/world/expect.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { inTransaction, systemActor } from '../../platform/runtime.ts'
import { findOrCreateContact } from './actions/find-or-create-contact.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

const ana = () => world.as('ana').customers
const wrote = (email: string, name: string | null = null) =>
  inTransaction(world.runtime, systemActor, (ctx) => findOrCreateContact(ctx, { name, email }))

async function pagesOf<T>(load: (cursor: string | undefined) => Promise<{ items: T[]; nextCursor: string | null }>) {
  const items: T[] = []
  let cursor: string | undefined
  for (let page = 0; page < 50; page++) {
    const { items: more, nextCursor } = await load(cursor)
    items.push(...more)
    if (nextCursor === null) return items
    cursor = nextCursor
  }
  throw new Error('a list without an end')
}

describe('accounts', () => {
  test('are made, read, changed; a stale change gets what stands now', async () => {
    const made = await ana().createAccount({
      body: {
        name: 'Halden Optics',
        tier: 'Gold',
        domains: ['HaldenOptics.example'],
        valueYearMinor: 990_000,
        pinnedNote: 'Calls only',
      },
    })
    expect(made).toMatchObject({
      domains: ['haldenoptics.example'],
      valueYear: { minor: 990_000, currency: 'EUR' },
      pinnedNote: { text: 'Calls only', by: 'Ana Ferreira' },
    })
    const params = { id: made.id }
    const body = { version: made.version, namedAgentId: world.people.elena, pinnedNote: null }
    const changed = await ana().changeAccount({ params, body })
    expect(changed).toMatchObject({ namedAgent: { name: 'Elena Brandt' }, pinnedNote: null, tier: 'Gold' })
    const late = await refusal(ana().changeAccount({ params, body: { version: made.version, city: 'Halden' } }))
    expect(late.detail).toMatchObject({ code: 'changed_meanwhile', current: { version: changed.version, city: null } })
    const stranger = { version: changed.version, namedAgentId: '00000000-0000-7000-8000-00000000dead' }
    expect((await refusal(ana().changeAccount({ params, body: stranger }))).status).toBe(404)
  })

  test('come in pages, each once, whatever the order', async () => {
    const { db } = world.runtime
    await db
      .insertInto('account')
      .values(
        Array.from({ length: 23 }, (_, i) => ({
          id: crypto.randomUUID(),
          name: `Bulk ${i % 5}`,
          tier: 'Bronze',
          value_year_minor: i % 3 === 0 ? null : (i % 4) * 100,
          renewal_on: i % 2 === 0 ? null : `2027-01-0${(i % 9) + 1}`,
          created_at: world.now,
        })),
      )
      .execute()
    for (const sort of ['name', 'value', 'renewal', 'open'] as const) {
      const items = await pagesOf((cursor) =>
        ana().listAccounts({ query: { sort, tier: 'Bronze', limit: 4, ...(cursor && { cursor }) } }),
      )
      expect(new Set(items.map(({ id }) => id)).size, sort).toBe(23)
      expect(items, sort).toHaveLength(23)
      const values = items.map(({ valueYear }) => valueYear?.minor ?? Number.NEGATIVE_INFINITY)
      if (sort === 'value') expect(values).toEqual(values.toSorted((a, b) => b - a))
      const renewals = items.map(({ renewalOn }) => renewalOn ?? '9999')
      if (sort === 'renewal') expect(renewals).toEqual(renewals.toSorted())
    }
    expect((await refusal(ana().listAccounts({ query: { cursor: 'rubbish' } }))).status).toBe(422)
  })

  test('are found by part of the name and by domain; signs of a pattern are text', async () => {
    const named = async (q: string) => (await ana().listAccounts({ query: { q } })).items.map(({ name }) => name)
    expect(await named('KESTREL')).toEqual(['Kestrel Brewing'])
    expect(await named('rewin')).toEqual(['Kestrel Brewing'])
    expect(await named('meridianlabs.example')).toEqual(['Meridian Labs'])
    expect(await named('%')).toEqual([])
    expect(await named("'; drop table account; --")).toEqual([])
  })

  test('show what their cases say; a hidden case is counted and nothing more', async () => {
    const kestrel = { account_id: world.accounts.kestrel, contact_id: world.contacts.owen }
    const before = world.now
    await placeCase(world, { ...kestrel, priority: 'critical', breached_at: before, due_at: before })
    world.advance({ hours: 1 })
    await placeCase(world, { ...kestrel, priority: 'high', last_customer_message_at: world.now })
    const secret = { ...kestrel, restricted: true, subject: 'Embezzlement', team_id: world.teams.accounts }
    await placeCase(world, { ...secret, priority: 'low' })
    const seenBy = (who: 'ana' | 'priya' | 'sofia') =>
      world.as(who).customers.getAccount({ params: { id: world.accounts.kestrel } })
    const common = { breachedOpen: 1, oldestOpenAt: before.toISOString(), lastContactAt: world.now.toISOString() }
    expect((await seenBy('ana')).pulse).toMatchObject({ ...common, openCases: 3, restrictedCases: 0 })
    expect((await seenBy('sofia')).pulse).toMatchObject({ openCases: 3, restrictedCases: 0 })
    const hidden = await seenBy('priya')
    expect(hidden.pulse).toMatchObject({
      ...common,
      openCases: 2,
      restrictedCases: 1,
      byPriority: { critical: 1, high: 1, medium: 0, low: 0 },
    })
    const row = async (who: 'ana' | 'priya') =>
      (await world.as(who).customers.listAccounts({ query: { q: 'kestrel' } })).items[0]
    expect(await row('ana')).toMatchObject({ openCases: 3, breachedCases: 1, contacts: 1 })
    expect(await row('priya')).toMatchObject({ openCases: 2, breachedCases: 1 })
    const contact = { params: { id: world.contacts.owen } }
    expect(await ana().getContact(contact)).toMatchObject({ openCases: 3 })
    expect(await world.as('priya').customers.getContact(contact)).toMatchObject({ openCases: 2 })
    world.now = before
  })

  test('sorted by open cases, the busiest comes first', async () => {
    const { items } = await ana().listAccounts({ query: { sort: 'open', limit: 1 } })
    expect(items[0]).toMatchObject({ name: 'Kestrel Brewing' })
  })

  test('breached means one thing on Home, in lists, on the account and beside its cases', async () => {
    const account = { account_id: world.accounts.meridian }
    const at = (hours: number) => new Date(world.now.getTime() + hours * 3_600_000)
    await placeCase(world, { ...account, due_at: at(-1), breached_at: null })
    await placeCase(world, { ...account, due_at: at(5), breached_at: at(-2) })
    await placeCase(world, { ...account, due_at: null, breached_at: at(-2) })
    await placeCase(world, { ...account, due_at: at(5), breached_at: null })
    const query = { account: world.accounts.meridian }
    const { items } = await ana().listAccounts({ query: { q: 'meridian' } })
    const { pulse } = await ana().getAccount({ params: { id: world.accounts.meridian } })
    const { cases, reports } = world.as('ana')
    expect(items[0]?.breachedCases).toBe(3)
    expect(pulse.breachedOpen).toBe(3)
    expect((await cases.countCases({ query: { ...query, due: 'breached' } })).count).toBe(3)
    expect((await cases.countByRisk({ query })).breached).toBe(3)
    const everywhere = await cases.countCases({ query: { due: 'breached' } })
    expect((await reports.getHome({})).breached).toBe(everywhere.count)
  })
})

describe('contacts', () => {
  test('are made with several addresses, in order; an address belongs to one', async () => {
    const body = {
      name: 'Erik Dahl',
      accountId: world.accounts.meridian,
      emails: ['Erik@meridianlabs.example', 'erik@home.example'],
    }
    const erik = await ana().createContact({ body })
    expect(erik).toMatchObject({ account: { name: 'Meridian Labs' }, accountVerified: true })
    expect(erik.emails.map(({ email }) => email)).toEqual(['erik@meridianlabs.example', 'erik@home.example'])
    const double = { name: 'Erik again', emails: ['ERIK@home.example'] }
    expect((await refusal(ana().createContact({ body: double }))).detail).toMatchObject({
      code: 'already_exists',
      contactId: erik.id,
    })
    expect((await ana().listContacts({ query: { q: 'Erik again' } })).items, 'nothing half made').toEqual([])
    const params = { id: erik.id }
    const changed = await ana().changeContact({
      params,
      body: { version: erik.version, emails: ['erik@home.example'], vip: true },
    })
    expect(changed).toMatchObject({ vip: true, emails: [{ email: 'erik@home.example' }] })
    const late = await refusal(ana().changeContact({ params, body: { version: erik.version, vip: false } }))
    expect(late.detail).toMatchObject({ code: 'changed_meanwhile', current: { vip: true } })
    const nowhere = { version: changed.version, accountId: '00000000-0000-7000-8000-00000000dead' }
    expect((await refusal(ana().changeContact({ params, body: nowhere }))).status).toBe(404)
  })

  test('are found by name, address and account, in pages', async () => {
    const found = async (q: string) => (await ana().listContacts({ query: { q } })).items.map(({ name }) => name)
    expect(await found('sollb')).toEqual(['Ingrid Sollberg'])
    expect(await found('owen.pryce@')).toEqual(['Owen Pryce'])
    expect(await found('kestrel')).toEqual(['Owen Pryce'])
    const all = await pagesOf((cursor) => ana().listContacts({ query: { limit: 1, ...(cursor && { cursor }) } }))
    expect(all.map(({ name }) => name)).toEqual(all.map(({ name }) => name).toSorted())
    expect(all.length).toBeGreaterThanOrEqual(4)
    const { items } = await ana().listContacts({ query: { account: world.accounts.kestrel } })
    expect(items.map(({ name }) => name)).toEqual(['Owen Pryce'])
  })
})

describe('somebody who writes', () => {
  test('is found by address whatever its letters', async () => {
    expect(await wrote('INGRID.Sollberg@meridianlabs.example', 'Other Name')).toMatchObject({
      id: world.contacts.ingrid,
      name: 'Ingrid Sollberg',
      accountVerified: true,
      created: false,
    })
  })

  test('becomes one contact, however many messages come at once', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () => wrote('solveig.moen@meridianlabs.example', 'Solveig Moen')),
    )
    expect(new Set(outcomes.map(({ id }) => id)).size).toBe(1)
    expect(outcomes.filter(({ created }) => created)).toHaveLength(1)
    expect((await ana().listContacts({ query: { q: 'Solveig' } })).items).toHaveLength(1)
  })

  test('is linked by domain as a hint only', async () => {
    const stranger = await wrote('stranger@kestrelbrewing.example')
    expect(stranger).toMatchObject({
      name: 'stranger@kestrelbrewing.example',
      accountId: world.accounts.kestrel,
      accountVerified: false,
    })
    expect(await ana().getContact({ params: { id: stranger.id } })).toMatchObject({ accountVerified: false })
  })

  test('is linked to none by free mail, even where an account claims it, nor by a domain that two claim', async () => {
    await ana().createAccount({ body: { name: 'Careless', domains: ['gmail.com', 'shared.example'] } })
    await ana().createAccount({ body: { name: 'Sharing', domains: ['shared.example'] } })
    expect(await wrote('someone@gmail.com')).toMatchObject({ accountId: null })
    expect(await wrote('someone@shared.example')).toMatchObject({ accountId: null })
  })

  test('from what cannot be an address is kept, without one', async () => {
    expect(await wrote('not an address', 'Somebody')).toMatchObject({
      name: 'Somebody',
      accountId: null,
      created: true,
    })
  })
})

test('who may not, may not', async () => {
  expect((await refusal(world.as('nadia').customers.listAccounts({ query: {} }))).status).toBe(403)
  expect((await refusal(world.as('tom').customers.createAccount({ body: { name: 'X' } }))).status).toBe(403)
  expect((await refusal(world.as('nobody').customers.listContacts({ query: {} }))).status).toBe(401)
})
