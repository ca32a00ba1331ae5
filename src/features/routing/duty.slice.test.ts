import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusal } from '../../../tests/world/expect.ts'
import { storeCase, storeType } from '../../../tests/world/stored-case.ts'
import { workOff } from '../../../tests/world/work.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { inTransaction, systemActor } from '../../platform/runtime.ts'
import { choosingCalendars } from '../calendars/rules/usage.ts'
import { returnToQueue } from '../cases/actions/assign-case.ts'
import { createCase } from '../cases/actions/create-case.ts'
import { doWhatIsDue } from '../cases/actions/watch-queues.ts'
import { casesContract } from '../cases/contract.ts'

let world: World
let type: string
beforeAll(async () => {
  world = await testWorld()
  type = await storeType(world)
})
afterAll(() => world.close())

const queue = async () =>
  (await world.as('sofia').routing.listQueues({})).items.find(({ id }) => id === world.queues.technical)!
const change = async (body: object) =>
  world.as('sofia').routing.changeQueue({
    params: { id: world.queues.technical },
    body: { version: (await queue()).version, ...body },
  })
const appoint = (dutyHolderId: string) => change({ dutyHolderId })
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const recounted = () => workOff(world, ['recount-duty'])
const overdueCase = async (facts: Parameters<typeof storeCase>[2] = {}) => {
  await world.runtime.db.updateTable('person').set({ capacity: 0 }).execute()
  return storeCase(world, type, {
    owner_id: null,
    status: 'new',
    queue_id: world.queues.technical,
    team_id: world.teams.technical,
    waiting_since: world.now,
    routing_wake_at: world.now,
    routing_due_at: world.now,
    ...facts,
  })
}
const whoWasTold = async (id: string) => {
  const { rows } = await sql<{ name: string }>`select person.name from notification
    join person on person.id = person_id where case_id = ${id} and kind = 'routing_overdue'`.execute(world.runtime.db)
  return rows.map(({ name }) => name)
}
/** Who is told of a case whose routing time is over. */
const toldOf = async (facts?: Parameters<typeof storeCase>[2]) => {
  const id = await overdueCase(facts)
  await doWhatIsDue(world.runtime)
  return whoWasTold(id)
}

test('whoever may not see a case is not asked to answer for it: the lead of the queue, or of its own team, is', async () => {
  await appoint(world.people.ana)
  expect(await toldOf()).toEqual(['Ana Ferreira'])
  expect(await toldOf({ restricted: true })).toEqual(['Luca Berti'])
  expect(await toldOf({ restricted: true, team_id: world.teams.accounts })).toEqual(['Ana Ferreira'])
  await appoint(world.people.priya)
  expect(await toldOf({ restricted: true, team_id: world.teams.accounts })).toEqual(['Mira Kaplan'])
})

test('a duty holder on leave stays the duty holder; meanwhile the lead is told', async () => {
  await appoint(world.people.ana)
  const leave = (until: Date | null) =>
    world.runtime.db.updateTable('person').set({ away_until: until }).where('id', '=', world.people.ana).execute()
  await leave(new Date(world.now.getTime() + 86_400_000))
  expect(await toldOf()).toEqual(['Luca Berti'])
  await leave(null)
  expect(await toldOf()).toEqual(['Ana Ferreira'])
  expect(await queue()).toMatchObject({ dutyHolderId: world.people.ana })
})

test('a case of which nobody can be told holds back no other, and rests before it is tried again', async () => {
  const { db } = world.runtime
  const poison = await overdueCase({ routing_due_at: new Date(world.now.getTime() - 60_000) })
  await sql`create function refuse_to_tell() returns trigger language plpgsql as $$
    begin raise exception 'nobody is told'; end $$`.execute(db)
  await sql`create trigger refuse_to_tell before insert on event for each row
    when (new.case_id = ${sql.lit(poison)}) execute function refuse_to_tell()`.execute(db)
  expect(await toldOf()).toHaveLength(1)
  const { rows } = await sql<{ until: Date }>`select duty_rests_until as until from cases
    where duty_rests_until is not null`.execute(db)
  expect(rows).toEqual([{ until: new Date(world.now.getTime() + 600_000) }])
  await sql`drop trigger refuse_to_tell on event`.execute(db)
  world.advance({ minutes: 9 })
  await doWhatIsDue(world.runtime)
  expect(await whoWasTold(poison)).toEqual([])
  world.advance({ minutes: 1 })
  await doWhatIsDue(world.runtime)
  expect(await whoWasTold(poison)).toHaveLength(1)
})

