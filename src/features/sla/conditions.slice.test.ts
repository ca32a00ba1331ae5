import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCase } from '../../../tests/world/histories.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import type { Actor } from '../../platform/context.ts'
import { idAt } from '../../platform/ids.ts'
import { inTransaction } from '../../platform/runtime.ts'
import type { Condition } from '../cases/contract/conditions.ts'
import type { Field } from '../casetypes/contract/fields.ts'
import { simulate } from '../routing/actions/simulate.ts'
import { routingContract } from '../routing/contract.ts'
import { tryPolicies } from './actions/try-policies.ts'
import { usualSteps } from './contract/steps.ts'
import { trialContract } from './contract/trial.ts'

const nobody = { kind: 'person', id: idAt(new Date(0)), name: 'Somebody', role: 'agent', teamIds: [] } as const

let world: World
let type: string
beforeAll(async () => {
  world = await testWorld()
  const { items } = await world.as('admin').types.listTypes({})
  const { definition } = items.find(({ key }) => key === 'billing_dispute')!
  const field = (part: Pick<Field, 'key' | 'label' | 'kind'> & Partial<Field>): Field => ({
    ...{ choices: [], seenBy: 'staff' },
    ...part,
  })
  const choices = [
    { key: 'one', label: 'One person' },
    { key: 'site', label: 'The whole site' },
  ]
  const fields = [
    field({ key: 'impact', label: 'Impact', kind: 'choice', choices }),
    field({ key: 'users', label: 'Users', kind: 'number' }),
    field({ key: 'limit', label: 'Credit limit', kind: 'number', seenBy: 'leads' }),
  ]
  const stages = definition.stages.map((stage) => ({ ...stage, tasks: [] }))
  const body = { definition: { ...definition, name: 'With a form', words: [], stages, fields, approvals: [] } }
  type = (await world.as('admin').types.createType({ body })).key
})
afterAll(() => world.close())

const promise = (name: string, conditions: Condition[]) => {
  const target = { seconds: 3600, time: 'calendar' as const, calendarId: null, pausesIn: [], steps: usualSteps }
  const targets = Object.fromEntries(['low', 'medium', 'high', 'critical'].map((key) => [key, { resolution: target }]))
  return world.as('admin').sla.createPolicy({ body: { name, position: 0, conditions, targets } })
}
const why = async (id: string) => {
  const { sla } = world.as('ana')
  const { items } = await sla.listClocks({ params: { id } })
  const clock = items.find(({ metric, state }) => metric === 'resolution' && state === 'running')!
  return sla.explainClock({ params: { id, clockId: clock.id } })
}
const policyOf = async (id: string) => (await why(id)).policy.name
const change = async (id: string, body: object) => {
  const { cases } = world.as('mira')
  const { version } = await cases.getCase({ params: { id } })
  await cases.changeCase({ params: { id }, body: { version, ...body } })
}

test('a policy for a field of the form begins and ceases to apply as the field changes, and says what it saw', async () => {
  await promise('Site down', [
    { field: 'custom', key: 'impact', is: 'one_of', values: ['site'] },
    { field: 'custom', key: 'users', is: 'at_least', values: ['50'] },
  ])
  const id = await openCase(world, { type, custom: { impact: 'site', users: 49 } })
  expect(await policyOf(id)).toBe('Standard')
  await change(id, { custom: { users: 50 } })
  const told = await why(id)
  expect(told.policy.name).toBe('Site down')
  expect(told.conditions).toEqual([
    {
      ...{ field: 'custom', key: 'impact', is: 'one_of', label: 'Impact' },
      ...{ values: ['The whole site'], saw: ['The whole site'] },
    },
    { field: 'custom', key: 'users', is: 'at_least', label: 'Users', values: ['50'], saw: ['50'] },
  ])
  await change(id, { custom: { impact: 'one' } })
  expect(await policyOf(id)).toBe('Standard')
  expect(await policyOf(await openCase(world, { type, custom: { impact: 'site', users: 50 } }))).toBe('Site down')
})

