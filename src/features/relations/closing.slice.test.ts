import { afterAll, beforeAll, expect, test } from 'vitest'
import { placeCase } from '../../../tests/world/cases.ts'
import { refusal } from '../../../tests/world/expect.ts'
import { openCase } from '../../../tests/world/histories.ts'
import { openRecording } from '../../../tests/world/statements.ts'
import { workOff, workOnce } from '../../../tests/world/work.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { readingContext, systemActor } from '../../platform/runtime.ts'
import { previewClosing } from './actions/preview-closing.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

const getCase = (id: string) => world.as('ana').cases.getCase({ params: { id } })
const typeOf = async (key: string) =>
  (await world.as('ana').types.listTypes({})).items.find((type) => type.key === key)!

const ask = (more: object = {}) => openCase(world, { type: 'general_question', ...more })
async function problemOf(...incidents: string[]): Promise<string> {
  const id = await ask({ subject: 'Payment gateway answers nobody' })
  await world.as('ana').relations.linkIncidents({ params: { id }, body: { cases: incidents } })
  return id
}
/** Brings a case to where its gate asks for no more than words. */
const makeReady = async (id: string) => {
  const { closure, stages } = await getCase(id)
  for (const { stage } of closure.requirements)
    if (stage && !stage.begun) await world.as('ana').cases.beginWork({ params: { id }, body: { stage: stage.key } })
  void stages
  const { items } = await world.as('ana').tasks.listTasks({ params: { id } })
  for (const task of items)
    if (!task.doneAt && task.mandatory)
      await world
        .as('ana')
        .tasks.changeTask({ params: { id: task.id }, body: { version: task.version, done: true, evidence: 'Seen.' } })
}
const ending = { summary: 'The gateway was restarted.', tellCustomer: true }
const resolve = async (id: string, more: object = {}) => {
  const { definition } = await typeOf('general_question')
  await makeReady(id)
  await world
    .as('ana')
    .cases.resolveCase({ params: { id }, body: { ...ending, code: definition.closure.codes[0]!.key, ...more } })
}

test('each incident is resolved by its own gate; what fails is listed with all it lacks and stays as it was', async () => {
  const [ready, lacking, billing] = [await ask(), await ask(), await openCase(world, { type: 'billing_dispute' })]
  await makeReady(ready)
  await makeReady(lacking)
  await world.as('ana').tasks.addTask({ params: { id: lacking }, body: { title: 'Call them first', mandatory: true } })
  const problem = await problemOf(ready, lacking, billing)
  const { definition } = await typeOf('general_question')
  const outlook = await world.as('ana').relations.previewClosing({
    params: { id: problem },
    body: { ...{ summary: ending.summary }, code: definition.closure.codes[0]!.key },
  })
  const lacks = (id: string) => outlook.items.find((item) => item.case.id === id)!.missing.map(({ label }) => label)
  expect(lacks(ready)).toEqual([])
  expect(lacks(lacking)).toEqual(['Call them first'])
  expect(lacks(billing)).toContain('Resolution code chosen')
  expect(lacks(billing).length).toBeGreaterThan(2)
  expect(outlook.types.find(({ name }) => name === 'Billing dispute')).toMatchObject({ incidents: 1, code: null })

  await resolve(problem)
  await workOff(world, ['resolve-incidents'])
  expect(await getCase(ready)).toMatchObject({
    status: 'resolved',
    resolution: { summary: ending.summary },
    resolvedBy: { id: world.people.ana },
  })
  expect((await getCase(lacking)).status).not.toBe('resolved')
  expect((await getCase(billing)).status).not.toBe('resolved')
  const [closing] = (await world.as('ana').relations.listClosings({ params: { id: problem } })).items
  expect(closing).toMatchObject({ total: 3, resolved: 1, finishedAt: expect.any(String) })
  expect(closing!.left.find((each) => each.case.id === lacking)).toMatchObject({
    because: 'Call them first',
    missing: [{ label: 'Call them first' }],
  })
  const told = async (id: string) => (await world.as('ana').cases.getTimeline({ params: { id }, query: {} })).items
  expect(await told(lacking)).toContainEqual(expect.objectContaining({ name: 'case.left_open' }))
  expect(await told(problem)).toContainEqual(
    expect.objectContaining({
      name: 'problem.incidents_ended',
      content: expect.objectContaining({ resolved: 1, left: 2 }),
    }),
  )
  expect(await told(ready)).toContainEqual(
    expect.objectContaining({
      name: 'case.resolved',
      content: expect.objectContaining({ because: expect.stringContaining('was resolved') }),
    }),
  )
})

