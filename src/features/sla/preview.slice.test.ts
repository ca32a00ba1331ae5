import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCase } from '../../../tests/world/histories.ts'
import { openRecording } from '../../../tests/world/statements.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import type { Actor } from '../../platform/context.ts'
import { idAt } from '../../platform/ids.ts'
import { inTransaction, type Runtime, systemActor } from '../../platform/runtime.ts'
import { previewPolicy } from './actions/preview-policy.ts'
import type { Recomputation } from './actions/recompute.ts'
import { recomputeBatch } from './actions/recompute-batch.ts'
import { tryPolicies } from './actions/try-policies.ts'
import { policiesContract } from './contract/policies.ts'
import { trialContract } from './contract/trial.ts'

let world: World
const ids: string[] = []
beforeAll(async () => {
  world = await testWorld()
  for (let i = 0; i < 6; i++) ids.push(await openCase(world, { priority: 'high' }))
  ids.sort()
  await world.runtime.db.updateTable('cases').set({ restricted: true }).where('id', '=', ids[0]!).execute()
})
afterAll(() => world.close())

const nobody = { kind: 'person', id: idAt(new Date(0)), name: 'Somebody', role: 'agent', teamIds: [] } as const
const sla = () => world.as('admin').sla
const standard = async () => (await sla().listPolicies({})).items[0]!
const inHours = (hours: number) => ({
  high: { first_response: { seconds: hours * 3600, time: 'calendar' as const } },
})
const asked = async (hours: number, after: string | null = null) =>
  policiesContract.previewPolicy.body!.parse({
    id: (await standard()).id,
    policy: { name: 'Standard', position: 0, conditions: [], targets: inHours(hours) },
    after,
  })

test('a preview goes on from where it was, and its parts make the whole', async () => {
  const whole = await sla().previewPolicy({ body: await asked(2) })
  expect(whole).toMatchObject({ cases: 6, open: 6, next: null, moved: 6 })
  const rest = await sla().previewPolicy({ body: await asked(2, ids[3]!) })
  expect(rest).toMatchObject({ cases: 2, open: null, next: null, moved: 2 })
})

test('what the reader may not see counts, and nothing else is told of it', async () => {
  const { db } = world.runtime
  const body = await asked(2)
  const seen = (...rights: string[]) => {
    const actor: Actor = { ...nobody, rights: new Set(['settings.edit', 'cases.read', ...rights]) }
    return inTransaction(world.runtime, actor, (ctx) => previewPolicy(ctx, body))
  }
  const [all, some] = [await seen('cases.see_restricted'), await seen()]
  expect([all.moved, some.moved]).toEqual([6, 6])
  const hidden = await db
    .selectFrom('cases')
    .select(['id', 'number'])
    .where('restricted', '=', true)
    .executeTakeFirstOrThrow()
  expect(JSON.stringify(all)).toContain(hidden.id)
  expect(JSON.stringify(some)).not.toContain(hidden.id)
  expect(some.sample.map(({ caseId }) => caseId)).not.toContain(hidden.id)
})

test('it asks no more for many cases than for one', async () => {
  const recording = openRecording(world.runtime.config.databaseUrl!)
  const runtime: Runtime = { ...world.runtime, db: recording.db }
  const statementsOf = async (after: string | null) => {
    const body = await asked(3, after)
    await inTransaction(runtime, systemActor, (ctx) => previewPolicy(ctx, body))
    recording.statements.length = 0
    await inTransaction(runtime, systemActor, (ctx) => previewPolicy(ctx, body))
    return recording.statements.length
  }
  expect(await statementsOf(ids[0]!)).toBe(await statementsOf(ids[4]!))
  await recording.close()
})

test('a change on its way to the open cases says how far it has come; one case that fails holds up no other', async () => {
  const { db } = world.runtime
  const { id, version } = await standard()
  const change = { version, targets: inHours(5), appliesTo: 'open_cases_too' as const }
  await sla().changePolicy({ params: { id }, body: change })
  const running = (await sla().listRecomputations({})).items[0]!
  expect(running).toMatchObject({ about: 'Standard', because: 'policy_changed', total: 6, done: 0, finishedAt: null })
  const { rows } = await sql<{ payload: Recomputation }>`
    select payload from graphile_worker._private_jobs where payload->>'runId' = ${running.id}`.execute(db)
  await db.updateTable('sla_case').set({ facts: '{}' }).where('case_id', '=', ids[2]!).execute()
  await recomputeBatch(world.runtime, rows[0]!.payload)
  const after = (await sla().listRecomputations({})).items[0]!
  expect(after).toMatchObject({ id: running.id, done: 6, failed: 1, finishedAt: world.now.toISOString() })
  const dueOf = async (caseId: string) =>
    (await world.as('ana').sla.listClocks({ params: { id: caseId } })).items.find(
      ({ metric }) => metric === 'first_response',
    )!
  const { dueAt, startedAt } = await dueOf(ids[5]!)
  expect(Date.parse(dueAt!) - Date.parse(startedAt)).toBe(5 * 3_600_000)
})

