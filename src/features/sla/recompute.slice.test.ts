import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusal } from '../../../tests/world/expect.ts'
import { openCase, reply } from '../../../tests/world/histories.ts'
import { openRecording } from '../../../tests/world/statements.ts'
import { workOff } from '../../../tests/world/work.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import type { Recomputation } from './actions/recompute.ts'
import { recomputeBatch } from './actions/recompute-batch.ts'
import { verifyClocks } from './actions/verify-clocks.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
  world.now = oslo('2026-11-19T10:00')
})
afterAll(() => world.close())

const oslo = (text: string) => new Date(`${text}:00+01:00`)
const nineToOne: [string, string][] = [['09:00', '13:00']]
const dueOf = async (id: string, metric: string) =>
  (await world.as('ana').sla.listClocks({ params: { id } })).items.findLast((each) => each.metric === metric)?.dueAt
const theCalendar = async () =>
  (await world.as('admin').calendars.listCalendars({})).items.find((each) => each.isDefault)!
const thePolicy = async () => (await world.as('admin').sla.listPolicies({})).items[0]!

const work = () => workOff(world, ['recompute-clocks'])

test('clocks follow a changed calendar in batches, and say so on each timeline', async () => {
  const ids: string[] = []
  for (let i = 0; i < 53; i++) ids.push(await openCase(world, { priority: 'medium' }))
  await reply(world, ids[0]!)
  const met = await dueOf(ids[0]!, 'first_response')
  world.advance({ hours: 1 })
  const { id, version, weekly, timeZone } = await theCalendar()
  const preview = await world.as('admin').sla.previewCalendarChange({
    params: { id },
    body: { hours: { timeZone, weekly: { ...weekly, fri: nineToOne }, holidays: ['2026-11-20'], overrides: {} } },
  })
  expect(preview).toMatchObject({ cases: 53, open: 53, next: null, started: 0, ended: 0, breached: 0 })
  const changed = await world
    .as('admin')
    .calendars.changeCalendar({ params: { id }, body: { version, weekly: { ...weekly, fri: nineToOne } } })
  expect(changed.version).toBe(version + 1)
  expect(await dueOf(ids[1]!, 'first_response')).toBe(oslo('2026-11-20T10:00').toISOString())
  await world
    .as('admin')
    .calendars.changeCalendar({ params: { id }, body: { version: version + 1, holidays: ['2026-11-20'] } })
  await work()
  const entries = await world.runtime.db
    .selectFrom('event')
    .select(sql<number>`count(*)::int`.as('moved'))
    .where('name', '=', 'clock.retargeted')
    .where(sql<boolean>`content->>'dueBefore' is distinct from content->>'dueAfter'`)
    .executeTakeFirstOrThrow()
  expect(preview.moved).toBe(entries.moved)
  for (const caseId of ids.slice(1)) {
    expect(await dueOf(caseId, 'first_response')).toBe(oslo('2026-11-23T10:00').toISOString())
    const { items } = await world.as('ana').cases.getTimeline({ params: { id: caseId }, query: {} })
    const moved = items.filter(({ name }) => name === 'clock.retargeted')
    expect(moved.length).toBe(2)
    const applied = items.find((entry) => entry.id === moved[0]!.causeId)!
    expect(applied).toMatchObject({ name: 'clock.policy_applied', content: { reason: { code: 'calendar_changed' } } })
  }
  expect(await dueOf(ids[0]!, 'first_response')).toBe(met)
  expect((await verifyClocks(world.runtime.db)).differences).toEqual([])
})

