import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCase } from '../../../tests/world/histories.ts'
import { workOnce } from '../../../tests/world/work.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

const look = () => workOnce(world, 'watch-promises', {})
const add = (id: string, more: object) =>
  world.as('ana').tasks.addTask({
    params: { id },
    body: { title: 'Ask the supplier', ownerId: world.people.elena, remindHours: 24, ...more },
  })
const told = async (id: string) =>
  (await world.as('elena').notifications.listNotifications({ query: {} })).items
    .filter((each) => each.case?.id === id)
    .map(({ kind, said }) => `${kind} ${said}`)

test('somebody is reminded from when a task is due, every so often until it is done', async () => {
  const id = await openCase(world)
  const task = await add(id, { dueAt: new Date(world.now.getTime() + 3_600_000).toISOString() })
  await look()
  expect(await told(id)).toEqual([])
  world.advance({ hours: 1 })
  await Promise.all([look(), look()])
  expect(await told(id)).toEqual(['task_reminded Ask the supplier'])
  world.advance({ hours: 23 })
  await look()
  expect(await told(id)).toHaveLength(1)
  world.advance({ hours: 1 })
  await look()
  expect(await told(id)).toHaveLength(2)
  await world.as('elena').tasks.changeTask({ params: { id: task.id }, body: { version: task.version, done: true } })
  world.advance({ days: 3 })
  await look()
  expect(await told(id)).toHaveLength(2)
})

test('without a date it counts from when it can be begun, and a case that is over reminds nobody', async () => {
  const id = await openCase(world)
  await add(id, {})
  world.advance({ hours: 24 })
  await look()
  expect(await told(id)).toHaveLength(1)
  await world.as('mira').cases.resolveCase({
    params: { id },
    body: { summary: 'Done', code: 'credited', override: { reason: 'a test' } },
  })
  world.advance({ days: 2 })
  await look()
  expect(await told(id)).toHaveLength(1)
})

test('a task of a stage that waits for another is not spoken of before it can be begun', async () => {
  const { items } = await world.as('admin').types.listTypes({})
  const type = items.find(({ key }) => key === 'general_question')!
  const [received, answer, ...rest] = type.definition.stages
  const task = (key: string, more: object) => ({ key, title: key, mandatory: false, doneBy: 'owner' as const, ...more })
  const stages = [
    received!,
    { ...answer!, tasks: [task('first', {}), task('second', { after: ['first'], remindHours: 2 })] },
    ...rest,
  ]
  await world.as('admin').types.changeType({
    params: { id: type.id },
    body: { version: type.version, definition: { ...type.definition, stages } },
  })
  const id = await openCase(world, { type: 'general_question', ownerId: world.people.elena })
  await world.as('mira').cases.transitionCase({ params: { id }, body: { stage: 'answer' } })
  world.advance({ hours: 5 })
  await look()
  expect(await told(id)).toEqual([])
  const tasks = (await world.as('ana').tasks.listTasks({ params: { id } })).items
  const first = tasks.find(({ title }) => title === 'first')!
  await world.as('ana').tasks.changeTask({ params: { id: first.id }, body: { version: first.version, done: true } })
  world.advance({ hours: 2 })
  await look()
  expect(await told(id)).toEqual(['task_reminded second'])
})
