import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusal } from '../../../tests/world/expect.ts'
import { openCase } from '../../../tests/world/histories.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { idAt } from '../../platform/ids.ts'
import { verifyClocks } from '../sla/actions/verify-clocks.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

const calendars = () => world.as('admin').calendars
const always: [string, string][] = [['00:00', '24:00']]
const make = (name: string) =>
  calendars().createCalendar({
    body: { name, timeZone: 'UTC', weekly: { mon: always, thu: always, fri: always }, holidays: [], overrides: {} },
  })
const remove = (id: string) => calendars().removeCalendar({ params: { id } })
const becauseOf = async (id: string) => String((await refusal(remove(id))).detail.because)

test('a calendar that nothing counts by goes from the lists and cannot be chosen any more', async () => {
  const { id } = await make('Unused')
  expect(await calendars().calendarUsage({ params: { id } })).toEqual({
    teams: [],
    people: [],
    policies: [],
    contracts: [],
    clocks: 0,
  })
  await remove(id)
  expect((await calendars().listCalendars({})).items.map((each) => each.id)).not.toContain(id)
  expect((await refusal(calendars().getCalendar({ params: { id } }))).code).toBe('not_found')
  const team = (await world.as('admin').people.listTeams({})).items[0]!
  const body = { version: team.version, calendarId: id }
  expect((await refusal(world.as('admin').people.changeTeam({ params: { id: team.id }, body }))).code).toBe('not_found')
})

test('the default is named as the reason, until another one is it', async () => {
  const standard = (await calendars().listCalendars({})).items.find((each) => each.isDefault)!
  expect(await becauseOf(standard.id)).toContain('make another one the default first')
  const other = await make('Other')
  const changed = await calendars().changeCalendar({
    params: { id: other.id },
    body: { version: other.version, isDefault: true },
  })
  expect(changed.isDefault).toBe(true)
  await remove(standard.id)
})

test('a service contract that promises its hours keeps it until others are chosen', async () => {
  const { id } = await make('Promised')
  const { createContract, changeContract } = world.as('admin').entitlements
  const contract = await createContract({
    body: {
      accountId: world.accounts.meridian,
      name: 'Round the clock',
      startsOn: '2026-01-01',
      endsOn: null,
      timeZone: 'UTC',
      calendarId: id,
      entitlements: [{ id: idAt(world.now), name: 'Support', kind: 'unlimited', amount: null }],
    },
  })
  expect(await becauseOf(id)).toContain('Round the clock promises its hours')
  await changeContract({ params: { id: contract.id }, body: { version: contract.version, calendarId: null } })
  await remove(id)
})

test('teams, policies and running clocks that count by it are named, and finished clocks keep their hours', async () => {
  const { id } = await make('Shift')
  const admin = world.as('admin')
  const team = (await admin.people.listTeams({})).items.find((each) => each.id === world.teams.accounts)!
  const joined = await admin.people.changeTeam({
    params: { id: team.id },
    body: { version: team.version, calendarId: id },
  })
  const target = { seconds: 3600, time: 'business' as const, calendarId: id, pausesIn: [] }
  const policy = await admin.sla.createPolicy({
    body: { name: 'By shift', position: 0, conditions: [], targets: { high: { first_response: target } } },
  })
  await openCase(world, { priority: 'high', teamId: team.id })
  const because = await becauseOf(id)
  expect(because).toContain(`${team.name} counts by it`)
  expect(because).toContain('targets of By shift name it')
  expect(because).toContain('running clock')
  await admin.people.changeTeam({ params: { id: team.id }, body: { version: joined.version, calendarId: null } })
  await admin.sla.changePolicy({
    params: { id: policy.id },
    body: { version: policy.version, targets: {}, appliesTo: 'new_cases' },
  })
  expect(await becauseOf(id)).not.toContain('By shift')
  await world.runtime.db.updateTable('sla_clock').set({ state: 'cancelled' }).where('calendar_id', '=', id).execute()
  await remove(id)
  await world.runtime.db.updateTable('sla_clock').set({ state: 'running' }).where('calendar_id', '=', id).execute()
  expect((await verifyClocks(world.runtime.db)).differences).toEqual([])
})

test('a policy keeps a calendar that only a milestone of it names', async () => {
  const { id } = await make('Of a milestone')
  const { createPolicy, changePolicy } = world.as('admin').sla
  const target = { seconds: 3600, time: 'business' as const, calendarId: id, pausesIn: [] }
  const milestone = {
    key: 'called_back',
    name: 'Called back',
    starts: { kind: 'opened' as const },
    completes: { kind: 'tag_set' as const, tag: 'called back' },
    targets: { high: target },
  }
  const policy = await createPolicy({
    body: { name: 'By milestones', position: 0, conditions: [], targets: {}, milestones: [milestone] },
  })
  expect((await calendars().calendarUsage({ params: { id } })).policies).toEqual([{ id: policy.id, name: policy.name }])
  expect(await becauseOf(id)).toContain('targets of By milestones name it')
  await changePolicy({
    params: { id: policy.id },
    body: { version: policy.version, milestones: [], appliesTo: 'new_cases' },
  })
  await remove(id)
})
