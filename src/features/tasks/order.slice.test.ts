import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusal } from '../../../tests/world/expect.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import type { Stage } from '../casetypes/contract.ts'
import type { Task } from './contract.ts'

let world: World
let type: string
beforeAll(async () => {
  world = await testWorld()
  const { items } = await world.as('admin').types.listTypes({})
  const { definition } = items.find(({ key }) => key === 'billing_dispute')!
  const tasks: Stage['tasks'] = [
    { key: 'evidence', title: 'Both captures shown', mandatory: true, evidence: true, doneBy: 'owner' },
    { key: 'lead', title: 'Lead agrees', mandatory: true, after: ['evidence'], doneBy: 'lead', dueHours: 4 },
    {
      key: 'finance',
      title: 'Finance pays',
      mandatory: true,
      after: ['lead'],
      doneBy: { teamId: world.teams.technical },
    },
  ]
  const stages = definition.stages.map((stage, at) => ({ ...stage, tasks: at === 1 ? tasks : [] }))
  const body = { definition: { ...definition, name: 'Dispute in order', words: [], stages } }
  type = (await world.as('admin').types.createType({ body })).key
})
afterAll(() => world.close())

async function begun() {
  const body = {
    subject: 'Charged twice',
    message: 'Twice.',
    type,
    ownerId: world.people.ana,
    teamId: world.teams.accounts,
  }
  const { id } = await world.as('ana').cases.createCase({ body })
  await world.as('ana').cases.transitionCase({ params: { id }, body: { stage: 'verification' } })
  const read = async () => {
    const { items } = await world.as('ana').tasks.listTasks({ params: { id } })
    return Object.fromEntries(items.map((task) => [task.key, task])) as Record<'evidence' | 'lead' | 'finance', Task>
  }
  return { id, read }
}
const tick = ({ id, version }: Task, more: { done?: boolean; evidence?: string } = {}) =>
  world.as('ana').tasks.changeTask({ params: { id }, body: { version, done: true, ...more } })

test('tasks come in their order, to whom the type names, and their hours run from when they can begin', async () => {
  const { id, read } = await begun()
  const { evidence, lead, finance } = await read()
  expect(evidence).toMatchObject({ waitsFor: [], evidenceRequired: true, owner: null, team: null })
  expect(lead).toMatchObject({ waitsFor: ['Both captures shown'], dueAt: null })
  expect(lead.owner?.id).toBe(world.people.mira)
  expect(finance).toMatchObject({ waitsFor: ['Lead agrees'], team: { id: world.teams.technical } })

  const early = await refusal(tick(finance))
  expect(early).toMatchObject({ code: 'task_not_ready', detail: { because: '“Lead agrees” comes first' } })
  expect((await refusal(tick(evidence))).detail).toMatchObject({ field: 'evidence' })
  await tick(evidence, { evidence: 'Two captures of 12 May' })
  const ready = (await read()).lead
  expect(ready.waitsFor).toEqual([])
  expect(new Date(ready.dueAt!).getTime()).toBeGreaterThanOrEqual(world.now.getTime() + 4 * 3_600_000)
  const { items } = await world.as('ana').cases.getTimeline({ params: { id }, query: {} })
  expect(items.find(({ name }) => name === 'task.ready')?.content).toMatchObject({
    title: 'Lead agrees',
    after: 'Both captures shown',
  })
})

test('a team sees what it can begin, takes it, and nobody is asked for what still waits', async () => {
  const { id, read } = await begun()
  const mine = async (of: 'free' | 'all') =>
    (await world.as('priya').tasks.listTeamTasks({ query: { team: world.teams.technical, of } })).items.filter(
      (task) => task.caseId === id,
    )
  expect(await mine('all')).toEqual([])
  const first = await read()
  await tick(first.evidence, { evidence: 'Shown' })
  await tick((await read()).lead)
  const [free] = await mine('free')
  expect(free).toMatchObject({ title: 'Finance pays', case: { subject: 'Charged twice' } })
  await world
    .as('priya')
    .tasks.changeTask({ params: { id: free!.id }, body: { version: free!.version, ownerId: world.people.priya } })
  expect(await mine('free')).toEqual([])
  expect(await mine('all')).toHaveLength(1)
  const next = await world.as('priya').cases.myNext({})
  expect(next.items.flatMap(({ matters }) => matters.map(({ task }) => task?.title))).toContain('Finance pays')
})

test('a task of a restricted case is no business of a team that may not see the case', async () => {
  const { id, read } = await begun()
  const first = await read()
  await tick(first.evidence, { evidence: 'Shown' })
  await tick((await read()).lead)
  const { version } = await world.as('mira').cases.getCase({ params: { id } })
  await world.as('mira').cases.changeCase({ params: { id }, body: { version, restricted: true } })
  const query = { team: world.teams.technical, of: 'all' as const }
  const seen = (await world.as('priya').tasks.listTeamTasks({ query })).items
  expect(seen.filter((task) => task.caseId === id)).toEqual([])
  expect((await world.as('ana').tasks.listTeamTasks({ query })).items.some((task) => task.caseId === id)).toBe(true)
})

