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

test('every version stands in the history, with who published it and what the one before said', async () => {
  const { createPolicy, changePolicy, listPolicyVersions } = world.as('admin').sla
  const { id } = await createPolicy({ body: { name: 'Told', position: 0, conditions: [], targets: {} } })
  const params = { id }
  await changePolicy({ params, body: { version: 1, name: 'Told twice', appliesTo: 'open_cases_too' } })
  await changePolicy({ params, body: { version: 2, disabled: true, appliesTo: 'new_cases' } })
  const { items, next } = await listPolicyVersions({ params, query: {} })
  expect(items.map(({ version, was, appliesTo, switched }) => [version, was?.name, appliesTo, switched])).toEqual([
    [3, 'Told twice', 'new_cases', true],
    [2, 'Told', 'open_cases_too', false],
    [1, undefined, 'new_cases', false],
  ])
  expect(items[0]!.savedBy).not.toBeNull()
  expect(next).toBeNull()
  const first = await listPolicyVersions({ params, query: { limit: '1' } })
  const rest = await listPolicyVersions({ params, query: { before: String(first.next) } })
  expect([...first.items, ...rest.items]).toEqual(items)
})

test('a draft is kept for everybody, never over that of somebody else, and ends when it is published', async () => {
  const { createPolicy, changePolicy, getPolicyDraft, savePolicyDraft, discardPolicyDraft } = world.as('admin').sla
  const { id } = await createPolicy({ body: { name: 'Drawn', position: 0, conditions: [], targets: {} } })
  const params = { id }
  const policy = { name: 'Drawn anew', conditions: [], targets: {} }
  const kept = await savePolicyDraft({ params, body: { version: null, basedOn: 1, policy } })
  expect((await getPolicyDraft({ params })).draft).toEqual(kept)
  const met = { code: 'changed_meanwhile', detail: { current: kept } }
  await expect(savePolicyDraft({ params, body: { version: null, basedOn: 1, policy } })).rejects.toMatchObject(met)
  await expect(discardPolicyDraft({ params, query: { version: '9' } })).rejects.toMatchObject(met)
  await expect(savePolicyDraft({ params, body: { version: 1, basedOn: 2, policy } })).rejects.toMatchObject({
    code: 'malformed',
  })
  const next = await savePolicyDraft({ params, body: { version: 1, basedOn: 1, policy } })
  const published = { version: 1, name: 'Drawn anew', appliesTo: 'new_cases' as const }
  // The draft of somebody who went on meanwhile outlives what was published from an older one.
  await changePolicy({ params, body: { ...published, draft: 1 } })
  expect((await getPolicyDraft({ params })).draft).toMatchObject({ version: next.version, basedOn: 1 })
  await changePolicy({ params, body: { ...published, version: 2, draft: next.version } })
  expect((await getPolicyDraft({ params })).draft).toBeNull()
})

test('one new policy is drawn at a time, and a draft names only what is there', async () => {
  const { getPolicyDraft, savePolicyDraft, discardPolicyDraft } = world.as('admin').sla
  const params = { id: 'new' as const }
  const policy = { name: 'To come', conditions: [], targets: {} }
  const { version } = await savePolicyDraft({ params, body: { version: null, basedOn: 0, policy } })
  const again = savePolicyDraft({ params, body: { version: null, basedOn: 0, policy } })
  await expect(again).rejects.toMatchObject({ code: 'changed_meanwhile' })
  const calendarId = '00000000-0000-7000-8000-00000000dead'
  const target = { seconds: 60, time: 'business' as const, calendarId }
  const naming = { ...policy, targets: { high: { resolution: target } } }
  await expect(savePolicyDraft({ params, body: { version, basedOn: 0, policy: naming } })).rejects.toMatchObject({
    code: 'not_found',
  })
  await discardPolicyDraft({ params, query: { version: String(version) } })
  expect((await getPolicyDraft({ params })).draft).toBeNull()
})
