import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusal } from '../../../tests/world/expect.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import type { Field, FieldValues } from '../casetypes/contract/fields.ts'

let world: World
let type: string
beforeAll(async () => {
  world = await testWorld()
  const { items } = await world.as('admin').types.listTypes({})
  const { definition } = items.find(({ key }) => key === 'general_question')!
  const field = (part: Pick<Field, 'key' | 'label' | 'kind'> & Partial<Field>): Field => ({
    choices: [],
    seenBy: 'staff',
    ...part,
  })
  const fields = [
    field({ key: 'part', label: 'Part', kind: 'product' }),
    field({ key: 'photo', label: 'Photo', kind: 'file', requiredFrom: 'answer' }),
    field({ key: 'report', label: 'Report', kind: 'file', seenBy: 'leads' }),
    field({ key: 'bought', label: 'Bought', kind: 'date', never: 'future' }),
    field({ key: 'visit', label: 'Visit', kind: 'date', never: 'past' }),
  ]
  const body = { definition: { ...definition, name: 'With a photo', words: [], fields } }
  type = (await world.as('admin').types.createType({ body })).key
})
afterAll(() => world.close())

const open = (custom: FieldValues = {}, restricted = false) =>
  world.as(restricted ? 'mira' : 'ana').cases.createCase({
    body: {
      subject: 'Crack in the housing',
      message: 'See the photo.',
      type,
      contactId: world.contacts.ingrid,
      ownerId: world.people.ana,
      teamId: world.teams.accounts,
      custom,
      restricted,
    },
  })
const set = (made: { id: string; version: number }, custom: FieldValues) =>
  world.as('ana').cases.changeCase({ params: { id: made.id }, body: { version: made.version, custom } })
const wrong = async (call: Promise<unknown>) => (await refusal(call)).detail.fields
const upload = async (caseId: string, name = 'crack.png') => {
  const answer = await world.app.inject({
    method: 'POST',
    url: `/api/v1/cases/${caseId}/attachments?name=${name}`,
    headers: { ...world.headersOf('ana'), 'content-type': 'image/png' },
    payload: Buffer.from(`picture ${name}`),
  })
  return (answer.json() as { id: string }).id
}
const download = (who: 'ana' | 'priya', id: string) =>
  world.app.inject({ url: `/api/v1/attachments/${id}`, headers: world.headersOf(who) })

test('a file is one of the case: its gate asks for it, its name is shown, and who sees the case reads it', async () => {
  const made = await open()
  const go = () => world.as('ana').cases.transitionCase({ params: { id: made.id }, body: { stage: 'answer' } })
  expect((await refusal(go())).detail.missing).toEqual([expect.objectContaining({ key: 'field:photo' })])
  const photo = await upload(made.id)
  const filled = await set(made, { photo })
  expect(filled.fields.find(({ key }) => key === 'photo')).toMatchObject({ value: photo, name: 'crack.png' })
  expect((await go()).stage.key).toBe('answer')
  expect((await download('ana', photo)).body).toBe('picture crack.png')
  const { items } = await world.as('ana').cases.getTimeline({ params: { id: made.id }, query: {} })
  expect(JSON.stringify(items.find(({ name }) => name === 'case.fields_set')?.content)).toContain('crack.png')
})

test('a file of another case is none, whether it is there or not, and a case that is opened has none yet', async () => {
  const [mine, other] = [await open(), await open({}, true)]
  const foreign = await upload(other.id)
  const nothing = [{ path: 'custom.photo', message: 'names no file of this case' }]
  expect(await wrong(set(mine, { photo: foreign }))).toEqual(nothing)
  expect(await wrong(set(mine, { photo: '01900000-0000-7000-8000-00000000dead' }))).toEqual(nothing)
  expect(await wrong(open({ photo: foreign }))).toEqual(nothing)
  expect((await download('priya', foreign)).statusCode).toBe(404)
})

test('a product, or a piece at the account: none that is not offered, none of another account', async () => {
  const ana = world.as('ana').products
  const pump = await world.as('admin').products.createProduct({ body: { name: 'VP-22' } })
  const gone = await world.as('admin').products.createProduct({ body: { name: 'VP-9' } })
  await world
    .as('admin')
    .products.changeProduct({ params: { id: gone.id }, body: { version: gone.version, active: false } })
  const made = await open()
  const piece = (serial: string, accountId: string) =>
    ana.createAsset({ body: { serial, productId: pump.id, accountId } })
  const here = await piece('22-0001', made.account!.id)
  const elsewhere = await piece('22-0002', Object.values(world.accounts).find((id) => id !== made.account!.id)!)
  const chosen = await set(made, { part: here.id })
  expect(chosen.fields.find(({ key }) => key === 'part')).toMatchObject({ name: 'VP-22, 22-0001' })
  const product = await set(chosen, { part: pump.id })
  expect(product.fields.find(({ key }) => key === 'part')).toMatchObject({ name: 'VP-22' })
  const told = 'names no product, and no asset of the account'
  expect(await wrong(set(product, { part: elsewhere.id }))).toEqual([{ path: 'custom.part', message: told }])
  expect(await wrong(set(product, { part: world.people.ana }))).toEqual([{ path: 'custom.part', message: told }])
  expect(await wrong(set(product, { part: gone.id }))).toEqual([
    { path: 'custom.part', message: 'VP-9 is not offered or in use any more' },
  ])
})

test('a date lies on the side of today where it can lie, by the calendar of the organisation', async () => {
  const made = await open()
  const day = (days: number) => new Date(world.now.getTime() + days * 86_400_000).toISOString().slice(0, 10)
  expect(await wrong(set(made, { bought: day(2), visit: day(-2) }))).toEqual([
    { path: 'custom.bought', message: 'cannot lie in the future' },
    { path: 'custom.visit', message: 'cannot lie in the past' },
  ])
  expect((await set(made, { bought: day(0), visit: day(0) })).custom).toEqual({ bought: day(0), visit: day(0) })
})