test('whoever had the next one open ticks it without a conflict; what others built on is not unticked', async () => {
  const { read } = await begun()
  const { evidence, lead } = await read()
  await tick(evidence, { evidence: 'Shown' })
  await tick(lead)
  const done = (await read()).evidence
  const emptied = world
    .as('ana')
    .tasks.changeTask({ params: { id: done.id }, body: { version: done.version, evidence: null } })
  expect((await refusal(emptied)).code).toBe('task_not_ready')
  const undone = await refusal(tick(done, { done: false }))
  expect(undone).toMatchObject({ code: 'task_not_ready', detail: { because: expect.stringContaining('Lead agrees') } })
})

test('equal hours end at the same instant, whether a task waited or not', async () => {
  const { items } = await world.as('admin').types.listTypes({})
  const { definition } = items.find(({ key }) => key === type)!
  const tasks: Stage['tasks'] = [
    { key: 'first', title: 'First', mandatory: true },
    { key: 'at_once', title: 'At once', mandatory: true, dueHours: 4, doneBy: 'owner' },
    { key: 'waited', title: 'Waited', mandatory: true, dueHours: 4, doneBy: 'owner', after: ['first'] },
  ]
  const stages = definition.stages.map((stage, at) => ({ ...stage, tasks: at === 1 ? tasks : [] }))
  const made = await world
    .as('admin')
    .types.createType({ body: { definition: { ...definition, name: 'Equal hours', stages } } })
  const body = { subject: 'Hours', message: 'Hours.', type: made.key, teamId: world.teams.accounts }
  const { id } = await world.as('ana').cases.createCase({ body })
  await world.as('ana').cases.transitionCase({ params: { id }, body: { stage: 'verification' } })
  const read = async (key: string) =>
    (await world.as('ana').tasks.listTasks({ params: { id } })).items.find((task) => task.key === key)!
  await tick(await read('first'))
  expect((await read('waited')).dueAt).toBe((await read('at_once')).dueAt)
})

test('a type whose task waits for a later one is refused', async () => {
  const { items } = await world.as('admin').types.listTypes({})
  const { definition } = items.find(({ key }) => key === type)!
  const stages = definition.stages.map((stage) => ({ ...stage, tasks: stage.tasks.toReversed() }))
  const made = world.as('admin').types.createType({ body: { definition: { ...definition, name: 'Turned', stages } } })
  expect(JSON.stringify((await refusal(made)).detail)).toContain('does not stand before it')
})

const changed = async (id: string) =>
  (await world.as('ana').cases.getTimeline({ params: { id }, query: {} })).items.filter(
    ({ name }) => name === 'task.changed' || name === 'task.cancelled',
  )

test('what a task is, whose, until when and what is noted changes, and the timeline says what it was', async () => {
  const { id } = await begun()
  const made = await world.as('ana').tasks.addTask({ params: { id }, body: { title: 'Ask the bank' } })
  const dueAt = new Date(world.now.getTime() + 86_400_000).toISOString()
  const body = {
    version: made.version,
    title: 'Ask both banks',
    ownerId: world.people.elena,
    dueAt,
    evidence: 'Mailed',
  }
  const after = await world.as('ana').tasks.changeTask({ params: { id: made.id }, body })
  expect(after).toMatchObject({ title: 'Ask both banks', owner: { name: 'Elena Brandt' }, dueAt, evidence: 'Mailed' })
  const same = await world
    .as('ana')
    .tasks.changeTask({ params: { id: made.id }, body: { ...body, version: after.version } })
  expect(same.version).toBe(after.version)
  const team = { version: after.version, ownerId: null, teamId: world.teams.technical }
  await world.as('ana').tasks.changeTask({ params: { id: made.id }, body: team })
  const late = await refusal(world.as('ana').tasks.changeTask({ params: { id: made.id }, body }))
  expect(late).toMatchObject({
    code: 'changed_meanwhile',
    detail: { current: { team: { name: 'Technical support' } } },
  })
  expect((await changed(id)).map(({ content }) => content?.was)).toEqual([
    { title: 'Ask the bank', owner: null, dueAt: null, evidence: null },
    { owner: 'Elena Brandt', team: 'Customer accounts' },
  ])
})

test('what the type of a case asks for keeps its name', async () => {
  const { read } = await begun()
  const { evidence } = await read()
  const body = { version: evidence.version, title: 'Nothing much' }
  const renamed = await refusal(world.as('ana').tasks.changeTask({ params: { id: evidence.id }, body }))
  expect(renamed).toMatchObject({ code: 'malformed', detail: { fields: [{ path: 'title' }] } })
})

test('a task that changes while it is taken off is off, under the name it had by then', async () => {
  const { id } = await begun()
  const made = await world.as('ana').tasks.addTask({ params: { id }, body: { title: 'Ask the bank' } })
  const { db } = world.runtime
  const removal = await db.transaction().execute(async (theirs) => {
    await sql`select from cases where id = ${id} for update`.execute(theirs)
    const asked = world.as('ana').tasks.removeTask({ params: { id: made.id } })
    await expect
      .poll(async () => (await sql`select 1 from pg_locks where not granted`.execute(db)).rows.length)
      .toBeGreaterThan(0)
    await sql`update task set title = 'Ask both banks', version = version + 1 where id = ${made.id}`.execute(theirs)
    return { asked }
  })
  await removal.asked
  const { items } = await world.as('ana').tasks.listTasks({ params: { id } })
  expect(items.some((task) => task.id === made.id)).toBe(false)
  expect((await changed(id)).map(({ content }) => content?.title)).toEqual(['Ask both banks'])
})
