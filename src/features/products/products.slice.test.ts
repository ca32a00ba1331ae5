import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { refusal } from '../../../tests/world/expect.ts'
import { deliver, mailOf } from '../../../tests/world/mail.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'

let world: World
let pump: string
let fan: string
beforeAll(async () => {
  world = await testWorld()
  pump = (await sofia().createProduct({ body: { name: 'Pump 4', code: 'P4' } })).id
  fan = (await sofia().createProduct({ body: { name: 'Fan' } })).id
})
afterAll(() => world.close())

let mails = 0
const newId = () => `<product${++mails}@meridianlabs.example>`

const sofia = () => world.as('sofia').products
const ana = () => world.as('ana')
const meridian = () => world.accounts.meridian

const addAsset = (serial: string, more: object = {}) =>
  ana().products.createAsset({ body: { serial, productId: pump, accountId: meridian(), ...more } })

describe('a product', () => {
  test('has a name and a code of its own, however they are written', async () => {
    expect(await refusal(sofia().createProduct({ body: { name: 'PUMP 4' } }))).toMatchObject({ code: 'already_exists' })
    const sameCode = sofia().changeProduct({ params: { id: fan }, body: { version: 1, code: 'p4' } })
    expect(await refusal(sameCode)).toMatchObject({ code: 'already_exists', detail: { product: 'Pump 4' } })
  })

  test('that is not offered any more leaves the list, and takes no new assets', async () => {
    const old = await sofia().createProduct({ body: { name: 'Pump 3' } })
    await sofia().changeProduct({ params: { id: old.id }, body: { version: 1, active: false } })
    const named = async (state?: 'all') =>
      (await ana().products.listProducts({ query: { q: 'pump', ...(state && { state }) } })).items.map(
        ({ name }) => name,
      )
    expect(await named()).toEqual(['Pump 4'])
    expect(await named('all')).toEqual(['Pump 3', 'Pump 4'])
    expect(await refusal(addAsset('X-1', { productId: old.id }))).toMatchObject({ code: 'malformed' })
  })

  test('is listed page by page', async () => {
    const first = await ana().products.listProducts({ query: { limit: 1 } })
    const second = await ana().products.listProducts({ query: { limit: 1, cursor: first.nextCursor! } })
    expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(['Fan', 'Pump 4'])
  })
})

describe('an asset', () => {
  test('stands once per account', async () => {
    await addAsset('A-17', { installedOn: '2026-01-05', warrantyUntil: '2028-01-04' })
    expect(await refusal(addAsset('a-17'))).toMatchObject({ code: 'already_exists', detail: { field: 'serial' } })
    const elsewhere = (await ana().customers.createAccount({ body: { name: 'Halden Optics' } })).id
    expect(await addAsset('A-17', { accountId: elsewhere })).toMatchObject({ account: { name: 'Halden Optics' } })
    const { items } = await ana().products.listAssets({ query: { account: meridian() } })
    expect(items).toMatchObject([{ serial: 'A-17', product: { name: 'Pump 4' }, warrantyUntil: '2028-01-04' }])
  })

  test('is refused with somebody else’s contact, or a warranty that ends before it begins', async () => {
    const other = await ana().customers.createAccount({ body: { name: 'Fjord Tech' } })
    expect(await refusal(addAsset('B-1', { accountId: other.id, contactId: world.contacts.ingrid }))).toMatchObject({
      code: 'malformed',
    })
    expect(await refusal(addAsset('B-1', { installedOn: '2026-05-01', warrantyUntil: '2026-04-30' }))).toMatchObject({
      code: 'malformed',
    })
  })
})

