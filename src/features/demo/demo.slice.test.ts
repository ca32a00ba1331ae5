import { sql } from 'kysely'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { testWorld, type World } from '../../../tests/world/world.ts'
import type { JobFrame } from '../../platform/jobs.ts'
import { inTransaction, systemActor } from '../../platform/runtime.ts'
import { verifyChains } from '../audit/actions.ts'
import { isOpenAt } from '../calendars/rules.ts'
import { createKey } from '../people/actions/keys.ts'
import { ensureFirstAdmin } from '../people/actions/set-up.ts'
import { verifyClocks } from '../sla/actions/verify-clocks.ts'
import { takeWeightsBack } from './actions/make-routing.ts'
import { runDemo } from './actions/run-demo.ts'
import { demoJobs } from './jobs.ts'
import { weightsLent } from './store/lent.ts'

let world: World
let admin: ReturnType<World['as']>
const seen: [number, number][] = []

beforeAll(async () => {
  world = await testWorld({
    empty: true,
    config: { adminEmail: 'ana.ferreira@norrvik.example', adminPassword: 'long-enough-word' },
  })
  await ensureFirstAdmin(world.runtime)
  const made = await inTransaction(world.runtime, systemActor, (ctx) => createKey(ctx, { name: 'test', role: 'admin' }))
  admin = world.as({ key: made.key })
  await runDemo(world.runtime, 'load', {
    size: { cases: 40, contacts: 60 },
    progress: (done, total) => void seen.push([done, total]),
  })
}, 120_000)
afterAll(() => world.close())

test('stopped on the way it leaves nothing, and begins anew at the next start', async () => {
  const other = await testWorld({
    empty: true,
    config: { adminEmail: 'a@owner.example', adminPassword: 'long-enough-word' },
  })
  onTestFinished(other.close)
  const { runtime } = other
  await ensureFirstAdmin(runtime)
  const stop = new AbortController()
  const loading = runDemo(runtime, 'load', { stop: stop.signal, progress: () => stop.abort() })
  await expect(loading).rejects.toThrow(/abort/)
  expect(await runtime.db.selectFrom('cases').select('id').execute()).toEqual([])
  const transaction: JobFrame['transaction'] = (work) => inTransaction(runtime, systemActor, work)
  await demoJobs['load-demo']!({ runtime, payload: {}, lastAttempt: false, stop: stop.signal, transaction })
  const { rows } =
    await sql`select key, attempts from graphile_worker.jobs where task_identifier = 'load-demo'`.execute(runtime.db)
  expect(rows).toEqual([{ key: 'load-demo', attempts: 0 }])
}, 60_000)

test('it is there as a whole, told as it went', async () => {
  expect(seen.at(-1)![0]).toBe(seen.at(-1)![1])
  expect(await admin.demo.getDemo({})).toEqual({ state: 'loaded', done: 0, total: 0 })
  expect(await runDemo(world.runtime, 'load')).toBe(false)
  expect(await counts()).toMatchObject({ cases: 40 + 20, contact: 60, account: 60, person: 12, team: 5, queue: 7 })
  const statuses = await world.runtime.db.selectFrom('cases').select('status').distinct().execute()
  expect(statuses.map(({ status }) => status)).toEqual(
    expect.arrayContaining(['open', 'pending', 'on_hold', 'resolved', 'closed']),
  )
  const { items: passed } = await admin.governance.listOverrides({ query: {} })
  expect(passed.map(({ to, unmet, by }) => [to, unmet.length, by !== null])).toContainEqual(['Resolved', 1, true])
})

test('few read what a closed team works on, and colleagues stand as people do', async () => {
  const { items: teams } = await admin.people.listTeams({})
  const closed = teams.filter((team) => team.closed)
  expect(closed.map(({ name, members }) => [name, members.length])).toEqual([['Compliance', 2]])
  const { items } = await admin.people.listPeople({ query: {} })
  const standing = (name: string) => items.find((each) => each.name.startsWith(name))!
  expect(standing('Priya')).toMatchObject({ status: 'busy', statusUntil: expect.any(String) })
  expect(standing('Jonas')).toMatchObject({
    status: 'away',
    statusUntil: expect.any(String),
    ownRole: { name: 'Field service' },
  })
  expect(standing('Marta')).toMatchObject({ status: 'away', statusAutomatic: true })
  const { rows } = await sql<{
    subject: string
    itself: boolean
  }>`select subject, restricted_itself as itself from cases
    where restricted and team_id = ${closed[0]!.id} order by created_at`.execute(world.runtime.db)
  expect(rows.map(({ itself }) => itself)).toEqual([true, false, false])
})

