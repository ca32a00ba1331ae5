import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusal } from '../../../tests/world/expect.ts'
import { type Doing, doings, doTo, openCase, reply } from '../../../tests/world/histories.ts'
import { mailingWorld } from '../../../tests/world/mailing.ts'
import type { Relay } from '../../../tests/world/relay.ts'
import { eventually, workFor, workOnce } from '../../../tests/world/work.ts'
import type { World } from '../../../tests/world/world.ts'
import { inTransaction, systemActor } from '../../platform/runtime.ts'
import { renewOlder } from './actions/renew-older.ts'
import { replayTimeline } from './actions/replay-timeline.ts'
import { sweep } from './actions/sweep.ts'
import { verifyClocks } from './actions/verify-clocks.ts'
import type { TargetStep } from './contract/steps.ts'
import { readTime } from './store/clocks.ts'

let world: World
let relay: Relay
let close: () => Promise<void>
beforeAll(async () => {
  ;({ world, relay, close } = await mailingWorld({ working: false }))
})
afterAll(() => close())

const oslo = (text: string) => new Date(`${text}:00+01:00`)
const sla = () => world.as('admin').sla
const timeline = async (id: string) => (await world.as('ana').cases.getTimeline({ params: { id }, query: {} })).items
const clock = async (id: string, metric: string) =>
  (await world.as('ana').sla.listClocks({ params: { id } })).items.findLast((each) => each.metric === metric)!
const told = async (who: 'ana' | 'mira' | 'luca' | 'elena' | 'priya') =>
  (await world.as(who).notifications.listNotifications({ query: {} })).items
const sweepAll = async () => {
  while ((await sweep(world.runtime)) > 0);
}
const isReplayed = async (id: string) =>
  expect(await replayTimeline(world.runtime.db, id)).toEqual((await readTime(world.runtime.db, id))?.keeping)

const step = (key: string, level: number, when: TargetStep['when'], more: Partial<TargetStep> = {}): TargetStep => ({
  ...{ key, level, when, mail: false, change: {} },
  people: [{ who: 'owner' }],
  ...more,
})
const hours = (count: number, steps: TargetStep[]) => ({
  seconds: count * 3600,
  time: 'calendar' as const,
  calendarId: null,
  pausesIn: [],
  steps,
})
/** A policy for cases with the tag alone. */
async function policyFor(tag: string, steps: TargetStep[], more: object = {}) {
  const target = hours(4, steps)
  const targets = { low: { resolution: target }, medium: { resolution: target }, critical: { resolution: target } }
  const conditions = [{ field: 'tag' as const, is: 'one_of' as const, values: [tag] }]
  return sla().createPolicy({ body: { name: `For ${tag}`, position: 0, conditions, targets, ...more } })
}

test('a warning reaches the owner, an escalation lead and named people, by mail too; each hears of it once', async () => {
  world.now = oslo('2026-11-19T10:00')
  const { luca } = world.people
  await policyFor('told', [
    step('warn', 0, { kind: 'share', percent: 75 }),
    step(
      'breach',
      1,
      { kind: 'after_due', seconds: 0, time: 'target' },
      {
        people: [
          { who: 'team_lead' },
          { who: 'person', personId: luca },
          { who: 'lead_of', teamId: world.teams.technical },
        ],
        mail: true,
      },
    ),
  ])
  const id = await openCase(world, { tags: ['told'] })
  expect(await clock(id, 'resolution')).toMatchObject({
    escalationLevel: 0,
    nextStep: { key: 'warn', level: 0, at: oslo('2026-11-19T13:00').toISOString() },
  })
  world.now = oslo('2026-11-19T13:30')
  await sweepAll()
  expect(await told('ana')).toMatchObject([
    { kind: 'clock_warned', case: { id }, clock: { metric: 'resolution', level: 0 }, readAt: null },
  ])
  expect(await told('mira')).toEqual([])
  world.now = oslo('2026-11-19T14:30')
  await sweepAll()
  await sweepAll()
  const warned = (await timeline(id)).filter(
    ({ name }) => name.startsWith('clock.warned') || name.startsWith('clock.esc'),
  )
  expect(warned).toMatchObject([
    { name: 'clock.warned', at: oslo('2026-11-19T13:00').toISOString(), content: { to: [{ name: 'Ana Ferreira' }] } },
    {
      name: 'clock.escalated',
      at: oslo('2026-11-19T14:00').toISOString(),
      content: { level: 1, to: [{ name: 'Mira Kaplan' }, { name: 'Luca Berti' }], noticedAt: world.now.toISOString() },
    },
  ])
  expect((await told('luca')).map(({ kind }) => kind)).toEqual(['clock_escalated'])
  expect((await world.as('ana').cases.getCase({ params: { id } })).escalationLevel).toBe(1)
  const work = await workFor(world)
  const mails = await eventually(() => (relay.mails.length >= 2 ? relay.mails : undefined))
  await eventually(async () => {
    const { rows } = await sql`select 1 from notification where mail = 'sent'`.execute(world.runtime.db)
    return rows.length === 2
  })
  await work.stop()
  expect(mails.map(({ to }) => to[0]).sort()).toEqual(['luca.berti@norrvik.example', 'mira.kaplan@norrvik.example'])
  expect(mails[0]).toMatchObject({ from: '' })
  expect(mails[0]!.header('auto-submitted')).toBe('auto-generated')
  expect(mails[0]!.header('subject')).toContain('Escalation, level 1')
  await isReplayed(id)
})