describe('a case', () => {
  const open = (more: object) =>
    ana().cases.createCase({ body: { subject: 'It hums', contactId: world.contacts.ingrid, ...more } })

  test('is about an asset of its account, whose product comes along', async () => {
    const asset = await addAsset('C-3')
    const made = await open({ assetId: asset.id })
    expect(made).toMatchObject({ product: { name: 'Pump 4' }, asset: { serial: 'C-3' } })
    const found = await ana().cases.listCases({ query: { asset: asset.id } })
    expect(found.items.map(({ id }) => id)).toEqual([made.id])
    const change = (version: number, body: object) =>
      ana().cases.changeCase({ params: { id: made.id }, body: { version, ...body } })
    expect(await change(made.version, { productId: fan })).toMatchObject({ product: { name: 'Fan' }, asset: null })
    expect(await change(made.version + 1, { assetId: asset.id })).toMatchObject({ product: { name: 'Pump 4' } })
    const halden = (await ana().customers.listAccounts({ query: { q: 'Halden' } })).items[0]!.id
    expect(await change(made.version + 2, { accountId: halden })).toMatchObject({
      product: { name: 'Pump 4' },
      asset: null,
    })
    expect(await refusal(change(made.version + 3, { assetId: asset.id }))).toMatchObject({ code: 'malformed' })
    expect(await refusal(open({ assetId: asset.id, productId: fan }))).toMatchObject({ code: 'malformed' })
  })

  test('names nothing anew that is not offered or in use any more, and keeps what it was about before', async () => {
    const laser = await sofia().createProduct({ body: { name: 'Laser 1' } })
    const [gone, stays] = [
      await addAsset('E-1', { productId: laser.id }),
      await addAsset('E-2', { productId: laser.id }),
    ]
    const before = await open({ assetId: gone.id })
    await sofia().changeProduct({ params: { id: laser.id }, body: { version: 1, active: false } })
    await ana().products.changeAsset({ params: { id: gone.id }, body: { version: 1, active: false } })
    const refused = async (work: Promise<unknown>) => ((await refusal(work)).detail.fields as unknown[])[0]
    const noProduct = { path: 'productId', message: 'Laser 1 is not offered any more' }
    const noAsset = { path: 'assetId', message: 'Laser 1, E-1 is no longer in use' }
    expect(await refused(open({ productId: laser.id }))).toEqual(noProduct)
    expect(await refused(open({ assetId: gone.id }))).toEqual(noAsset)
    const other = await open({})
    const change = (of: { id: string; version: number }, body: object) =>
      ana().cases.changeCase({ params: { id: of.id }, body: { version: of.version, ...body } })
    expect(await refused(change(other, { productId: laser.id }))).toEqual(noProduct)
    expect(await refused(change(other, { assetId: gone.id }))).toEqual(noAsset)
    expect(await open({ assetId: stays.id })).toMatchObject({ product: { name: 'Laser 1' }, asset: { serial: 'E-2' } })
    const same = { productId: laser.id, assetId: gone.id, priority: 'high' }
    expect(await change(before, same)).toMatchObject({ priority: 'high', asset: { serial: 'E-1' } })
    expect(await change({ ...before, version: before.version + 1 }, { assetId: null })).toMatchObject({
      product: { name: 'Laser 1' },
      asset: null,
    })
  })
})

describe('a follow-up of a closed case', () => {
  const number = async (id: string) => (await ana().cases.getCase({ params: { id } })).number
  const closed = async (more: object) => {
    const arrived = await deliver(world, mailOf({ Subject: 'It hums', 'Message-ID': newId() }))
    const id = arrived.caseId!
    const { version } = await ana().cases.getCase({ params: { id } })
    await ana().cases.changeCase({ params: { id }, body: { version, ...more } })
    const done = { status: 'closed', stage: 'closed', resolution_summary: 'Done', owner_id: world.people.ana }
    await world.runtime.db.updateTable('cases').set(done).where('id', '=', id).execute()
    return id
  }
  const written = async (caseId: string) => {
    const { db } = world.runtime
    const first = await db
      .selectFrom('message')
      .select('message_id')
      .where('case_id', '=', caseId)
      .executeTakeFirstOrThrow()
    const mail = mailOf({ Subject: 'Re: It hums', 'Message-ID': newId(), 'In-Reply-To': first.message_id! })
    const { caseId: id } = await deliver(world, mail)
    return ana().cases.getCase({ params: { id: id! } })
  }

  test('is about the same, whoever opens it, and though that is not in use any more', async () => {
    const asset = await addAsset('F-1')
    const id = await closed({ assetId: asset.id })
    const about = { product: { name: 'Pump 4' }, asset: { serial: 'F-1' } }
    expect(await written(id)).toMatchObject({ followUpOf: { number: await number(id) }, ...about })
    await ana().products.changeAsset({ params: { id: asset.id }, body: { version: 1, active: false } })
    expect(await written(id)).toMatchObject({ followUpOf: { number: await number(id) }, ...about })
    expect(await ana().cases.followUpCase({ params: { id }, body: {} })).toMatchObject(about)
  })

  test('leaves an asset behind that is of another account', async () => {
    const id = await closed({ assetId: (await addAsset('F-2')).id })
    const { id: account_id } = await ana().customers.createAccount({ body: { name: 'Tromsø Sensors' } })
    await world.runtime.db.updateTable('cases').set({ account_id }).where('id', '=', id).execute()
    expect(await written(id)).toMatchObject({ product: { name: 'Pump 4' }, asset: null })
  })
})

