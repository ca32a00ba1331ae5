import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusal } from '../../../tests/world/expect.ts'
import { workOnce } from '../../../tests/world/work.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { readingContext, systemActor } from '../../platform/runtime.ts'
import { deputyOf } from './actions/deputy.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

const inDays = (days: number) => new Date(world.now.getTime() + days * 86_400_000).toISOString()
const wish = (person: 'ana' | 'elena' | 'priya', from: number, until: number) => ({
  personId: world.people[person],
  from: inDays(from),
  until: inDays(until),
})
const follow = () => workOnce(world, 'follow-leaves', {})
const standInFor = async (person: 'ana' | 'elena', at = world.now) =>
  (await deputyOf(readingContext(world.runtime, systemActor), world.people[person], at))?.id ?? null
const ana = () => world.as('ana').absence

test('a leave is planned by the person or a lead of theirs, and one reason is for them alone', async () => {
  const body = { ...wish('ana', 2, 5), kind: 'illness' as const, note: 'operation', deputyId: world.people.elena }
  expect((await refusal(world.as('elena').absence.planLeave({ body }))).code).toBe('not_allowed')
  expect((await refusal(world.as('luca').absence.planLeave({ body }))).code).toBe('not_allowed')
  const leave = await world.as('mira').absence.planLeave({ body })
  expect(leave).toMatchObject({
    state: 'planned',
    kind: 'illness',
    note: 'operation',
    deputy: { name: 'Elena Brandt' },
  })
  const query = { from: inDays(0), until: inDays(9) }
  const seenBy = async (who: 'ana' | 'mira' | 'elena' | 'sofia') =>
    (await world.as(who).absence.listLeaves({ query })).items[0]
  for (const who of ['ana', 'mira', 'sofia'] as const) expect(await seenBy(who)).toMatchObject({ note: 'operation' })
  expect(await seenBy('elena')).toMatchObject({
    kind: null,
    note: null,
    mayChange: false,
    person: { name: 'Ana Ferreira' },
  })
  expect((await world.as('ana').absence.listLeaves({ query: { from: inDays(6), until: inDays(9) } })).items).toEqual([])
})