test('what is read stays read, and is the reader’s own', async () => {
  const before = await world.as('ana').notifications.listNotifications({ query: {} })
  expect(before.unread).toBe(1)
  const ids = before.items.map((each) => each.id)
  await world.as('luca').notifications.readNotifications({ body: { ids } })
  expect((await world.as('ana').notifications.listNotifications({ query: {} })).unread).toBe(1)
  await world.as('ana').notifications.readNotifications({ body: { ids } })
  expect(await world.as('ana').notifications.listNotifications({ query: {} })).toMatchObject({
    unread: 0,
    items: [{ readAt: world.now.toISOString() }],
  })
})

test('who may not see a restricted case is not told of it', async () => {
  world.now = oslo('2026-11-20T10:00')
  await policyFor('secret', [
    step(
      'warn',
      0,
      { kind: 'elapsed', seconds: 60 },
      {
        people: [{ who: 'owner' }, { who: 'person', personId: world.people.priya }],
      },
    ),
  ])
  const id = await openCase(world, { tags: ['secret'] })
  const { version } = await world.as('mira').cases.getCase({ params: { id } })
  await world.as('mira').cases.changeCase({ params: { id }, body: { version, restricted: true } })
  world.advance({ minutes: 5 })
  await sweepAll()
  expect((await told('ana'))[0]).toMatchObject({ case: { id } })
  expect((await told('priya')).filter((each) => each.case?.id === id)).toEqual([])
})

test('a step changes its case through the door that everybody takes, and says what was refused there', async () => {
  world.now = oslo('2026-11-20T10:00')
  const change = { priority: 'critical' as const, tag: 'late', teamId: world.teams.technical }
  await policyFor('moves', [step('move', 2, { kind: 'elapsed', seconds: 3600 }, { change, people: [{ who: 'team' }] })])
  const id = await openCase(world, { tags: ['moves'], priority: 'medium' })
  world.advance({ hours: 2 })
  await sweepAll()
  const found = await world.as('mira').cases.getCase({ params: { id } })
  expect(found).toMatchObject({ priority: 'critical', team: { id: world.teams.technical }, escalationLevel: 2 })
  expect(found.tags).toEqual(['moves', 'late'])
  const entries = await timeline(id)
  const cause = entries.find(({ name }) => name === 'clock.escalated')!
  expect(entries.find(({ name }) => name === 'case.priority_set')).toMatchObject({ causeId: cause.id })
  await isReplayed(id)
  // A case that is critical already is not lowered.
  await policyFor('high', [step('raise', 0, { kind: 'elapsed', seconds: 60 }, { change: { priority: 'medium' } })])
  const other = await openCase(world, { tags: ['high'], priority: 'critical' })
  world.advance({ hours: 1 })
  await sweepAll()
  expect((await timeline(other)).map(({ name }) => name)).not.toContain('case.priority_set')
})

test('an escalation that is noticed when its clock has ended stands on the timeline and reaches nobody', async () => {
  world.now = oslo('2026-11-20T10:00')
  const id = await openCase(world, { priority: 'critical' })
  world.now = oslo('2026-11-20T12:00')
  await reply(world, id)
  const escalated = (await timeline(id)).filter(
    ({ name, content }) => name === 'clock.escalated' && content?.metric === 'first_response',
  )
  expect(escalated).toMatchObject([{ at: oslo('2026-11-20T11:00').toISOString(), content: { to: [] } }])
  await isReplayed(id)
})