test('a supplier and Finance are asked beside the threads, and their answers stand there alone', async () => {
  const { db } = world.runtime
  const sides = await db.selectFrom('side_conversation').select(['party', 'status', 'kind', 'case_id']).execute()
  expect(sides.map(({ party, status }) => `${party}: ${status}`).sort()).toEqual([
    'Finance: answered',
    'Helvar Pumps AB: answered',
    'Helvar Pumps AB: open',
  ])
  for (const { case_id: id } of sides) {
    const { items } = await admin.conversations.listMessages({ params: { id }, query: { limit: 200 } })
    expect(items.some(({ text }) => /provider fee|seal kit|hairline/i.test(text))).toBe(false)
  }
})

test('what hangs on an outage is contained by its team, and another team has a task of it to take', async () => {
  const { rows } =
    await sql`select task.title, team.name as team, cases.stage from task join cases on cases.id = task.case_id
    join team on team.id = task.team_id where cases.subject = 'Customer portal unreachable' and task.owner_id is null
      and task.team_id <> cases.team_id and task.startable_at is not null and task.done_at is null`.execute(
      world.runtime.db,
    )
  expect(rows).toEqual([{ title: 'Affected customers listed', team: 'Customer accounts', stage: 'contain' }])
})

test('a pair of cases was made one and can be two again; rules stand ready', async () => {
  const { items } = await admin.cases.listCases({ query: { status: 'unresolved', limit: 200 } })
  const survivor = items.find(({ subject }) => subject === 'Chiller switches off at night')!
  const { items: merges } = await admin.families.listMerges({ params: { id: survivor.id } })
  expect(merges).toMatchObject([{ undo: { allowed: true, returns: 1 }, by: { name: 'Luca Berti' } }])
  const { items: rules } = await admin.escalations.listRules({})
  expect(rules.map(({ level, disabled }) => [level, disabled])).toEqual([
    [3, false],
    [2, false],
    [1, false],
  ])
})

test('work comes in by rules: one case waits for a skill, one is offered, two are there to be taken', async () => {
  expect((await admin.routing.getWeights({})).percent).toEqual({ low: 50, medium: 100, high: 150, critical: 300 })
  const { rules } = await admin.routing.listIntakeRules({})
  expect(rules.map(({ name }) => name)).toEqual([
    'Gold at a standstill',
    'Refrigerant leaks',
    'Contracts and renewals',
    'Customers who write in French',
    'Invoices and payments',
  ])
  const { items: queues } = await admin.routing.listQueues({})
  const standing = queues.filter(({ standing: { waiting } }) => waiting > 0)
  expect(standing.map(({ name, mode, standing: { waiting, offered } }) => [name, mode, waiting, offered])).toEqual([
    ['Contracts', 'pull', 2, 0],
    ['Customer accounts', 'push', 1, 0],
    ['Field service', 'offer', 1, 1],
  ])
  const rows = await world.runtime.db
    .selectFrom('cases')
    .select('waiting_because')
    .where('owner_id', 'is', null)
    .where('status', '=', 'new')
    .orderBy('number')
    .execute()
  expect(rows.map((row) => row.waiting_because)).toEqual([
    expect.stringMatching(/French ≥ 3.*French relaxes at .*Technical support is asked too/),
    expect.stringMatching(/^offered to Jonas Lind; the next one is asked at/),
    expect.anything(),
    expect.anything(),
  ])
})

test('no promise is broken, every chain holds, and the clocks say what their timelines say', async () => {
  const { violations } = await admin.governance.getGovernance({})
  expect(Object.values(violations).map(({ count }) => count)).toEqual([0, 0, 0, 0, 0])
  const chains = await verifyChains(world.runtime.db)
  expect(chains).toMatchObject({ chains: 41 + 20, broken: [] })
  expect(await verifyClocks(world.runtime.db, 100)).toEqual({ checked: 40 + 20, differences: [] })
})

