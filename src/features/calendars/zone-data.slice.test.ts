import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCase, reply } from '../../../tests/world/histories.ts'
import { workOff } from '../../../tests/world/work.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { zoneData } from '../../platform/time.ts'
import { verifyClocks } from '../sla/actions/verify-clocks.ts'
import { followZoneData } from './actions/zone-data.ts'
import type { Transition } from './rules/zone-offsets.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

const at = (text: string) => new Date(text)
const clockOf = async (caseId: string, metric: string) =>
  (await world.as('ana').sla.listClocks({ params: { id: caseId } })).items.findLast((each) => each.metric === metric)!
const theCalendar = async () =>
  (await world.as('admin').calendars.listCalendars({})).items.find((each) => each.isDefault)!

/** As an older program left it: by its data Oslo stays on summer time from 2026 on. */
async function rememberEternalSummer() {
  const zone = (q: ReturnType<typeof world.runtime.db.selectFrom<'zone_rules'>>) =>
    q.where('time_zone', '=', 'Europe/Oslo')
  const row = await zone(world.runtime.db.selectFrom('zone_rules')).select('transitions').executeTakeFirstOrThrow()
  const summerOf2026 = Date.UTC(2026, 6, 1) / 1000
  const transitions = (row.transitions as unknown as Transition[]).filter(([from]) => from < summerOf2026)
  await world.runtime.db
    .updateTable('zone_rules')
    .set({ zone_data: '2019a', transitions: JSON.stringify(transitions) })
    .where('time_zone', '=', 'Europe/Oslo')
    .execute()
}

test('other zone data makes a new version of the calendars it touches, and their clocks follow once', async () => {
  await rememberEternalSummer()
  expect((await theCalendar()).zoneData).toBe('2019a')
  world.now = at('2026-11-20T08:00:00Z')
  const answered = await openCase(world, { priority: 'high' })
  const open = await openCase(world, { priority: 'high' })
  // Nine to five of that summer is seven to three in UTC.
  world.now = at('2026-11-20T14:00:00Z')
  await reply(world, answered)
  const met = await clockOf(answered, 'first_response')
  const before = await clockOf(open, 'resolution')
  expect(await elapsed(open, '2026-11-20T16:00:00Z')).toBe(7 * 3600)
  expect((await verifyClocks(world.runtime.db)).differences).toEqual([])

  const { version } = await theCalendar()
  world.now = at('2026-11-20T16:00:00Z')
  expect(await followZoneData(world.runtime)).toEqual(['Office hours'])
  await workOff(world, ['recompute-clocks'])
  expect(await theCalendar()).toMatchObject({ version: version + 1, zoneData })
  const after = await clockOf(open, 'resolution')
  expect(after.dueAt).not.toBe(before.dueAt)
  const { items } = await world.as('ana').cases.getTimeline({ params: { id: open }, query: {} })
  const applied = items.filter(({ name }) => name === 'clock.policy_applied')
  expect(applied).toHaveLength(2)
  const because = { code: 'calendar_changed', params: { zoneData } }
  expect(applied).toContainEqual(
    expect.objectContaining({
      content: expect.objectContaining({
        reason: expect.objectContaining({ ...because, params: expect.objectContaining(because.params) }),
      }),
    }),
  )
  expect(items.some(({ name, content }) => name === 'clock.retargeted' && content?.metric === 'resolution')).toBe(true)
  const { items: audit } = await world.as('admin').audit.listAudit({ query: {} })
  expect(audit[0]).toMatchObject({
    name: 'calendar.changed',
    content: { changed: ['zoneData'], timeZone: 'Europe/Oslo', from: '2019a', zoneData },
  })
  // What had ended stays as it was counted; a replay counts each stretch by the data of its time.
  expect(await clockOf(answered, 'first_response')).toEqual(met)
  expect((await verifyClocks(world.runtime.db)).differences).toEqual([])

  expect(await followZoneData(world.runtime)).toEqual([])
  expect((await theCalendar()).version).toBe(version + 1)
})

test('two processes that start at once make one version', async () => {
  const { version } = await theCalendar()
  await world.runtime.db
    .updateTable('calendar_version')
    .set({ zone_revision: 1 })
    .where('version', '=', version)
    .execute()
  const told = await Promise.all([followZoneData(world.runtime), followZoneData(world.runtime)])
  expect(told.flat()).toEqual(['Office hours'])
  expect((await theCalendar()).version).toBe(version + 1)
})

async function elapsed(caseId: string, instant: string): Promise<number> {
  const now = world.now
  world.now = at(instant)
  const { elapsedSeconds } = await clockOf(caseId, 'resolution')
  world.now = now
  return elapsedSeconds
}
