import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusal } from '../../../tests/world/expect.ts'
import { openCase } from '../../../tests/world/histories.ts'
import { workOff } from '../../../tests/world/work.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import type { Context } from '../../platform/context.ts'
import { inTransaction, systemActor } from '../../platform/runtime.ts'
import { createCase } from '../cases/actions/create-case.ts'
import { changeTeam } from '../people/actions/teams.ts'
import { agreeTerms } from '../sla/actions/agree-terms.ts'
import { removeCalendar } from './actions.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

const always: [string, string][] = [['00:00', '24:00']]
const make = async (name: string) =>
  (
    await world.as('admin').calendars.createCalendar({
      body: { name, timeZone: 'UTC', weekly: { mon: always, thu: always }, holidays: [], overrides: {} },
    })
  ).id
const remove = (id: string) => world.as('admin').calendars.removeCalendar({ params: { id } })
const theTeam = async () =>
  (await world.as('admin').people.listTeams({})).items.find(({ id }) => id === world.teams.accounts)!
const choose = async (calendarId: string | null) => {
  const { id, version } = await theTeam()
  return world.as('admin').people.changeTeam({ params: { id }, body: { version, calendarId } })
}

/** Does something in a transaction that stays open until it is let go. */
async function held(act: (ctx: Context) => Promise<unknown>): Promise<() => Promise<void>> {
  const [done, open] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const ended = inTransaction(world.runtime, systemActor, async (ctx) => {
    await act(ctx)
    done.resolve()
    await open.promise
  })
  ended.catch(done.reject)
  await done.promise
  return () => {
    open.resolve()
    return ended
  }
}

async function stillWaits(asked: Promise<unknown>): Promise<boolean> {
  return Promise.race([
    asked.then(
      () => false,
      () => false,
    ),
    sleep(300, true),
  ])
}

test('who chooses a calendar that is just being removed waits, and is told that it is gone', async () => {
  const id = await make('Going')
  const letGo = await held((ctx) => removeCalendar(ctx, id))
  const chosen = refusal(choose(id))
  expect(await stillWaits(chosen)).toBe(true)
  await letGo()
  expect((await chosen).code).toBe('not_found')
  expect((await theTeam()).calendarId).toBeNull()
})

test('who removes a calendar that a team is just choosing waits, and is told who counts by it', async () => {
  const id = await make('Chosen')
  const { id: teamId, version } = await theTeam()
  const letGo = await held((ctx) => changeTeam(ctx, teamId, { version, calendarId: id }))
  const removed = refusal(remove(id))
  expect(await stillWaits(removed)).toBe(true)
  await letGo()
  expect((await removed).detail.because).toContain('counts by it')
  await choose(null)
  await remove(id)
})

test('a case that is just being opened by a calendar keeps it, though nobody names the calendar any more', async () => {
  const id = await make('Counted')
  await choose(id)
  const body = {
    subject: 'Invoice',
    message: 'Please look.',
    contactId: world.contacts.ingrid,
    priority: 'high' as const,
    teamId: world.teams.accounts,
  }
  const letGo = await held((ctx) => createCase(ctx, body as Parameters<typeof createCase>[1]))
  // Its team changes once the case is there, and so nobody finds the calendar free in between.
  const unnamed = choose(null)
  expect(await stillWaits(unnamed)).toBe(true)
  await letGo()
  await unnamed
  expect((await refusal(remove(id))).detail.because).toContain('running clock')
})

test('a case that is just being opened follows a change of its calendar like the others', async () => {
  const { id, version } = (await world.as('admin').calendars.listCalendars({})).items.find((each) => each.isDefault)!
  let caseId = ''
  const letGo = await held(async (ctx) => {
    const body = {
      subject: 'Late',
      message: 'Please look.',
      contactId: world.contacts.ingrid,
      priority: 'high' as const,
    }
    caseId = await createCase(ctx, body as Parameters<typeof createCase>[1])
  })
  const weekly = { thu: [['10:00', '11:00']] as [string, string][] }
  await world.as('admin').calendars.changeCalendar({ params: { id }, body: { version, weekly } })
  const worked = workOff(world, ['recompute-clocks'])
  expect(await stillWaits(worked)).toBe(true)
  await letGo()
  await worked
  const { items } = await world.as('admin').cases.getTimeline({ params: { id: caseId }, query: {} })
  expect(items.filter(({ name }) => name === 'clock.policy_applied')).toHaveLength(2)
})

test('who has read by which calendars a case counts is waited for before one is taken away', async () => {
  const id = await make('Read')
  const caseId = await openCase(world)
  const letGo = await held((ctx) => agreeTerms(ctx, caseId, null, null))
  const removed = remove(id)
  expect(await stillWaits(removed)).toBe(true)
  await letGo()
  await removed
})