test('the numbers of the first screen add up', async () => {
  const home = await admin.reports.getHome({})
  const standing = [home.late, home.atRisk, home.onTrack, home.waiting].map(({ count }) => count)
  expect(standing.reduce((sum, count) => sum + count)).toBe(home.open)
  expect(standing.every((count) => count > 0)).toBe(true)
  expect(home.unowned).toBe(4)
  const [before, today] = home.backlog.slice(-2)
  expect(before!.open + today!.in - today!.out).toBe(today!.open)
})

test('the case of the tour is told under its number, and nothing waits to be sent', async () => {
  const found = await admin.cases.getCase({ params: { id: 'C-10482' } })
  expect(found).toMatchObject({
    subject: 'Invoice 3381 charged twice',
    owner: { name: 'Ana Ferreira' },
    risk: 'at_risk',
  })
  const { items } = await admin.conversations.listMessages({ params: { id: found.id }, query: {} })
  expect(items.length).toBeGreaterThan(7)
  const unsent = await world.runtime.db
    .selectFrom('message')
    .select('id')
    .where('delivery', 'in', ['held', 'queued'])
    .execute()
  expect(unsent).toEqual([])
  const { rows } = await sql<{ count: number }>`select count(*) as count from graphile_worker.jobs
    where task_identifier in ('send-message', 'release-message')`.execute(world.runtime.db)
  expect(rows[0]!.count).toBe(0)
})

test('every step lies in the hours of its team, or on a promise', async () => {
  const { items } = await admin.cases.listCases({ query: { status: 'unresolved', limit: 100 } })
  const [calendar] = (await admin.calendars.listCalendars({})).items.filter(({ isDefault }) => isDefault)
  const dated = items.flatMap(({ nextStep }) => (nextStep?.dueAt && nextStep.datedBy !== 'promise' ? [nextStep] : []))
  expect(dated.length).toBeGreaterThan(10)
  for (const { dueAt, text } of dated) {
    const at = Date.parse(dueAt!)
    expect(isOpenAt(calendar!, at) || isOpenAt(calendar!, at - 1), `${text} at ${dueAt}`).toBe(true)
  }
})

test('its teams count by the holidays of its country', async () => {
  const calendar = (await admin.calendars.listCalendars({})).items.find(({ name }) => name === 'Norrvik')!
  expect(calendar.sources[0]).toMatchObject({ kind: 'country', label: 'Norway', problem: null })
  expect(calendar.closed).toContainEqual({ date: '2026-12-25', name: 'Christmas Day' })
  const { teams, clocks } = await admin.calendars.calendarUsage({ params: { id: calendar.id } })
  expect(teams).toHaveLength(4)
  expect(clocks).toBeGreaterThan(10)
})

test('its words are found', async () => {
  const { items } = await admin.search.search({ query: { q: 'PO-88213' } })
  expect(items[0]).toMatchObject({ number: 'C-10482' })
})

