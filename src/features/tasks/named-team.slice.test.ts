import { afterAll, beforeAll, expect, test } from 'vitest'
import { testWorld, type World } from '../../../tests/world/world.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

const inFieldVisit = async () => {
  const made = await world.as('ana').cases.createCase({
    body: { subject: 'Sensor alarm', type: 'technical_issue', ownerId: world.people.ana, note: 'E-22.' },
  })
  await world.as('ana').cases.beginWork({ params: { id: made.id }, body: { stage: 'field_visit' } })
  const { items } = await world.as('ana').tasks.listTasks({ params: { id: made.id } })
  return { made, task: items.find(({ title }) => title === 'Visit agreed with the customer')! }
}

test('a task for another department is that of the case’s team until there is such a department', async () => {
  const before = await inFieldVisit()
  expect(before.task.team?.id).toBe(before.made.team.id)
  await world.as('admin').people.createTeam({ body: { name: 'FIELD SERVICE', leadId: world.people.sofia } })
  const after = await inFieldVisit()
  expect(after.task.team?.name).toBe('FIELD SERVICE')
})

test('a type lands with the first of the teams that it names, unless one is chosen for it', async () => {
  const open = async () =>
    (
      await world.as('ana').cases.createCase({
        body: { subject: 'Sensor alarm', type: 'technical_issue', ownerId: world.people.ana, note: 'E-22.' },
      })
    ).team.id
  expect(await open()).toBe(world.teams.technical)
  const type = (await world.as('admin').types.listTypes({})).items.find(({ key }) => key === 'technical_issue')!
  const body = { version: type.version, teamId: world.teams.accounts }
  await world.as('admin').types.changeType({ params: { id: type.id }, body })
  expect(await open()).toBe(world.teams.accounts)
})
