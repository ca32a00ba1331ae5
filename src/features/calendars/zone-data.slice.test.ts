import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCase, reply } from '../../../tests/world/histories.ts'
import { workOff } from '../../../tests/world/work.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { zoneData } from '../../platform/time.ts'
import { verifyClocks } from '../sla/actions/verify-clocks.ts'
import type { Terms } from '../sla/rules/terms.ts'
import { followZoneData } from './actions/zone-data.ts'
import { hoursOf } from './actions.ts'
import type { Transition } from './rules/zone-offsets.ts'
import { dueAt } from './rules.ts'

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

  // Every entry names by which rules it counts, and a replay asks for those.
  const started = items.find(({ name, content }) => name === 'clock.started' && content?.metric === 'resolution')
  expect(started?.content).toMatchObject({ calendarVersion: version, zoneData: '2019a', policyVersion: 1 })
  const moved = items.find(({ name, content }) => name === 'clock.retargeted' && content?.metric === 'resolution')
  expect(moved?.content).toMatchObject({ calendarVersion: version + 1, zoneData, policyVersion: 1 })
  const told = await world.as('ana').sla.explainClock({ params: { id: open, clockId: after.id } })
  expect(told.calendar).toMatchObject({ version: version + 1, zoneData })
  const { id } = await theCalendar()
  const [byOld, byNew, asPublished] = [{ zone: { revision: 1 } }, { zone: { revision: 2 } }, {}]
  const refs = [byOld, byNew, asPublished].map((zone) => ({ id, version: version + 1, ...zone }))
  const hours = await hoursOf(world.runtime.db, refs)
  const dues = refs.map((ref) => dueAt(hours(ref), Date.UTC(2026, 10, 23), 3600).due)
  expect(dues).toEqual([8, 9, 9].map((hour) => Date.UTC(2026, 10, 23, hour)))

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

test('what was agreed before zones were named stays as it is, until anything else of it changes', async () => {
  const id = await openCase(world, { priority: 'high' })
  const named = () => sql`regexp_replace(facts::text, ', "zone": \\{[^}]*\\}|"zone": \\{[^}]*\\}, ', '', 'g')`
  await sql`update sla_case set facts = ${named()}::jsonb where case_id = ${id}`.execute(world.runtime.db)
  const ana = world.as('ana')
  const change = async (fields: object) => {
    const { version } = await ana.cases.getCase({ params: { id } })
    await ana.cases.changeCase({ params: { id }, body: { version, ...fields } })
    const { items } = await ana.cases.getTimeline({ params: { id }, query: {} })
    return items.filter(({ name }) => name === 'clock.policy_applied').map(({ content }) => content)
  }
  expect(await change({ tags: ['any'] })).toHaveLength(1)
  const applied = await change({ priority: 'critical' })
  expect(applied).toHaveLength(2)
  for (const content of applied) {
    const { targets } = content!.terms as Terms
    expect(targets.resolution?.calendar?.zone).toEqual({ revision: 2, data: zoneData })
  }
})

async function elapsed(caseId: string, instant: string): Promise<number> {
  const now = world.now
  world.now = at(instant)
  const { elapsedSeconds } = await clockOf(caseId, 'resolution')
  world.now = now
  return elapsedSeconds
}