test('removal leaves nothing of it, and what real people made', async () => {
  const db = world.runtime.db
  const demo = await db.selectFrom('person').select('id').where('name', '=', 'Ana Ferreira').executeTakeFirstOrThrow()
  const contact = await db.selectFrom('contact').select(['id', 'account_id']).limit(1).executeTakeFirstOrThrow()
  const message = 'Our own pump is loud.'
  const kept = await admin.cases.createCase({
    body: { subject: 'A real one', message, ownerId: demo.id, contactId: contact.id },
  })
  const team = await db.selectFrom('team').select('id').where('name', '=', 'Finance').executeTakeFirstOrThrow()
  const other = await admin.cases.createCase({ body: { subject: 'Another real one', message, teamId: team.id } })

  const side = await admin.sideconversations.startSideConversation({
    params: { id: kept.id },
    body: { kind: 'internal', teamId: team.id, ownerId: demo.id, subject: 'The bill?', text: 'Is it paid?' },
  })

  // Rules of one's own: one leads into a queue of the demo and asks for its skill, one is nobody's business.
  const { version, rules } = await admin.routing.listIntakeRules({})
  const demoQueue = rules[1]!.queueId
  const real = (await admin.routing.listQueues({})).items.find(({ isDefault }) => isDefault)!
  const own = (name: string, queueId: string) => ({
    ...{ id: crypto.randomUUID(), name, queueId, priority: null, disabled: false },
    ...{ conditions: [{ field: 'words' as const, is: 'one_of' as const, values: [name] }], skills: rules[1]!.skills },
  })
  const ours = [own('coffee', demoQueue), { ...own('tea', real.id), skills: [] }]
  await admin.routing.saveIntakeRules({ body: { version, rules: [ours[0]!, ...rules, ours[1]!] } })
  const asking = await admin.cases.createCase({ body: { subject: 'A third real one', message, teamId: team.id } })
  const [refrigerants, pumps] = await db
    .selectFrom('skill')
    .select(['id', 'name'])
    .where('name', 'in', ['Refrigerants (certified)', 'Vacuum pumps'])
    .orderBy('name')
    .execute()
  const wanted = [refrigerants!, pumps!].map((skill) => ({ ...skill, level: 1, need: 'required', because: 'ours' }))
  await db
    .updateTable('cases')
    .set({ wanted_skills: JSON.stringify(wanted) })
    .where('id', '=', asking.id)
    .execute()

  expect(await runDemo(world.runtime, 'remove')).toBe(true)
  expect((await admin.routing.listIntakeRules({})).rules).toEqual([{ ...ours[0], queueId: real.id }, ours[1]])
  expect((await admin.people.listSkills({})).items.map(({ name }) => name)).toEqual([refrigerants!.name])
  const left = await db
    .selectFrom('cases')
    .select('wanted_skills')
    .where('id', '=', asking.id)
    .executeTakeFirstOrThrow()
  expect(left.wanted_skills).toEqual([wanted[0]])
  expect(await db.selectFrom('routing_offer').select('id').execute()).toEqual([])
  expect(await db.selectFrom('queue_team').select('queue_id').execute()).toEqual([])
  expect(await admin.demo.getDemo({})).toEqual({ state: 'absent', done: 0, total: 0 })
  expect(Object.values(await counts())).toEqual([0, 0, 0, 0, 0, 0, 0])
  expect((await admin.people.listRoles({})).items.every(({ shipped }) => shipped)).toBe(true)
  for (const id of [kept.id, other.id]) {
    const real = await admin.cases.getCase({ params: { id } })
    expect(real).toMatchObject({
      team: { name: 'Support' },
      owner: { name: 'Administrator' },
      contact: null,
      account: null,
    })
  }
  const asked = await admin.sideconversations.getSideConversation({ params: { id: side.id } })
  expect(asked).toMatchObject({
    party: 'Finance',
    team: null,
    owner: { name: 'Administrator' },
    last: { text: 'Is it paid?' },
  })
  const messages = await db.selectFrom('message').select('case_id').distinct().execute()
  expect(messages.map(({ case_id }) => case_id).sort()).toEqual([kept.id, other.id, asking.id].sort())
  // What real cases were counted by is a real calendar now.
  expect((await admin.calendars.listCalendars({})).items.map(({ name }) => name)).toContain('Norrvik')
  expect((await verifyClocks(db)).differences).toEqual([])
  expect((await verifyChains(db)).broken).toEqual([])
  expect((await admin.reports.getHome({})).open).toBe(3)
  const { rows } = await sql<{ count: number }>`select count(*) as count from backlog_day
    where opened + reopened + resolved + open > 0`.execute(db)
  expect(rows[0]!.count).toBe(0)
  const even = { low: 100, medium: 100, high: 100, critical: 100 }
  expect((await admin.routing.getWeights({})).percent).toEqual(even)
})

