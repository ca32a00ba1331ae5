import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusal } from '../../../tests/world/expect.ts'
import { openCase } from '../../../tests/world/histories.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { inTransaction, systemActor } from '../../platform/runtime.ts'
import { recomputeBatch } from './actions/recompute-batch.ts'
import { usualSteps } from './contract/steps.ts'
import type { PolicyTargets } from './contract.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

const sla = () => world.as('admin').sla
const policies = async () => (await sla().listPolicies({})).items
const clock = async (id: string, metric: string) =>
  (await world.as('ana').sla.listClocks({ params: { id } })).items.find((each) => each.metric === metric)
const inCalendarHours = (hours: number) => ({
  first_response: {
    seconds: hours * 3600,
    time: 'calendar' as const,
    calendarId: null,
    pausesIn: [],
    steps: usualSteps,
  },
})
const forAll = (hours: number): PolicyTargets => ({ high: inCalendarHours(hours), medium: inCalendarHours(hours) })
/** What the worker does with open cases after a change. */
async function reachOpenCases(policyId: string | null) {
  const causeId = await inTransaction(world.runtime, systemActor, (ctx) =>
    ctx.record({ name: 'policy.changed', content: { appliesTo: 'new_cases' } }),
  )
  const everything = { calendarId: null, teamId: null, contractId: null, after: null }
  await recomputeBatch(world.runtime, { ...everything, because: 'policy_changed', causeId, policyId })
}

test('the preview says which clocks a change moves and breaches, changes nothing, and is what then happens', async () => {
  const [standard] = await policies()
  const old = await openCase(world, { priority: 'high' })
  world.advance({ hours: 3 })
  const young = await openCase(world, { priority: 'high' })
  const before = [await clock(old, 'first_response'), await clock(young, 'first_response')]
  const policy = { name: 'Standard', position: 0, conditions: [], targets: forAll(2) }
  const effect = await sla().previewPolicy({ body: { id: standard!.id, policy } })
  expect(effect).toMatchObject({ cases: 2, open: 2, next: null, moved: 2, breached: 1 })
  expect(effect.ended).toBeGreaterThan(0)
  expect(effect.sample[0]).toMatchObject({ caseId: old, metric: 'first_response', breached: true })
  expect([await clock(old, 'first_response'), await clock(young, 'first_response')]).toEqual(before)
  const params = { id: standard!.id }
  await sla().changePolicy({ params, body: { ...policy, version: standard!.version, appliesTo: 'open_cases_too' } })
  await reachOpenCases(standard!.id)
  for (const { caseId, metric, dueAfter } of effect.sample.filter(({ kind }) => kind === 'moved'))
    expect((await clock(caseId, metric))?.dueAt).toBe(dueAfter)
  expect((await clock(old, 'first_response'))?.breachedAt).toBe(world.now.toISOString())
  expect((await clock(young, 'first_response'))?.breachedAt).toBeNull()
})

test('a new policy takes its place, the first that applies counts, and order and disabling are heeded', async () => {
  const condition = { field: 'vip' as const, is: 'none_of' as const, values: ['yes'] }
  const made = await sla().createPolicy({
    body: { name: 'Not VIP', position: 0, conditions: [condition], targets: forAll(1) },
  })
  expect((await policies()).map(({ name }) => name)).toEqual(['Not VIP', 'Standard'])
  const due = async () => {
    const id = await openCase(world, { priority: 'high' })
    const { dueAt, startedAt } = (await clock(id, 'first_response'))!
    return (Date.parse(dueAt!) - Date.parse(startedAt)) / 3_600_000
  }
  expect(await due()).toBe(1)
  const [first, second] = await policies()
  const turned = await sla().orderPolicies({ body: { ids: [second!.id, first!.id], appliesTo: 'new_cases' } })
  expect(turned.items.map(({ name }) => name)).toEqual(['Standard', 'Not VIP'])
  expect(await due()).toBe(2)
  const standard = turned.items[0]!
  const change = { version: standard.version, disabled: true, appliesTo: 'new_cases' as const }
  expect((await sla().changePolicy({ params: { id: standard.id }, body: change })).disabled).toBe(true)
  expect(await due()).toBe(1)
  expect((await policies()).find(({ id }) => id === made.id)?.position).toBe(1)
})

test('an order that leaves one out was made from an old list', async () => {
  const [first] = await policies()
  const asked = sla().orderPolicies({ body: { ids: [first!.id], appliesTo: 'new_cases' } })
  expect((await refusal(asked)).code).toBe('changed_meanwhile')
})