test('a trial says what live cases get: the same policy, and for each clock the same due', async () => {
  const manager = world.as('admin').sla
  const id = ids[1]!
  const { items } = await manager.listClocks({ params: { id } })
  const trial = await manager.tryPolicies({ body: { case: id } })
  expect(trial.policy?.id).toBe(items[0]!.policyId)
  const live = items.filter(({ state }) => state === 'running').map(({ metric, dueAt }) => [metric, dueAt, dueAt])
  expect(live.length).toBeGreaterThan(0)
  expect(trial.clocks.map(({ metric, dueBefore, dueAfter }) => [metric, dueBefore, dueAfter])).toEqual(live)
})

test('a trial names every policy in its order, with what each condition saw; a draft stands in its place', async () => {
  const { listPolicies, tryPolicies } = world.as('admin').sla
  const conditions = [{ field: 'tag' as const, is: 'one_of' as const, values: ['rush'] }]
  const policy = { name: 'Rush', position: 0, conditions, targets: inHours(1), milestones: [] }
  const draft = policiesContract.previewPolicy.body!.parse({ id: null, policy }).policy
  const before = await listPolicies({})
  const asked = { priority: 'high' as const, draft: { id: null, policy: draft } }
  const hit = await tryPolicies({ body: { ...asked, tags: ['Rush'] } })
  const missed = await tryPolicies({ body: asked })
  expect(hit.tried.map(({ name, outcome }) => [name, outcome])[0]).toEqual(['Rush', 'taken'])
  expect(hit.policy).toMatchObject({ name: 'Rush', version: null })
  expect(hit.clocks).toMatchObject([{ metric: 'first_response', targetSeconds: 3600, dueBefore: null }])
  expect(missed.tried[0]).toMatchObject({ outcome: 'passed', conditions: [{ label: 'tag', saw: [], held: false }] })
  expect(missed.tried[1]).toMatchObject({ outcome: 'taken', version: before.items[0]!.version })
  expect((await listPolicies({})).items).toEqual(before.items)
})

test('a trial names by its id only what a condition asks for', async () => {
  const { accounts, teams } = world
  const named = async (field: 'team' | 'tag', value: string) => {
    const conditions = [{ field, is: 'one_of' as const, values: [value] }]
    const policy = { name: 'Guess', position: 0, conditions, targets: inHours(1), milestones: [] }
    const draft = { id: null, policy: policiesContract.previewPolicy.body!.parse({ id: null, policy }).policy }
    const actor: Actor = { ...nobody, rights: new Set(['settings.read', 'cases.read']) }
    const tried = await inTransaction(world.runtime, actor, (ctx) =>
      tryPolicies(ctx, trialContract.tryPolicies.body!.parse({ priority: 'high', draft })),
    )
    return tried.tried[0]!.conditions[0]!.values
  }
  expect(await named('team', teams.technical)).toEqual(['Technical support'])
  for (const field of ['team', 'tag'] as const) expect(await named(field, accounts.kestrel)).toEqual([accounts.kestrel])
})

test('a case that is imagined is of the team that its type would go to, by its name, too', async () => {
  const { sla, types } = world.as('admin')
  const { items } = await types.listTypes({})
  const conditions = [{ field: 'team' as const, is: 'one_of' as const, values: [world.teams.technical] }]
  const policy = { name: 'Technical', position: 0, conditions, targets: inHours(1), milestones: [] }
  const draft = { id: null, policy: policiesContract.previewPolicy.body!.parse({ id: null, policy }).policy }
  const taken = async (key: string) => {
    const typeId = items.find((type) => type.key === key)!.id
    return (await sla.tryPolicies({ body: { typeId, priority: 'high', draft } })).policy?.name
  }
  expect(await taken('technical_issue')).toBe('Technical')
  expect(await taken('complaint')).not.toBe('Technical')
})

test('a trial of a case that the reader may not see finds none', async () => {
  const { db } = world.runtime
  const { id } = await db.selectFrom('cases').select('id').where('restricted', '=', true).executeTakeFirstOrThrow()
  const actor: Actor = { ...nobody, rights: new Set(['settings.read', 'cases.read']) }
  const tried = inTransaction(world.runtime, actor, (ctx) =>
    tryPolicies(ctx, trialContract.tryPolicies.body!.parse({ case: id })),
  )
  await expect(tried).rejects.toMatchObject({ code: 'not_found' })
})