test('nothing real having counted by it, its calendar goes too', async () => {
  const lent = await testWorld({
    empty: true,
    config: { adminEmail: 'a@b.example', adminPassword: 'long-enough' },
  })
  const { runtime, as } = lent
  onTestFinished(lent.close)
  await ensureFirstAdmin(runtime)
  await runDemo(runtime, 'load', { size: { cases: 3, contacts: 6 } })
  const { key } = await inTransaction(runtime, systemActor, (ctx) => createKey(ctx, { name: 'test', role: 'admin' }))
  const { calendars, types, routing } = as({ key })
  // What somebody made their own while it was lent is not taken back.
  lent.advance({ seconds: 1 })
  const typesNow = async () => (await types.listTypes({})).items
  const refund = (await typesNow()).find(
    ({ disabled, definition }) => !disabled && definition.name === 'Refund or policy review',
  )!
  const definition = { ...refund.definition, description: 'Money that we give back' }
  await types.changeType({ params: { id: refund.id }, body: { version: refund.version, definition } })
  const weights = await routing.getWeights({})
  await routing.saveWeights({ body: weights })
  await runDemo(runtime, 'remove')
  const { items } = await calendars.listCalendars({})
  expect(items.map(({ isDefault }) => isDefault)).toEqual([true])
  expect(await routing.listIntakeRules({})).toMatchObject({ version: 1, rules: [] })
  const offered = (await typesNow()).filter(({ disabled }) => !disabled)
  expect(offered.map((type) => type.key).sort()).toEqual(['general_question', refund.key].sort())
  expect((await routing.getWeights({})).percent).toEqual(weights.percent)
  // The version before wrote down what came without saying that it lent weights: those that are still Norrvik's go back.
  const content = { cases: 3, typesLent: [] }
  await inTransaction(runtime, systemActor, (ctx) => ctx.record({ name: 'demo.loaded', content }))
  await inTransaction(runtime, systemActor, async (ctx) => takeWeightsBack(ctx, await weightsLent(ctx.db)))
  expect((await routing.getWeights({})).percent).toEqual({ low: 100, medium: 100, high: 100, critical: 100 })
})

test('in a house with cases of its own it decides nothing about these', async () => {
  const { runtime, as, close } = await testWorld({
    empty: true,
    config: { adminEmail: 'a@b.example', adminPassword: 'long-enough' },
  })
  onTestFinished(close)
  await ensureFirstAdmin(runtime)
  const { key } = await inTransaction(runtime, systemActor, (ctx) => createKey(ctx, { name: 'test', role: 'admin' }))
  const { cases, types, escalations, routing } = as({ key })
  const subject = 'Complaint: our warranty claim is an invoice charged twice'
  const open = () => cases.createCase({ body: { subject, message: subject, priority: 'critical' } })
  const ours = await open()
  const asItStands = async () => {
    const weights = await runtime.db
      .selectFrom('cases')
      .select(['weight', 'escalation_level'])
      .where('demo', '=', false)
      .execute()
    const { items } = await types.listTypes({})
    return {
      weights,
      offered: items.filter(({ disabled }) => !disabled).map((type) => type.key),
      percent: await routing.getWeights({}),
    }
  }
  const before = await asItStands()
  await runDemo(runtime, 'load', { size: { cases: 3, contacts: 6 } })
  expect(await asItStands()).toEqual(before)
  const demoCases = await runtime.db
    .selectFrom('cases')
    .innerJoin('case_type', 'case_type.id', 'type_id')
    .select('key')
    .where('cases.demo', '=', true)
    .distinct()
    .execute()
  expect(demoCases.length).toBeGreaterThan(3)
  const brought = [...(await routing.listIntakeRules({})).rules, ...(await escalations.listRules({})).items]
  expect(brought.map(({ disabled }) => disabled)).toEqual(brought.map(() => true))
  expect(brought.length).toBeGreaterThan(7)
  const meanwhile = await open()
  expect(meanwhile).toMatchObject({ type: { key: 'general_question' }, team: ours.team, owner: ours.owner })
  await runDemo(runtime, 'remove')
  const [weight] = before.weights
  expect(await asItStands()).toEqual({ ...before, weights: [weight, weight] })
})

async function counts(): Promise<Record<string, number>> {
  const { rows } = await sql<Record<string, number>>`select
    (select count(*) from cases where demo) as cases, (select count(*) from contact where demo) as contact,
    (select count(*) from account where demo) as account, (select count(*) from person where demo) as person,
    (select count(*) from team where demo) as team, (select count(*) from queue where demo) as queue,
    (select count(*) from sla_policy where demo) as sla_policy`.execute(world.runtime.db)
  return rows[0]!
}