test('a batch of fifty cases asks about as much as one of three', async () => {
  const recording = openRecording(world.runtime.config.databaseUrl!)
  const recorded = { ...world.runtime, db: recording.db }
  const { id, version, weekly } = await theCalendar()
  await world
    .as('admin')
    .calendars.changeCalendar({ params: { id }, body: { version, weekly: { ...weekly, tue: nineToOne } } })
  const counts: number[] = []
  for (let turn = 0; turn < 2; turn++) {
    const { rows } = await sql<{ payload: Recomputation }>`
      select payload from graphile_worker._private_jobs where payload->>'runId' is not null order by id desc limit 1`.execute(
      world.runtime.db,
    )
    recording.statements.length = 0
    await recomputeBatch(recorded, rows[0]!.payload)
    counts.push(recording.statements.length)
  }
  await recording.close()
  await work()
  expect(counts[0]).toBeLessThan(25)
  expect(counts[0]! - counts[1]!).toBeLessThan(8)
  const [told] = (await world.as('admin').sla.listRecomputations({})).items
  expect(told).toMatchObject({ done: 53, failed: 0 })
  expect((await verifyClocks(world.runtime.db)).differences).toEqual([])
})

test('a batch that is worked twice, as after a kill, counts and goes on once', async () => {
  const { id, version, weekly } = await theCalendar()
  await world
    .as('admin')
    .calendars.changeCalendar({ params: { id }, body: { version, weekly: { ...weekly, mon: nineToOne } } })
  const queued = async () => {
    const { rows } = await sql<{ payload: Recomputation }>`
      select payload from graphile_worker._private_jobs where payload->>'runId' is not null order by id`.execute(
      world.runtime.db,
    )
    return rows.map(({ payload }) => payload)
  }
  const [first] = await queued()
  await recomputeBatch(world.runtime, first!)
  await recomputeBatch(world.runtime, first!)
  expect(await queued()).toEqual([first, { ...first, after: expect.any(String) }])
  await work()
  const [told] = (await world.as('admin').sla.listRecomputations({})).items
  expect(told).toMatchObject({
    because: 'calendar_changed',
    total: 53,
    done: 53,
    failed: 0,
    finishedAt: expect.any(String),
  })
  expect((await verifyClocks(world.runtime.db)).differences).toEqual([])
})

test('a policy change reaches open cases only when its editor says so', async () => {
  world.now = oslo('2026-12-01T09:00')
  const before = await openCase(world, { priority: 'high' })
  const { id, version, targets } = await thePolicy()
  const target = { ...targets.high!.first_response!, seconds: 3600 }
  const tighter = { ...targets, high: { ...targets.high, first_response: target } }
  await world
    .as('admin')
    .sla.changePolicy({ params: { id }, body: { version, targets: tighter, appliesTo: 'new_cases' } })
  await work()
  expect(await dueOf(before, 'first_response')).toBe(oslo('2026-12-01T13:00').toISOString())
  expect(await dueOf(await openCase(world, { priority: 'high' }), 'first_response')).toBe(
    oslo('2026-12-01T10:00').toISOString(),
  )
  await world
    .as('admin')
    .sla.changePolicy({ params: { id }, body: { version: version + 1, name: 'House', appliesTo: 'open_cases_too' } })
  await work()
  expect(await dueOf(before, 'first_response')).toBe(oslo('2026-12-01T10:00').toISOString())
  expect((await verifyClocks(world.runtime.db)).differences).toEqual([])
})

test('a calendar that becomes the organisation’s as it is made moves the clocks that count by no other', async () => {
  const admin = world.as('admin')
  const usual = await theCalendar()
  const id = await openCase(world, { priority: 'medium' })
  const opened = world.now.getTime()
  const { items } = await admin.sla.listPolicies({})
  const { targets } = items.find((policy) => policy.targets.medium?.first_response)!
  const weekly = Object.fromEntries(
    ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['00:00', '24:00'] as [string, string]]]),
  )
  const around = opened + targets.medium!.first_response!.seconds * 1000
  const before = await dueOf(id, 'first_response')
  expect(before).not.toBe(new Date(around).toISOString())
  await admin.calendars.createCalendar({
    body: { name: 'Always', timeZone: 'Europe/Oslo', weekly, holidays: [], overrides: {}, isDefault: true },
  })
  await work()
  expect(await dueOf(id, 'first_response')).toBe(new Date(around).toISOString())
  await admin.calendars.changeCalendar({ params: { id: usual.id }, body: { version: usual.version, isDefault: true } })
  await work()
  expect(await dueOf(id, 'first_response')).toBe(before)
  expect((await verifyClocks(world.runtime.db)).differences).toEqual([])
})