test('who is not of a closed team answers for none of its queues', async () => {
  const team = async () =>
    (await world.as('sofia').people.listTeams({})).items.find(({ id }) => id === world.teams.technical)!
  const close = async (closed: boolean) =>
    world.as('sofia').people.changeTeam({
      params: { id: world.teams.technical },
      body: { version: (await team()).version, closed },
    })
  await close(true)
  expect(await refusal(appoint(world.people.ana))).toMatchObject({ code: 'cannot_be_assigned' })
  expect(await appoint(world.people.priya)).toMatchObject({ dutyHolder: { name: 'Priya Nair' } })
  expect(await appoint(world.people.sofia)).toMatchObject({ dutyHolder: { name: 'Sofia Reyes' } })
  await close(false)
})

test('who takes no cases any more, or leaves, is the duty holder of no queue', async () => {
  const sofia = world.as('sofia')
  const person = async (id: string) =>
    (await sofia.people.listPeople({ query: {} })).items.find((each) => each.id === id)!
  await appoint(world.people.elena)
  const change = async (body: object) =>
    sofia.people.changePerson({
      params: { id: world.people.elena },
      body: { version: (await person(world.people.elena)).version, ...body },
    })
  await change({ title: 'Senior' })
  expect(await queue()).toMatchObject({ dutyHolderId: world.people.elena })
  await change({ role: 'light' })
  expect(await queue()).toMatchObject({ dutyHolderId: null, dutyHolder: { name: 'Luca Berti' } })
  await appoint(world.people.ana)
  await sofia.people.deactivatePerson({ params: { id: world.people.ana }, body: { handOverTo: null } })
  expect(await queue()).toMatchObject({ dutyHolderId: null, dutyHolder: { name: 'Luca Berti' } })
  const { rows } = await sql<{ content: object }>`select content from event where name = 'queue.changed'
    order by seq desc limit 1`.execute(world.runtime.db)
  expect(rows[0]!.content).toMatchObject({ from: { dutyHolder: { name: 'Ana Ferreira' } } })
  expect(await toldOf()).toEqual(['Luca Berti'])
})