test('of a restricted problem only the words that were written for its incidents go along', async () => {
  const [incident, later] = [await ask(), await ask()]
  await makeReady(incident)
  await makeReady(later)
  const problem = await problemOf(incident)
  await makeReady(problem)
  const { version } = await world.as('mira').cases.getCase({ params: { id: problem } })
  await world.as('mira').cases.changeCase({ params: { id: problem }, body: { version, restricted: true } })
  const { definition } = await typeOf('general_question')
  const code = definition.closure.codes[0]!.key
  const secret = { code, summary: 'SECRET: an insider did it', rootCause: 'SECRET insider' }
  const close = (more: object = {}) =>
    world.as('ana').cases.resolveCase({ params: { id: problem }, body: { ...secret, tellCustomer: true, ...more } })
  expect(await refusal(close())).toMatchObject({
    code: 'malformed',
    detail: { fields: [{ path: 'body.incidents.summary' }] },
  })
  const preview = (more: object) =>
    world.as('ana').relations.previewClosing({ params: { id: problem }, body: { ...secret, ...more } })
  expect((await preview({})).items[0]!.missing.map(({ key }) => key)).toContain('summary')
  expect((await preview({ incidentSummary: 'It works again.' })).items[0]!.missing).toEqual([])
  await close({ incidents: { codes: {}, tellCustomers: true, summary: 'It works again.' } })
  await workOff(world, ['resolve-incidents'])
  expect(await getCase(incident)).toMatchObject({ status: 'resolved', resolution: { summary: 'It works again.' } })
  const { db } = world.runtime
  const about = await db.selectFrom('event').select('content').where('case_id', '=', incident).execute()
  const messages = await db.selectFrom('message').select(['text', 'html']).where('case_id', '=', incident).execute()
  expect(JSON.stringify([await getCase(incident), about, messages])).not.toContain('SECRET')

  // Restricted only after it was resolved, before its incidents are.
  const open = await problemOf(later)
  await resolve(open, { summary: 'SECRET too' })
  await world.runtime.db.updateTable('cases').set({ restricted: true }).where('id', '=', open).execute()
  await workOff(world, ['resolve-incidents'])
  expect((await getCase(later)).status).not.toBe('resolved')
  expect((await world.as('ana').relations.listClosings({ params: { id: open } })).items[0]!.left).toMatchObject([
    { missing: [{ key: 'summary' }] },
  ])
})

test('a code is taken from the problem where the type has it, else it is chosen for the type', async () => {
  const [one, other] = [await ask(), await ask({ type: 'complaint' })]
  await makeReady(one)
  const problem = await problemOf(one, other)
  const complaint = await typeOf('complaint')
  const [code] = complaint.definition.closure.codes
  const { types } = await world.as('ana').relations.previewClosing({
    params: { id: problem },
    body: { codes: { [complaint.id]: code!.key } },
  })
  expect(types.find(({ id }) => id === complaint.id)).toMatchObject({ code: code!.key })
  await resolve(problem, { incidents: { codes: { [complaint.id]: code!.key } } })
  await workOff(world, ['resolve-incidents'])
  const [closing] = (await world.as('ana').relations.listClosings({ params: { id: problem } })).items
  expect(closing!.left[0]!.missing.map(({ key }) => key)).not.toContain('code')
})

