import { afterAll, beforeAll, expect, test } from 'vitest'
import { openRecording } from '../../../tests/world/statements.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import type { Actor } from '../../platform/context.ts'
import { idAt } from '../../platform/ids.ts'
import { inTransaction, type Runtime, readingContext, systemActor } from '../../platform/runtime.ts'
import { home } from '../reports/actions.ts'
import { createCase } from './actions/create-case.ts'
import { mayHear } from './actions/may-hear.ts'
import { getCase, listCases } from './actions/views.ts'
import { casesContract } from './contract.ts'

// What a request asks of the database is what it costs; these ceilings fall, they never rise without a reason.
let world: World
let recording: ReturnType<typeof openRecording>
let runtime: Runtime

beforeAll(async () => {
  world = await testWorld()
  recording = openRecording(world.runtime.config.databaseUrl!)
  runtime = { ...world.runtime, db: recording.db }
})
afterAll(async () => {
  await recording.close()
  await world.close()
})

async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  // What is read once and then known does not count.
  await work()
  recording.statements.length = 0
  recording.trips = 0
  await work()
  return recording.statements.map(({ text }) => text)
}

const body = (number: number) =>
  casesContract.createCase.body!.parse({
    subject: `The pump stopped again (${number})`,
    message: 'It stopped this morning.',
    contact: { name: 'Somebody', email: 'somebody@known.example' },
  })

test('a new case takes eight statements in six trips, answer and commit included', async () => {
  let number = 0
  const create = () =>
    inTransaction(runtime, systemActor, async (ctx) => {
      const id = await createCase(ctx, body(++number))
      await ctx.settle()
      return getCase(ctx, id)
    })
  expect((await statementsOf(create)).length).toBeLessThanOrEqual(8)
  expect(recording.trips).toBeLessThanOrEqual(6)
})

test('a list takes two, a case one, and the first screen twelve', async () => {
  const reading = () => readingContext(runtime, systemActor)
  const { items } = await listCases(reading(), { limit: 5 })
  expect(await statementsOf(() => listCases(reading(), { limit: 50, status: 'unresolved' }))).toHaveLength(2)
  expect(await statementsOf(() => getCase(reading(), items[0]!.id))).toHaveLength(1)
  expect((await statementsOf(() => home(reading()))).length).toBeLessThanOrEqual(12)
})

test('however many screens are open, one question says who may hear of all that changed', async () => {
  const open = (await world.as('ana').cases.createCase({ body: { subject: 'For all', note: 'See?' } })).id
  const closed = await world
    .as('sofia')
    .cases.createCase({ body: { subject: 'For few', note: 'Hush', restricted: true } })
  const person = (id: string, rights: string[], teamIds: string[] = []): Actor => ({
    kind: 'person',
    id,
    name: 'Somebody',
    role: 'agent',
    rights: new Set(rights),
    teamIds,
  })
  const stranger = () => person(idAt(world.now), ['cases.read'])
  const member = person(idAt(world.now), ['cases.read'], [closed.team.id])
  const trusted = person(idAt(world.now), ['cases.read', 'cases.see_restricted'])
  const blind = person(idAt(world.now), [])
  const screens = [...Array.from({ length: 20 }, stranger), member, trusted, blind]
  const changes = [open, closed.id, idAt(world.now)].map((id) => ({ kind: 'case', id }) as const)
  recording.statements.length = 0
  const may = await mayHear(runtime)(screens, changes)
  expect(recording.statements).toHaveLength(1)
  const heard = (actor: Actor) => changes.map((change) => may(actor, change))
  expect(screens.slice(0, 20).map(heard)).toEqual(screens.slice(0, 20).map(() => [true, false, false]))
  expect([member, trusted, blind].map(heard)).toEqual([
    [true, true, false],
    [true, true, false],
    [false, false, false],
  ])
})

test('the answer to a new case says why its owner has it', async () => {
  const made = await world.as('ana').cases.createCase({ body: { subject: 'Who has it?', note: 'Somebody must.' } })
  expect(made.ownerBecause).toBeTruthy()
  expect(await world.as('ana').cases.getCase({ params: { id: made.id } })).toEqual(made)
})
