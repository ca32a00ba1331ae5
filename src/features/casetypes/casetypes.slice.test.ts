import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusal } from '../../../tests/world/expect.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import type { ApiProblem } from '../../platform/client.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

const admin = () => world.as('admin').types
const theType = async (key: string) => (await admin().listTypes({})).items.find((type) => type.key === key)!
const opened = (type: string) =>
  world.as('ana').cases.createCase({
    body: { subject: 'Pump', message: 'It drips.', type, contactId: world.contacts.ingrid, ownerId: world.people.ana },
  })

test('a copy is a type of its own with the key of its name, and cases can have it', async () => {
  const { definition } = await theType('complaint')
  const made = await admin().createType({
    body: { definition: { ...definition, name: 'Spare part' }, teamId: world.teams.technical },
  })
  expect(made).toMatchObject({ key: 'spare_part', version: 1, team: { id: world.teams.technical }, openCases: 0 })
  expect((await opened('spare_part')).team.id).toBe(world.teams.technical)
  const again = admin().createType({ body: { definition: { ...definition, name: ' spare PART ' } } })
  expect((await refusal(again)).code).toBe('already_exists')
})

test('of two administrators who make a type of one name at once, one makes it and the other is told', async () => {
  const { definition } = await theType('complaint')
  const make = () => admin().createType({ body: { definition: { ...definition, name: 'Twin question' } } })
  const told = await Promise.all(
    [make(), make(), make()].map((call) =>
      call.then(
        () => 'made',
        (problem: ApiProblem) => problem.code,
      ),
    ),
  )
  expect(told.toSorted()).toEqual(['already_exists', 'already_exists', 'made'])
})

test('a path that cannot work is refused with all that is wrong with it', async () => {
  const { definition } = await theType('complaint')
  const stages = definition.stages.filter(({ status }) => status !== 'resolved')
  const said = await refusal(admin().createType({ body: { definition: { ...definition, name: 'Broken', stages } } }))
  expect(said.code).toBe('malformed')
  expect(JSON.stringify(said.detail)).toContain('resolved is missing')
  expect((await admin().listTypes({})).items.map(({ key }) => key)).not.toContain('broken')
})

test('a new version leaves open cases on theirs, and the standing says how many', async () => {
  const before = await theType('billing_dispute')
  const old = await opened('billing_dispute')
  const [first, ...rest] = before.definition.stages
  const stages = [{ ...first!, label: 'Taken in' }, ...rest]
  const published = await admin().changeType({
    params: { id: before.id },
    body: { version: before.version, definition: { ...before.definition, stages } },
  })
  const fresh = await opened('billing_dispute')
  const labelOf = async (id: string) => (await world.as('ana').cases.getCase({ params: { id } })).stage.label
  expect(await labelOf(old.id)).toBe(first!.label)
  expect(await labelOf(fresh.id)).toBe('Taken in')
  expect(await admin().typeStanding({ params: { id: before.id } })).toEqual({
    versions: [
      { version: published.version, open: 1 },
      { version: before.version, open: 1 },
    ],
    stages: [{ stage: first!.key, open: 2 }],
  })
})

test('a team that is not there is refused', async () => {
  const { definition } = await theType('complaint')
  const teamId = '01900000-0000-7000-8000-00000000dead'
  const asked = admin().createType({ body: { definition: { ...definition, name: 'Nowhere' }, teamId } })
  expect((await refusal(asked)).code).toBe('not_found')
})

test('a type that was published before there was a field has what the field means without a word', async () => {
  const { id, version } = await theType('complaint')
  await sql`update case_type_version set definition = definition - 'uncovered'
    where case_type_id = ${id} and version = ${version}`.execute(world.runtime.db)
  expect((await theType('complaint')).definition.uncovered).toBe('warn')
})