test('steps and milestones of a policy name what there is; what a change leaves out stays', async () => {
  const nobody = crypto.randomUUID()
  const wrong = (step: TargetStep) => refusal(policyFor('wrong', [step]))
  const breach = { kind: 'after_due' as const, seconds: 0, time: 'target' as const }
  expect((await wrong(step('x', 0, breach, { people: [{ who: 'person', personId: nobody }] }))).code).toBe('not_found')
  expect((await wrong(step('x', 0, breach, { change: { teamId: nobody } }))).code).toBe('not_found')
  expect((await refusal(policyFor('twice', [step('x', 0, breach), step('x', 1, breach)]))).code).toBe('malformed')
  const milestones = [
    {
      key: 'parts',
      name: 'Parts ordered',
      starts: { kind: 'stage_entered' as const, stage: 'waiting_customer' },
      completes: { kind: 'tag_set' as const, tag: 'ordered' },
      targets: { medium: hours(2, [step('warn', 0, { kind: 'share', percent: 50 })]) },
    },
  ]
  const made = await policyFor('kept', [], { milestones })
  const body = { version: 1, appliesTo: 'new_cases' as const, name: 'Kept' }
  const changed = await sla().changePolicy({ params: { id: made.id }, body })
  expect(changed.milestones).toEqual(made.milestones)
  expect(changed.targets).toEqual(made.targets)
})

test('a milestone starts with its stage, warns, is reached by its tag, and explains itself', async () => {
  world.now = oslo('2026-11-20T10:00')
  const id = await openCase(world, { tags: ['kept'], priority: 'medium' })
  world.advance({ hours: 1 })
  await doTo(world, id, 'wait')
  const params = { id }
  const running = await clock(id, 'milestone')
  expect(running).toMatchObject({ milestone: { key: 'parts', name: 'Parts ordered' }, state: 'running', cycle: 1 })
  world.advance({ minutes: 90 })
  await sweepAll()
  expect((await told('ana')).find((each) => each.case?.id === id)?.clock).toMatchObject({
    milestone: 'Parts ordered',
    level: 0,
  })
  const explained = await world.as('ana').sla.explainClock({ params: { id, clockId: running.id } })
  expect(explained).toMatchObject({
    milestone: { name: 'Parts ordered' },
    start: { because: { code: 'condition_met', params: { condition: 'stage_entered', stage: 'waiting_customer' } } },
    steps: [
      {
        key: 'warn',
        level: 0,
        state: 'taken',
        takenAt: oslo('2026-11-20T12:00').toISOString(),
        people: [{ who: 'owner' }],
      },
    ],
  })
  const { version, tags } = await world.as('ana').cases.getCase({ params })
  await world.as('ana').cases.changeCase({ params, body: { version, tags: [...tags, 'ordered'] } })
  expect(await clock(id, 'milestone')).toMatchObject({ state: 'met', metAt: world.now.toISOString(), breachedAt: null })
  await isReplayed(id)
})

test('another date by hand takes neither a breach nor an escalation back; somebody takes the case down, or it goes up anew', async () => {
  world.now = oslo('2026-11-23T09:00')
  await policyFor('put off', [step('breach', 1, { kind: 'after_due', seconds: 0, time: 'target' })])
  const id = await openCase(world, { tags: ['put off'] })
  const params = { id }
  world.now = oslo('2026-11-23T14:00')
  await sweepAll()
  const { id: clockId, breachedAt } = (await clock(id, 'resolution'))!
  expect(breachedAt).not.toBeNull()
  const dueAt = oslo('2026-11-24T12:00').toISOString()
  const { sla, cases, escalations } = world.as('ana')
  await sla.pinClock({ params: { id, clockId }, body: { dueAt, because: 'agreed on the telephone' } })
  expect(await cases.getCase({ params })).toMatchObject({ escalationLevel: 1, breachedAt })
  const told = (await timeline(id)).find(({ name }) => name === 'clock.due_pinned')
  expect(told?.content).toMatchObject({ breachedAt })
  expect((await sla.explainClock({ params: { id, clockId } })).summary).toContain('It is late since')
  await escalations.deescalateCase({ params, body: { reason: 'seen to' } })
  expect(await cases.getCase({ params })).toMatchObject({ escalationLevel: 0, breachedAt })
  world.now = oslo('2026-11-24T12:01')
  await sweepAll()
  expect(await cases.getCase({ params })).toMatchObject({ escalationLevel: 1, breachedAt })
  await isReplayed(id)
})

