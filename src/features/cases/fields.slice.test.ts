import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusal } from '../../../tests/world/expect.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import type { Field, FieldValues } from '../casetypes/contract/fields.ts'

let world: World
let typeKey: string
beforeAll(async () => {
  world = await testWorld()
  const { items } = await world.as('admin').types.listTypes({})
  const { definition } = items.find(({ key }) => key === 'billing_dispute')!
  const field = (part: Pick<Field, 'key' | 'label' | 'kind'> & Partial<Field>): Field => ({
    choices: [],
    seenBy: 'staff',
    ...part,
  })
  const fields = [
    field({ key: 'amount', label: 'Amount', kind: 'money', currency: 'EUR', requiredFrom: 'finance_review' }),
    field({ key: 'ours', label: 'Our fault', kind: 'yes_no', requiredFrom: 'adjustment' }),
    field({ key: 'at_fault', label: 'Who', kind: 'person', when: { field: 'ours', is: ['yes'] } }),
    field({ key: 'limit', label: 'Credit limit', kind: 'number', seenBy: 'leads' }),
  ]
  const stages = definition.stages.map((stage) => ({ ...stage, tasks: [] }))
  const body = { definition: { ...definition, name: 'Dispute with a form', words: [], stages, fields, approvals: [] } }
  typeKey = (await world.as('admin').types.createType({ body })).key
})
afterAll(() => world.close())

const open = (custom: FieldValues = {}) =>
  world.as('ana').cases.createCase({
    body: { subject: 'Charged twice', message: 'Twice.', type: typeKey, ownerId: world.people.ana, custom },
  })
const set = (made: { id: string; version: number }, custom: FieldValues, who: 'ana' | 'mira' = 'ana') =>
  world.as(who).cases.changeCase({ params: { id: made.id }, body: { version: made.version, custom } })
const go = (id: string, stage: string) => world.as('ana').cases.transitionCase({ params: { id }, body: { stage } })
const wrong = async (call: Promise<unknown>) => (await refusal(call)).detail.fields

test('values that do not fit are named, all at once, and nothing is kept', async () => {
  const made = await open()
  expect(await wrong(set(made, { amount: 2318.4, ours: 'yes', at_fault: world.contacts.ingrid }))).toEqual([
    { path: 'custom.amount', message: expect.stringContaining('2318.40') },
    { path: 'custom.ours', message: 'expects true or false' },
    { path: 'custom.at_fault', message: 'names nobody who works here' },
  ])
  expect(await wrong(open({ amount: 'much' }))).toHaveLength(1)
  expect((await world.as('ana').cases.getCase({ params: { id: made.id } })).custom).toEqual({})
})

test('the gate asks for what its stage requires, and opens once it is there', async () => {
  const made = await open()
  await go(made.id, 'verification')
  const refused = await refusal(go(made.id, 'finance_review'))
  expect(refused.detail.missing).toEqual([
    expect.objectContaining({ key: 'field:amount', label: 'Amount', met: false }),
  ])
  const here = await world.as('ana').cases.getCase({ params: { id: made.id } })
  expect(here.stages.find(({ key }) => key === 'finance_review')).toMatchObject({ allowed: false })
  expect(here.closure.requirements.map(({ key }) => key)).toEqual(
    expect.arrayContaining(['field:amount', 'field:ours']),
  )
  const filled = await set(here, { amount: '2318.40' })
  expect(filled.fields[0]).toMatchObject({ key: 'amount', value: '2318.40' })
  expect((await go(made.id, 'finance_review')).stage.key).toBe('finance_review')
})

test('what let a case into its stage cannot be taken away again, also while it waits', async () => {
  const made = await open({ amount: '10', ours: false })
  await go(made.id, 'verification')
  await go(made.id, 'finance_review')
  const waiting = await go(made.id, 'waiting_customer')
  expect(await wrong(set(waiting, { amount: null }))).toEqual([
    { path: 'custom.amount', message: 'is required since Finance review' },
  ])
  expect((await set(waiting, { ours: null })).custom).toEqual({ amount: '10' })
})