test('a contract that names an asset covers it alone, and says so', async () => {
  const [piece, other] = [await addAsset('D-1'), await addAsset('D-2')]
  const mira = world.as('mira').entitlements
  const entitlements = [{ id: world.people.ana, name: 'Care', kind: 'unlimited' as const, amount: null }]
  const terms = { name: 'Care', startsOn: '2026-11-01', endsOn: '2027-10-31', timeZone: 'UTC', entitlements }
  const made = await mira.createContract({ body: { ...terms, accountId: meridian(), assetIds: [piece.id] } })
  expect(made.covers).toEqual({ products: [], assets: [{ id: piece.id, name: 'Pump 4, D-1' }] })
  const asked = async (asset: string) => mira.accountCoverage({ params: { id: meridian() }, query: { asset } })
  expect(await asked(piece.id)).toMatchObject({ verdict: 'covered' })
  expect((await asked(other.id)).considered[0]!.unmet).toEqual([
    { code: 'product', saw: 'Pump 4, D-2', asked: ['Pump 4, D-1'] },
  ])
  await sofia().changeProduct({ params: { id: fan }, body: { version: 1, active: false } })
  for (const { id } of [piece, other])
    await ana().products.changeAsset({ params: { id }, body: { version: 1, active: false } })
  const change = (more: object) =>
    mira.changeContract({ params: { id: made.id }, body: { version: made.version, ...more } })
  expect(await refusal(change({ productIds: [fan] }))).toMatchObject({
    detail: { fields: [{ path: 'productIds', message: 'Fan is not offered any more' }] },
  })
  expect(await refusal(change({ assetIds: [piece.id, other.id] }))).toMatchObject({
    detail: { fields: [{ path: 'assetIds', message: 'Pump 4, D-2 is no longer in use' }] },
  })
  expect(await change({ name: 'Care, still', assetIds: [piece.id] })).toMatchObject({
    covers: { assets: [{ name: 'Pump 4, D-1' }] },
  })
})

test('names that cases and contracts gave before become products, once each', async () => {
  const { db } = world.runtime
  const opened = await world.as('mira').cases.createCase({
    body: { subject: 'Old', custom: { product: ' laser 3', site: 'Oslo' } },
  })
  const text = readFileSync(new URL('../../../migrations/0023_products_and_assets.sql', import.meta.url), 'utf8')
  await db
    .updateTable('service_contract_version')
    .set({ terms: sql`terms || '{"products": ["Laser 3", "Pump 4"]}'` })
    .execute()
  await sql
    .raw(
      text.slice(text.indexOf('with named as')).replace(
        'from tidy group',
        `from tidy
    where not exists (select 1 from product where lower(product.name) = lower(tidy.name)) group`,
      ),
    )
    .execute(db)
  const { items } = await ana().products.listProducts({ query: { q: 'laser' } })
  expect(items.map(({ name }) => name)).toEqual(['laser 3'])
  expect(await world.as('mira').cases.getCase({ params: { id: opened.id } })).toMatchObject({
    product: { name: 'laser 3' },
    custom: { site: 'Oslo' },
  })
  const { rows } = await sql<{ terms: { productIds: string[] } }>`select terms from service_contract_version`.execute(
    db,
  )
  expect(rows[0]!.terms).toMatchObject({ productIds: expect.arrayContaining([pump, items[0]!.id]) })
})
