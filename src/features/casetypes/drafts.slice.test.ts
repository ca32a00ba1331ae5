import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusal } from '../../../tests/world/expect.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import type { CaseType } from './contract.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

const sofia = () => world.as('admin').types
const theType = async (key: string) => (await sofia().listTypes({})).items.find((type) => type.key === key)!
const save = (type: CaseType, definition: object, version: number | null) =>
  sofia().saveTypeDraft({
    params: { id: type.id },
    body: { version, basedOn: type.version, definition: definition as Record<string, unknown>, teamId: null },
  })

test('a draft stays while it is drawn, half done too, and everybody who reads settings sees whose it is', async () => {
  const type = await theType('complaint')
  const [first, ...rest] = type.definition.stages
  const half = { ...type.definition, stages: [{ ...first!, label: '' }, ...rest] }
  const saved = await save(type, half, null)
  expect(saved).toMatchObject({ version: 1, basedOn: type.version, savedBy: { id: world.people.sofia } })
  const { draft } = await world.as('manager').types.getTypeDraft({ params: { id: type.id } })
  expect(draft?.definition).toEqual(half)
  const listed = (await world.as('manager').types.listTypes({})).items.find(({ id }) => id === type.id)!
  expect(listed.draft).toMatchObject({ by: { id: world.people.sofia } })
  expect(listed.version).toBe(type.version)
  const agents = (await world.as('ana').types.listTypes({})).items.find(({ id }) => id === type.id)!
  expect(agents.draft).toBeNull()
})

test('of two who draw at once the second is told, and what is of no shape is not kept', async () => {
  const type = await theType('refund_review')
  await save(type, type.definition, null)
  expect((await refusal(save(type, { ...type.definition, name: 'Mine' }, null))).code).toBe('changed_meanwhile')
  await save(type, { ...type.definition, name: 'Refund' }, 1)
  const said = await refusal(save(type, { ...type.definition, name: 'Mine' }, 1))
  expect(said).toMatchObject({ code: 'changed_meanwhile', detail: { current: { definition: { name: 'Refund' } } } })
  const odd = await refusal(save(type, { ...type.definition, stages: [{ key: 'x', script: 1 }] }, 2))
  expect(odd.code).toBe('malformed')
  expect(JSON.stringify(odd.detail)).toContain('definition.stages.0')
})

test('publishing is an act of its own: it ends its draft, and not one that somebody went on with', async () => {
  const type = await theType('billing_dispute')
  const definition = { ...type.definition, description: 'A customer contests a bill.' }
  await save(type, definition, null)
  await save(type, definition, 1)
  const publish = (draft: number) =>
    sofia().changeType({ params: { id: type.id }, body: { version: type.version, definition, draft } })
  expect((await refusal(publish(1))).code).toBe('changed_meanwhile')
  expect((await theType('billing_dispute')).version).toBe(type.version)
  const published = await publish(2)
  expect(published).toMatchObject({ version: type.version + 1, draft: null })
  expect(await sofia().getTypeDraft({ params: { id: type.id } })).toEqual({ draft: null })
})

test('versions say who published what when, in words, and a draft can begin from an older one', async () => {
  const type = await theType('technical_issue')
  const definition = { ...type.definition, confirmationDays: 9 }
  await sofia().changeType({ params: { id: type.id }, body: { version: type.version, definition } })
  const { items } = await sofia().listTypeVersions({ params: { id: type.id } })
  expect(items).toEqual([
    expect.objectContaining({
      version: 2,
      by: { id: world.people.sofia, name: 'Sofia Reyes' },
      changes: ['The days to confirm: 9 instead of 4.'],
    }),
    expect.objectContaining({ version: 1, by: null, changes: [] }),
  ])
  const old = await sofia().getTypeVersion({ params: { id: type.id, version: 1 } })
  expect(old.definition).toEqual(type.definition)
  expect((await save(await theType('technical_issue'), old.definition, null)).basedOn).toBe(2)
  await sofia().discardTypeDraft({ params: { id: type.id }, query: { version: 1 } })
  expect((await refusal(sofia().getTypeVersion({ params: { id: type.id, version: 7 } }))).code).toBe('not_found')
})