test('the timeline says what was written, once, in words', async () => {
  const made = await open({ amount: '10' })
  const later = await set(made, { amount: '10', ours: true, at_fault: world.people.elena })
  expect(later.fields.find(({ key }) => key === 'at_fault')).toMatchObject({ name: 'Elena Brandt' })
  const { items } = await world.as('ana').cases.getTimeline({ params: { id: made.id }, query: {} })
  const told = items.filter(({ name }) => name === 'case.fields_set').map(({ content }) => content?.fields)
  expect(told).toEqual([
    [{ key: 'amount', label: 'Amount', from: null, to: '10', words: '€10' }],
    [
      { key: 'ours', label: 'Our fault', from: null, to: true, words: 'yes' },
      { key: 'at_fault', label: 'Who', from: null, to: world.people.elena, words: 'Elena Brandt' },
    ],
  ])
})

test('what is for leads is neither read nor set nor told to others', async () => {
  const made = await open()
  expect((await refusal(set(made, { limit: 5 }))).code).toBe('not_allowed')
  const bylead = await set(made, { limit: 5000 }, 'mira')
  expect(bylead.custom).toEqual({ limit: 5000 })
  const seen = await world.as('ana').cases.getCase({ params: { id: made.id } })
  expect(seen.custom).toEqual({})
  expect(seen.fields.map(({ key }) => key)).not.toContain('limit')
  const { items } = await world.as('ana').cases.getTimeline({ params: { id: made.id }, query: {} })
  expect(JSON.stringify(items)).not.toContain('5000')
})

test('what programs and leads keep beside the form stays, in measure, and is shown to leads', async () => {
  const made = await open()
  expect(await wrong(set(made, { shop_order: 'X-1' }))).toEqual([
    { path: 'custom.shop_order', message: 'is nothing that this type asks for' },
  ])
  const kept = await set(made, { shop_order: 'X-2' }, 'mira')
  expect((await set(kept, { amount: '3' })).custom).toEqual({ amount: '3' })
  expect((await world.as('mira').cases.getCase({ params: { id: made.id } })).custom).toEqual({
    shop_order: 'X-2',
    amount: '3',
  })
  const many = Object.fromEntries(Array.from({ length: 201 }, (_, at) => [`k${at}`, at]))
  const { version } = await world.as('mira').cases.getCase({ params: { id: made.id } })
  expect(await wrong(set({ id: made.id, version }, many, 'mira'))).toHaveLength(1)
})

test('what is for leads stays theirs beside other changes, and under another type', async () => {
  const made = await open()
  const limited = await set(made, { limit: 98765 }, 'mira')
  const noted = await set(limited, { anything: '1' }, 'mira')
  const type = (await world.as('admin').types.listTypes({})).items.find(({ key }) => key === 'billing_dispute')!
  const params = { id: made.id }
  const retyped = await world.as('ana').cases.changeCase({ params, body: { version: noted.version, typeId: type.id } })
  expect(JSON.stringify(retyped)).not.toContain('98765')
  const { items } = await world.as('ana').cases.getTimeline({ params, query: {} })
  expect(JSON.stringify(items)).not.toContain('98765')
})

test('another type asks for what it requires of the stage where the case stands', async () => {
  const { items } = await world.as('admin').types.listTypes({})
  const { definition } = items.find(({ key }) => key === typeKey)!
  const strict = definition.fields.map((field) =>
    field.key === 'amount' ? { ...field, requiredFrom: 'verification' } : field,
  )
  const body = { definition: { ...definition, name: 'Strict dispute', fields: strict } }
  const { id: typeId } = await world.as('admin').types.createType({ body })
  const made = await open()
  const here = await go(made.id, 'verification')
  const change = (custom: FieldValues) =>
    world.as('ana').cases.changeCase({ params: { id: made.id }, body: { version: here.version, typeId, custom } })
  expect(await wrong(change({}))).toEqual([
    { path: 'custom.amount', message: 'Amount is needed by Strict dispute in Verification' },
  ])
  expect((await change({ amount: '5' })).type.name).toBe('Strict dispute')
})

test('a type whose task belongs to a team that is not here is refused', async () => {
  const { items } = await world.as('admin').types.listTypes({})
  const { definition } = items.find(({ key }) => key === typeKey)!
  const foreign = {
    key: 'pay',
    title: 'Pay',
    mandatory: true,
    doneBy: { teamId: '01900000-0000-7000-8000-00000000dead' },
  }
  const stages = definition.stages.map((stage, at) => (at === 1 ? { ...stage, tasks: [foreign] } : stage))
  const made = world.as('admin').types.createType({ body: { definition: { ...definition, name: 'Foreign', stages } } })
  expect(await refusal(made)).toMatchObject({ code: 'not_found', detail: { what: 'team' } })
})