test('two leaves of one person never overlap, also when they are planned at the same moment', async () => {
  expect((await refusal(ana().planLeave({ body: wish('ana', 4, 8) }))).code).toBe('leaves_overlap')
  expect(await ana().planLeave({ body: wish('ana', 5, 6) })).toMatchObject({ state: 'planned' })
  const twice = await Promise.allSettled([1, 2].map(() => ana().planLeave({ body: wish('ana', 20, 30) })))
  expect(twice.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  for (const [from, until] of [
    [8, 7],
    [-9, -8],
    [8, 800],
  ])
    expect((await refusal(ana().planLeave({ body: wish('ana', from!, until!) }))).code).toBe('malformed')
})

test('who stands in can take cases, and is here meanwhile', async () => {
  for (const [deputy, because] of [
    ['ana', 'they are the one who is away'],
    ['tom', 'their role takes no cases'],
  ] as const) {
    const body = { ...wish('ana', 40, 42), deputyId: world.people[deputy] }
    expect(await refusal(ana().planLeave({ body }))).toMatchObject({ code: 'cannot_be_deputy', detail: { because } })
  }
  const body = { ...wish('elena', 3, 4), deputyId: world.people.ana }
  expect((await refusal(world.as('elena').absence.planLeave({ body }))).code).toBe('cannot_be_deputy')
})

test('from its instant on the person is absent, and their deputy stands in until its end', async () => {
  expect(await standInFor('ana')).toBeNull()
  expect(await standInFor('ana', new Date(inDays(3)))).toBe(world.people.elena)
  world.advance({ days: 2, minutes: 1 })
  await Promise.all([follow(), follow()])
  const { items } = await ana().listLeaves({ query: { from: inDays(0), until: inDays(1) } })
  expect(items).toMatchObject([{ state: 'away' }])
  const people = async () => (await world.as('ana').people.listPeople({ query: { q: 'ana f' } })).items[0]
  expect((await people())?.awayUntil).toBe(items[0]!.until)
  const { id } = await world.as('elena').cases.createCase({ body: { subject: 'Meanwhile' } })
  const assign = () => world.as('elena').cases.assignCase({ params: { id }, body: { ownerId: world.people.ana } })
  expect(await refusal(assign())).toMatchObject({
    code: 'cannot_be_assigned',
    detail: { because: 'they are on leave' },
  })
  const begun = await world.runtime.db.selectFrom('event').select('id').where('name', '=', 'leave.begun').execute()
  expect(begun).toHaveLength(1)

  const { version } = items[0]!
  const body = { version, from: inDays(1) }
  expect((await refusal(ana().changeLeave({ params: { id: items[0]!.id }, body }))).code).toBe('leave_has_begun')
  expect((await refusal(ana().cancelLeave({ params: { id: items[0]!.id } }))).code).toBe('leave_has_begun')
  const longer = await ana().changeLeave({ params: { id: items[0]!.id }, body: { version, until: inDays(2.9) } })
  expect((await people())?.awayUntil).toBe(longer.until)
  world.advance({ days: 2, hours: 23 })
  await follow()
  expect((await people())?.awayUntil).not.toBe(longer.until)
  expect(await ana().getLeave({ params: { id: longer.id } })).toMatchObject({ state: 'ended', endedAt: longer.until })
})

test('a deputy who is away as well is stood in for by theirs; in a circle nobody is', async () => {
  const elenas = await world.as('elena').absence.planLeave({
    body: { ...wish('elena', 50, 60), deputyId: world.people.priya },
  })
  const anas = await ana().planLeave({ body: { ...wish('ana', 70, 80), deputyId: world.people.elena } })
  const params = { id: elenas.id }
  await world.as('elena').absence.changeLeave({ params, body: { version: 1, until: inDays(75) } })
  expect(await standInFor('ana', new Date(inDays(72)))).toBe(world.people.priya)
  expect(await standInFor('ana', new Date(inDays(76)))).toBe(world.people.elena)
  await world.runtime.db.updateTable('leave').set({ deputy_id: world.people.ana }).where('id', '=', elenas.id).execute()
  expect(await standInFor('ana', new Date(inDays(72)))).toBeNull()
  await ana().cancelLeave({ params: { id: anas.id } })
  expect(await standInFor('ana', new Date(inDays(72)))).toBeNull()
  expect((await refusal(ana().cancelLeave({ params: { id: anas.id } }))).code).toBe('leave_is_over')
})

test('one begins at once, by hand, and ends when the person says that they are here', async () => {
  const later = await world.as('priya').absence.planLeave({ body: wish('priya', 3, 9) })
  expect((await refusal(world.as('priya').absence.endLeave({ params: { id: later.id } }))).code).toBe(
    'leave_has_not_begun',
  )
  expect(await world.as('luca').absence.beginLeave({ params: { id: later.id } })).toMatchObject({ state: 'away' })
  await world.as('priya').people.changeMe({ body: { status: 'online' } })
  const ended = await world.as('priya').absence.getLeave({ params: { id: later.id } })
  expect(ended).toMatchObject({ state: 'ended', endedAt: world.now.toISOString() })

  const now = await world.as('luca').absence.planLeave({ body: wish('priya', -1, 4) })
  expect(now).toMatchObject({ state: 'away', from: world.now.toISOString() })
  expect(await world.as('luca').absence.endLeave({ params: { id: now.id } })).toMatchObject({ state: 'ended' })
  expect((await world.as('priya').people.me({})).awayUntil).toBeNull()
})

test('who leaves the company is on no leave any more', async () => {
  const planned = await world.as('luca').absence.planLeave({ body: { ...wish('priya', 3, 9) } })
  await world.as('sofia').people.deactivatePerson({ params: { id: world.people.priya }, body: {} })
  const leave = await world.as('luca').absence.getLeave({ params: { id: planned.id } })
  expect(leave.state).toBe('cancelled')
})

test('somebody works by a calendar of their own, and gets nothing new outside it', async () => {
  const sofia = world.as('sofia')
  const day = [['08:00', '12:00'] as [string, string]]
  const calendar = await sofia.calendars.createCalendar({
    body: { name: 'Mornings', timeZone: 'Europe/Oslo', weekly: { mon: day }, holidays: [], overrides: {} },
  })
  const params = { id: world.people.jonas }
  expect((await refusal(world.as('ana').absence.getWorkingHours({ params }))).code).toBe('not_allowed')
  const before = await world.as('jonas').absence.getWorkingHours({ params })
  expect(before).toMatchObject({ own: null })
  expect(before.calendars.map(({ name }) => name)).toContain('Mornings')
  const body = { calendarId: calendar.id }
  expect(await world.as('luca').absence.setWorkingHours({ params, body })).toMatchObject({
    own: { name: 'Mornings', timeZone: 'Europe/Oslo' },
    openNow: false,
  })
  for (const id of [world.people.luca]) await sofia.people.setAvailability({ params: { id }, body: { status: 'busy' } })
  const { id } = await world
    .as('mira')
    .cases.createCase({ body: { subject: 'At night', teamId: world.teams.technical } })
  const considered = async () =>
    (await world.as('mira').routing.getRouting({ params: { id } })).items[0]!.considered.find(
      ({ person }) => person.name === 'Jonas Lind',
    )
  expect((await considered())!.excluded).toEqual(['outside their working hours'])
  expect((await refusal(sofia.calendars.removeCalendar({ params: { id: calendar.id } }))).code).toBe('still_in_use')
  world.now = new Date('2027-03-01T09:00:00.000Z')
  await workOnce(world, 'pull-queues', { personId: world.people.jonas })
  expect((await world.as('mira').cases.getCase({ params: { id } })).owner?.name).toBe('Jonas Lind')
  await world.as('jonas').absence.setWorkingHours({ params, body: { calendarId: null } })
  await sofia.calendars.removeCalendar({ params: { id: calendar.id } })
})