test('a team calendar counts before the organisation’s, the policy of a tier before the standard one', async () => {
  world.now = oslo('2026-12-02T09:00')
  const admin = world.as('admin')
  const morning = await admin.calendars.createCalendar({
    body: { name: 'Mornings', timeZone: 'Europe/Oslo', weekly: { wed: nineToOne }, holidays: [], overrides: {} },
  })
  expect(morning.isDefault).toBe(false)
  const team = (await admin.people.listTeams({})).items.find(({ name }) => name === 'Customer accounts')!
  const open = await openCase(world, { priority: 'high' })
  await admin.people.changeTeam({
    params: { id: team.id },
    body: { version: team.version, calendarId: morning.id },
  })
  await work()
  const next = await openCase(world, { priority: 'medium' })
  expect(await dueOf(next, 'first_response')).toBe(oslo('2026-12-09T13:00').toISOString())
  expect(await dueOf(open, 'resolution')).toBe(oslo('2026-12-23T13:00').toISOString())
  const resolution = { seconds: 60, time: 'calendar' as const }
  await admin.sla.createPolicy({
    body: {
      name: 'Gold',
      position: 0,
      conditions: [{ field: 'tier', is: 'one_of', values: ['Gold'] }],
      targets: { medium: { resolution } },
    },
  })
  const gold = await openCase(world, { priority: 'medium' })
  expect(await dueOf(gold, 'resolution')).toBe(oslo('2026-12-02T09:01').toISOString())
  expect(await dueOf(gold, 'first_response')).toBeUndefined()
  const kestrel = await openCase(world, { priority: 'medium', contactId: world.contacts.owen })
  expect(await dueOf(kestrel, 'first_response')).toBe(oslo('2026-12-09T13:00').toISOString())
})

test('stale and impossible changes are refused', async () => {
  const { id, version } = await theCalendar()
  const admin = world.as('admin')
  const stale = await refusal(admin.calendars.changeCalendar({ params: { id }, body: { version: 1, name: 'X' } }))
  expect(stale.code).toBe('changed_meanwhile')
  const none = await refusal(admin.calendars.changeCalendar({ params: { id }, body: { version, isDefault: false } }))
  expect(none.code).toBe('still_in_use')
  const target = { seconds: 60, time: 'business' as const, calendarId: '00000000-0000-7000-8000-00000000dead' }
  const body = { name: 'X', position: 1, conditions: [], targets: { low: { resolution: target } } }
  expect((await refusal(admin.sla.createPolicy({ body }))).code).toBe('not_found')
  expect((await refusal(world.as('ana').sla.createPolicy({ body }))).code).toBe('not_allowed')
})

test('making another calendar the default moves what its preview says', async () => {
  const { timeZone, weekly, holidays, overrides } = await theCalendar()
  const hours = { timeZone, weekly: { ...weekly, sat: nineToOne, sun: nineToOne }, holidays, overrides }
  const other = await world.as('admin').calendars.createCalendar({ body: { name: 'Weekends too', ...hours } })
  const params = { id: other.id }
  const moved = async () => {
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from event
      where name = 'clock.retargeted' and content->>'dueBefore' is distinct from content->>'dueAfter'`.execute(
      world.runtime.db,
    )
    return rows[0]!.count
  }
  const preview = await world.as('admin').sla.previewCalendarChange({ params, body: { hours, isDefault: true } })
  const already = await moved()
  const asDefault = { version: other.version, isDefault: true }
  await world.as('admin').calendars.changeCalendar({ params, body: asDefault })
  await work()
  expect([preview.moved > 0, (await moved()) - already]).toEqual([true, preview.moved])
})
