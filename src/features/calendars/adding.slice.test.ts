import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { refusal } from '../../../tests/world/expect.ts'
import { eventually } from '../../../tests/world/work.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { inTransaction, systemActor } from '../../platform/runtime.ts'
import { calendarToChange } from './actions/publish.ts'
import { changeCalendar } from './actions.ts'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

const admin = () => world.as('admin').calendars
const make = (name: string) =>
  admin().createCalendar({ body: { name, timeZone: 'UTC', weekly: {}, holidays: [], overrides: {} } })
const norway = { kind: 'country' as const, country: 'NO' }
const address = (path: string) => ({ kind: 'address' as const, address: `https://calendar.example/${path}.ics` })

/** The longest that a connection of this database did nothing within a transaction while something went on, in ms. */
async function longestIdleDuring(work: Promise<unknown>): Promise<{ idle: number; took: number }> {
  let [idle, over] = [0, false]
  const began = performance.now()
  const ended = work.finally(() => {
    over = true
  })
  while (!over) {
    const { rows } = await sql<{ ms: number | null }>`
      select max(extract(epoch from clock_timestamp() - state_change) * 1000)::float as ms from pg_stat_activity
      where datname = current_database() and state = 'idle in transaction'`.execute(world.runtime.db)
    idle = Math.max(idle, rows[0]!.ms ?? 0)
    await sleep(10)
  }
  await ended
  return { idle, took: performance.now() - began }
}

test('no connection waits while holidays are read', async () => {
  const { id } = await make('Waiting')
  const previewed = await longestIdleDuring(
    admin().readHolidays({ body: { timeZone: 'UTC', from: { country: 'NO' } } }),
  )
  expect(previewed.idle / previewed.took).toBeLessThan(0.5)
  const added = await longestIdleDuring(admin().addSource({ params: { id }, body: { source: norway } }))
  expect(added.idle / added.took).toBeLessThan(0.5)
})

test('what a calendar is given is read before anybody has to wait for it', async () => {
  const { id, version } = await make('Held')
  const [held, letGo] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const holding = inTransaction(world.runtime, systemActor, async (ctx) => {
    await calendarToChange(ctx, id)
    held.resolve()
    await letGo.promise
    await changeCalendar(ctx, id, { version, timeZone: 'Europe/Oslo' })
  })
  onTestFinished(() => letGo.resolve())
  await held.promise
  const broken = { kind: 'file' as const, name: 'x.ics', text: '<html>Please sign in</html>' }
  const answered = refusal(admin().addSource({ params: { id }, body: { source: broken } }))
  expect(await Promise.race([answered.then(({ code }) => code), sleep(20_000, 'still waits')])).toBe(
    'unreadable_calendar',
  )
  const late = refusal(admin().addSource({ params: { id }, body: { source: norway } }))
  await eventually(async () => {
    const { rows } = await sql`select 1 from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(world.runtime.db)
    return rows.length > 0
  })
  letGo.resolve()
  await holding
  // What was read for another zone is not taken over.
  expect((await late).code).toBe('changed_meanwhile')
  expect((await admin().getCalendar({ params: { id } })).sources).toEqual([])
})

test('an eleventh source is refused for what it is, a second of the same name too', async () => {
  const { id } = await make('Many')
  for (let count = 0; count < 10; count++)
    await admin().addSource({ params: { id }, body: { source: address(`list-${count}`) } })
  const eleventh = await refusal(admin().addSource({ params: { id }, body: { source: norway } }))
  expect([eleventh.status, eleventh.code, eleventh.detail.most]).toEqual([409, 'too_many_sources', 10])
  expect(eleventh.message).toContain('ten sources')
  const { sources } = await admin().getCalendar({ params: { id } })
  await admin().removeSource({ params: { id, sourceId: sources[0]!.id } })
  const twice = await refusal(admin().addSource({ params: { id }, body: { source: address('list-5') } }))
  expect(twice.code).toBe('already_exists')
})

test('a repeated request gets its first answer, whatever it would be told by now', async () => {
  const { id } = await make('Repeated')
  const once = (path: string, payload: object, who: 'admin' | 'agent' = 'admin') =>
    world.app.inject({
      method: 'POST',
      url: `/api/v1/calendars/${path}`,
      headers: { ...world.headersOf(who), 'idempotency-key': `adding ${path}` },
      payload,
    })
  const first = await once(`${id}/sources`, { source: norway })
  expect(first.statusCode).toBe(200)
  await admin().removeCalendar({ params: { id } })
  const again = await once(`${id}/sources`, { source: norway })
  expect([again.statusCode, again.json()]).toEqual([200, first.json()])
  expect((await once('holidays', { timeZone: 'UTC', from: { country: 'NO' } }, 'agent')).statusCode).toBe(403)
})