test('so it is with the priority and the product, and the preview counts by them', async () => {
  const { id: productId } = await world.as('admin').products.createProduct({ body: { name: 'Laser head' } })
  const conditions: Condition[] = [
    { field: 'priority', is: 'at_least', values: ['high'] },
    { field: 'product', is: 'one_of', values: [productId] },
  ]
  const id = await openCase(world, { priority: 'high' })
  await change(id, { productId })
  const target = { seconds: 60, time: 'calendar' as const, calendarId: null, pausesIn: [], steps: [] }
  const policy = { name: 'X', position: 0, conditions, targets: { high: { resolution: target } } }
  const { sample } = await world.as('admin').sla.previewPolicy({ body: { id: null, policy } })
  expect(new Set(sample.map(({ caseId }) => caseId))).toEqual(new Set([id]))
  await promise('Urgent laser', conditions)
  await change(id, { priority: 'critical' })
  expect((await why(id)).conditions[1]).toMatchObject({ label: 'product', values: ['Laser head'], saw: ['Laser head'] })
  await change(id, { productId: null })
  expect(await policyOf(id)).toBe('Standard')
  await change(id, { productId, priority: 'medium' })
  expect(await policyOf(id)).toBe('Standard')
  await change(id, { priority: 'high' })
  expect(await policyOf(id)).toBe('Urgent laser')
})

test('what a field holds that is for leads is told by no explanation and no timeline', async () => {
  await promise('Large customers', [{ field: 'custom', key: 'limit', is: 'at_least', values: ['77001'] }])
  const id = await openCase(world, { type })
  await change(id, { custom: { limit: 88002 } })
  const told = await why(id)
  expect(told.policy.name).toBe('Large customers')
  expect(told.conditions).toEqual([
    { field: 'custom', key: 'limit', is: 'at_least', label: 'Credit limit', values: [], saw: [] },
  ])
  const { items } = await world.as('ana').cases.getTimeline({ params: { id }, query: {} })
  expect(items.map(({ name }) => name)).toContain('clock.policy_applied')
  expect(JSON.stringify(items)).not.toMatch(/77001|88002/)
})

test('a trial tells nobody by guessing what a field for leads holds', async () => {
  const condition = (value: string) => ({
    field: 'custom' as const,
    key: 'limit',
    is: 'at_least' as const,
    values: [value],
  })
  await promise('Large credit', [condition('500')])
  const id = await openCase(world, { type })
  await change(id, { custom: { limit: 700 } })
  const trial = (conditions: Condition[] | null, ...rights: string[]) => {
    const actor: Actor = { ...nobody, rights: new Set(['settings.read', 'cases.read', ...rights]) }
    const policy = { name: 'Guess', position: 0, conditions: conditions ?? [], targets: {} }
    const asked = { case: id, ...(conditions && { draft: { id: null, policy } }) }
    const body = trialContract.tryPolicies.body!.parse(asked)
    return inTransaction(world.runtime, actor, (ctx) => tryPolicies(ctx, body))
  }
  await expect(trial([condition('600')])).rejects.toMatchObject({ code: 'malformed' })
  await expect(trial([{ ...condition('600'), key: 'kept_by_a_program' }])).rejects.toMatchObject({ code: 'malformed' })
  const told = (await trial(null)).tried.find(({ name }) => name === 'Large credit')
  expect(told?.conditions).toEqual([{ ...condition('500'), label: 'Credit limit', values: [], saw: [], held: null }])
  expect((await trial([condition('600')], 'cases.override')).policy?.name).toBe('Guess')
  const rule = { id, name: 'Guess', queueId: world.queues.technical, conditions: [condition('600')] }
  const placed = (...rights: string[]) => {
    const actor: Actor = { ...nobody, rights: new Set(['settings.read', 'cases.read', ...rights]) }
    const body = routingContract.simulate.body!.parse({ case: id, subject: 'Any', rules: [rule] })
    return inTransaction(world.runtime, actor, (ctx) => simulate(ctx, body))
  }
  expect((await placed()).tried[0]).toMatchObject({ matched: false, conditions: [{ saw: [], held: false }] })
  expect((await placed('cases.override')).rule?.name).toBe('Guess')
  const open = (await trial(null, 'cases.override')).tried.find(({ name }) => name === 'Large credit')
  expect(open?.conditions).toMatchObject([{ values: ['500'], saw: ['700'], held: true }])
})