test('where its times count in opening hours, nobody is told at night, and what waits follows queue and calendar', async () => {
  const sofia = world.as('sofia')
  // A Friday at half past four where the office is open until five.
  const friday = new Date('2027-01-15T16:30:00+01:00')
  world.advance({ seconds: Math.round((friday.getTime() - world.now.getTime()) / 1000) })
  await world.runtime.db.updateTable('person').set({ capacity: 0 }).execute()
  const standard = (await sofia.calendars.listCalendars({})).items.find(({ isDefault }) => isDefault)!
  const changed = await change({ countsIn: 'open_hours', routingMinutes: 60, mode: 'push' })
  expect(changed).toMatchObject({ countsIn: 'open_hours', calendar: { name: standard.name } })
  const { id } = await sofia.cases.createCase({
    body: { subject: 'Late on Friday', message: 'x', type: 'general_question', teamId: world.teams.technical },
  })
  const waiting = async () => (await sofia.routing.getRouting({ params: { id } })).waiting!
  const at = (text: string) => new Date(text).toISOString()
  expect(await waiting()).toMatchObject({
    dutyAt: at('2027-01-18T09:30:00+01:00'),
    countsBy: { name: standard.name },
    because: expect.stringContaining('is told on 18 Jan at 09:30 CET'),
  })
  const all = { id: randomUUID(), name: 'All', conditions: [], queueId: world.queues.technical }
  const simulated = await sofia.routing.simulate({ body: { case: id, rules: [all] } })
  expect(simulated).toMatchObject({ countsBy: { name: standard.name } })
  expect(simulated.ahead.map(({ kind, at: when }) => [kind, when])).toEqual([['duty', at('2027-01-18T09:30:00+01:00')]])
  world.advance({ hours: 12 })
  await doWhatIsDue(world.runtime)
  expect(await whoWasTold(id)).toEqual([])
  // Closed on Monday after all.
  const { isDefault: _, ...known } = standard
  const holidays = [...known.holidays, '2027-01-18']
  const body = { version: known.version, holidays }
  await sofia.calendars.changeCalendar({ params: { id: standard.id }, body })
  await recounted()
  expect((await waiting()).dutyAt).toBe(at('2027-01-19T09:30:00+01:00'))
  // Another calendar is the organisation’s from its first day on, until the usual one is again.
  const weekly = Object.fromEntries(weekdays.map((day) => [day, [['00:00', '24:00'] as [string, string]]]))
  await sofia.calendars.createCalendar({
    body: { name: 'Always', timeZone: 'Europe/Oslo', weekly, holidays: [], overrides: {}, isDefault: true },
  })
  await recounted()
  expect(await waiting()).toMatchObject({ dutyAt: at('2027-01-15T17:30:00+01:00'), countsBy: { name: 'Always' } })
  await sofia.calendars.changeCalendar({
    params: { id: standard.id },
    body: { version: known.version + 1, isDefault: true },
  })
  await change({ routingMinutes: 120 })
  await recounted()
  expect((await waiting()).dutyAt).toBe(at('2027-01-19T10:30:00+01:00'))
  await change({ countsIn: 'all_hours' })
  await recounted()
  expect(await waiting()).toMatchObject({ dutyAt: at('2027-01-15T18:30:00+01:00'), countsBy: null })
  await doWhatIsDue(world.runtime)
  expect(await whoWasTold(id)).toHaveLength(1)
  // Who was told is not told again, whatever the times become.
  await change({ routingMinutes: 6000 })
  await recounted()
  await doWhatIsDue(world.runtime)
  expect(await whoWasTold(id)).toHaveLength(1)
})

test('what begins to wait while the times of its queue change follows them, and nobody waits for the other', async () => {
  const { db } = world.runtime
  await db.updateTable('person').set({ capacity: 0 }).execute()
  await change({ countsIn: 'all_hours', routingMinutes: 60 })
  const given = await storeCase(world, type, {
    owner_id: world.people.priya,
    owner_since: world.now,
    status: 'open',
    queue_id: world.queues.technical,
    team_id: world.teams.technical,
  })
  const minutes = async (id: string) =>
    (
      await sql<{ minutes: number }>`select extract(epoch from routing_due_at - waiting_since)::int / 60 as minutes
      from cases where id = ${id}`.execute(db)
    ).rows[0]!.minutes
  /** Whoever looks for the cases that a change concerns waits until this transaction is over. */
  const isWaitedFor = async () =>
    !(await sql<{ free: boolean }>`select pg_try_advisory_xact_lock(${choosingCalendars}) as free`.execute(db)).rows[0]!
      .free
  const { teams } = world
  const body = { subject: 'Just now', message: 'x', type: 'general_question', teamId: teams.technical }
  const opened = await inTransaction(world.runtime, systemActor, async (ctx) => {
    const id = await createCase(ctx, casesContract.createCase.body!.parse(body))
    await returnToQueue(ctx, given, { reason: 'too much' })
    await change({ routingMinutes: 7 })
    expect(await isWaitedFor()).toBe(true)
    return id
  })
  expect(await isWaitedFor()).toBe(false)
  await recounted()
  expect(await Promise.all([opened, given].map(minutes))).toEqual([7, 7])
  // A team's times change while somebody has a case in hand that is about to move.
  const team = (await world.as('sofia').people.listTeams({})).items.find(({ id }) => id === teams.technical)!
  await inTransaction(world.runtime, systemActor, async (ctx) => {
    await ctx.db.selectFrom('cases').select('id').where('id', '=', given).forUpdate().execute()
    const answered = await world.as('sofia').people.changeTeam({
      params: { id: teams.technical },
      body: { version: team.version, routingMinutes: 90 },
    })
    expect(answered.version).toBe(team.version + 1)
    await ctx.db.updateTable('cases').set({ team_id: teams.accounts }).where('id', '=', given).execute()
  })
})