test('live equals replay after random histories with other policies and calendars in their middle', async () => {
  const calendar = (await world.as('admin').calendars.listCalendars({})).items.find(({ isDefault }) => isDefault)!
  const usual = (await sla().listPolicies({})).items.find(({ name }) => name === 'Standard')!
  const edits = {
    policy: async (n: number) => {
      const { version, targets } = await sla().getPolicy({ params: { id: usual.id } })
      const share = step('warn', n % 2, { kind: 'share', percent: 20 + n })
      const warned = Object.fromEntries(
        Object.entries(targets).map(([priority, each]) => [
          priority,
          { ...each, resolution: { ...each!.resolution!, seconds: 3600 * (1 + (n % 40)), steps: [share] } },
        ]),
      )
      const body = { version, appliesTo: 'open_cases_too' as const, targets: warned }
      await sla().changePolicy({ params: { id: usual.id }, body })
    },
    calendar: async (n: number) => {
      const { version } = await world.as('admin').calendars.getCalendar({ params: { id: calendar.id } })
      const day: [string, string][] = [[`0${6 + (n % 4)}:00`, '17:00']]
      const weekly = { mon: day, tue: day, wed: day, thu: day, fri: n % 2 ? day : [] }
      await world.as('admin').calendars.changeCalendar({ params: { id: calendar.id }, body: { version, weekly } })
    },
  }
  const work = await workFor(world)
  const doing = fc.constantFrom<Doing | keyof typeof edits>(...doings, 'policy', 'calendar')
  const history = fc.array(fc.tuple(doing, fc.nat(12 * 60)), { minLength: 6, maxLength: 14 })
  const run = async (happenings: [Doing | keyof typeof edits, number][]) => {
    const id = await openCase(world)
    for (const [what, minutes] of happenings) {
      world.advance({ minutes })
      if (minutes % 3 === 0) await sweepAll()
      if (what === 'policy' || what === 'calendar') await edits[what](minutes)
      else await doTo(world, id, what)
    }
    await eventually(async () => {
      const { rows } = await sql`select 1 from graphile_worker.jobs where task_identifier = 'recompute-clocks'`.execute(
        world.runtime.db,
      )
      return rows.length === 0
    }, 60)
    await isReplayed(id)
  }
  await fc.assert(fc.asyncProperty(history, run), { numRuns: 8, endOnFailure: true })
  await work.stop()
  expect(await verifyClocks(world.runtime.db, 10_000)).toMatchObject({ differences: [] })
}, 180_000)

test('what an older engine kept is laid out anew, in batches, or when its case is touched', async () => {
  world.now = oslo('2026-12-03T10:00')
  const ids = await Promise.all(Array.from({ length: 3 }, () => openCase(world, { priority: 'critical' })))
  const { db } = world.runtime
  await sql`update sla_clock set detail = detail::jsonb - 'steps' - 'milestone' where case_id = any(${ids}::uuid[])`.execute(
    db,
  )
  await sql`update sla_case set engine = 1, read_until = null, facts = facts::jsonb #- '{time,happened}' #- '{time,stage}'
    where case_id = any(${ids}::uuid[])`.execute(db)
  expect(await verifyClocks(db, 10_000)).toMatchObject({ differences: [] })
  world.now = oslo('2026-12-03T11:30')
  await doTo(world, ids[0]!, 'note')
  await reply(world, ids[0]!)
  await isReplayed(ids[0]!)
  await sweepAll()
  const transaction = <T>(act: Parameters<typeof inTransaction<T>>[2]) => inTransaction(world.runtime, systemActor, act)
  await renewOlder({ runtime: world.runtime, transaction, stop: new AbortController().signal })
  expect((await sql`select 1 from sla_case where engine < 2`.execute(db)).rows).toEqual([])
  for (const id of ids) {
    await isReplayed(id)
    const escalated = (await timeline(id)).filter(
      ({ name, content }) => name === 'clock.escalated' && content?.metric === 'first_response',
    )
    expect(escalated.length).toBe(1)
  }
})

test('the check on a schedule finds clocks that differ from their timeline, says so on home, and sees them mended', async () => {
  const { db } = world.runtime
  const id = await openCase(world)
  const check = () => workOnce(world, 'check-clocks', {})
  await check()
  const clean = await world.as('ana').governance.getGovernance({})
  expect(clean.clocks).toMatchObject({ differing: { count: 0, cases: [] } })
  expect(clean.clocks!.replayed).toBeGreaterThan(5)
  const turn = sql`update sla_clock set detail = jsonb_set(detail::jsonb, '{targetSeconds}', '1')
    where case_id = ${id} and metric = 'resolution' returning 1`
  const { rows } = await sql`select detail from sla_clock where case_id = ${id} and metric = 'resolution'`.execute(db)
  expect((await turn.execute(db)).rows.length).toBe(1)
  world.advance({ hours: 1 })
  await check()
  const { number } = await world.as('ana').cases.getCase({ params: { id } })
  expect((await world.as('ana').governance.getGovernance({})).clocks).toMatchObject({
    checkedAt: world.now.toISOString(),
    differing: { count: 1, cases: [{ id, number }] },
  })
  await sql`update sla_clock set detail = ${JSON.stringify((rows[0] as { detail: unknown }).detail)}
    where case_id = ${id} and metric = 'resolution'`.execute(db)
  world.advance({ hours: 1 })
  await check()
  expect((await world.as('ana').governance.getGovernance({})).clocks?.differing.count).toBe(0)
})