test('reopening a problem reopens none of its incidents, and ends what it had not reached', async () => {
  const [first, second] = [await ask(), await ask()]
  await makeReady(first)
  await makeReady(second)
  const problem = await problemOf(first)
  await resolve(problem)
  await workOff(world, ['resolve-incidents'])
  await world.as('ana').cases.reopenCase({ params: { id: problem }, body: { reason: 'It is down again' } })
  expect((await getCase(first)).status).toBe('resolved')
  await world.as('ana').relations.linkIncidents({ params: { id: problem }, body: { cases: [second] } })
  await resolve(problem)
  await world.as('ana').cases.reopenCase({ params: { id: problem }, body: { reason: 'And again' } })
  await workOff(world, ['resolve-incidents'])
  expect((await getCase(second)).status).not.toBe('resolved')
  const [closing] = (await world.as('ana').relations.listClosings({ params: { id: problem } })).items
  expect(closing).toMatchObject({ resolved: 0, left: [{ because: 'the problem was reopened' }] })
})

test('what its resolver may not see stays as it is, and is not named', async () => {
  const hidden = await placeCase(world, { restricted: true })
  const open = await ask()
  const problem = await problemOf(hidden, open)
  await makeReady(problem)
  const { definition } = await typeOf('general_question')
  const code = definition.closure.codes[0]!.key
  const outlook = await world.as('priya').relations.previewClosing({ params: { id: problem }, body: {} })
  expect(outlook).toMatchObject({ hidden: 1, items: [{ case: { id: open } }] })
  await world.as('priya').cases.resolveCase({ params: { id: problem }, body: { ...ending, code } })
  await workOff(world, ['resolve-incidents'])
  expect((await getCase(hidden)).status).toBe('open')
  expect((await world.as('priya').relations.listClosings({ params: { id: problem } })).items).toMatchObject([
    { total: 1 },
  ])
})

test('a job that is run again, and by two at once, resolves each once', async () => {
  const cases = await Promise.all(Array.from({ length: 8 }, () => ask()))
  for (const id of cases) await makeReady(id)
  const problem = await problemOf(...cases)
  await resolve(problem)
  const [closing] = (await world.as('ana').relations.listClosings({ params: { id: problem } })).items
  const payload = { closingId: closing!.id }
  await Promise.all([workOnce(world, 'resolve-incidents', payload), workOnce(world, 'resolve-incidents', payload)])
  await workOnce(world, 'resolve-incidents', payload)
  for (const id of cases) {
    const { items } = await world.as('ana').cases.getTimeline({ params: { id }, query: {} })
    expect(items.filter(({ name }) => name === 'case.resolved')).toHaveLength(1)
  }
  const ended = (await world.as('ana').cases.getTimeline({ params: { id: problem }, query: {} })).items
  expect(ended.filter(({ name }) => name === 'problem.incidents_ended')).toHaveLength(1)
})

test('cases that speak of the same are suggested, through the eyes of the reader', async () => {
  const problem = await ask({ subject: 'Chiller alarm E14 after restart' })
  const like = await ask({ subject: 'Our chiller shows alarm E14' })
  const hidden = await ask({ subject: 'Chiller alarm in the secret lab' })
  const { version } = await world.as('mira').cases.getCase({ params: { id: hidden } })
  await world.as('mira').cases.changeCase({ params: { id: hidden }, body: { version, restricted: true } })
  const seen = (await world.as('priya').relations.suggestIncidents({ params: { id: problem } })).items
  expect(seen.map((item) => item.case.id)).toContain(like)
  expect(seen.map((item) => item.case.id)).not.toContain(hidden)
  expect(seen.find((item) => item.case.id === like)!.because[0]).toContain('“chiller”')
  expect(
    (await world.as('ana').relations.suggestIncidents({ params: { id: problem } })).items.map((item) => item.case.id),
  ).toContain(hidden)
})

test('what resolving would do is asked in as many statements for twenty incidents as for one', async () => {
  const cost = async (incidents: number) => {
    const ids: string[] = []
    for (let at = 0; at < incidents; at++) ids.push(await ask())
    const problem = await problemOf(...ids)
    const recording = openRecording(world.runtime.config.databaseUrl!)
    const reading = readingContext({ ...world.runtime, db: recording.db }, systemActor)
    const { items } = await previewClosing(reading, problem, { codes: {} })
    await recording.close()
    expect(items).toHaveLength(incidents)
    return recording.statements.length
  }
  const one = await cost(1)
  expect(one).toBeLessThanOrEqual(8)
  expect(await cost(20)).toBe(one)
})
