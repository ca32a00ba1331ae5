import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusal } from '../../../tests/world/expect.ts'
import { openCase } from '../../../tests/world/histories.ts'
import { workOff, workOnce } from '../../../tests/world/work.ts'
import { testWorld, type World } from '../../../tests/world/world.ts'
import { examine } from '../installation/actions/doctor.ts'
import { verifyClocks } from '../sla/actions/verify-clocks.ts'
import { sourcesOf } from './store/sources.ts'

let world: World
let host: string
/** What the feed answers next, and what it was asked. */
let feed: { status: number; body: string; headers?: Record<string, string> }
const asked: { path: string; ifNoneMatch: string | undefined }[] = []
const server = createServer((request, answer) => {
  asked.push({ path: request.url!, ifNoneMatch: request.headers['if-none-match'] })
  if (request.headers['if-none-match'] === feed.headers?.etag && feed.headers?.etag) return answer.writeHead(304).end()
  answer.writeHead(feed.status, feed.headers).end(feed.body)
})

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  world = await testWorld({ config: { outgoing: ['127.0.0.1'] } })
})
afterAll(async () => {
  server.close()
  await world.close()
})

const admin = () => world.as('admin').calendars
const nineToFive: [string, string][] = [['09:00', '17:00']]
const week = { mon: nineToFive, tue: nineToFive, wed: nineToFive, thu: nineToFive, fri: nineToFive }
const make = (name: string, more: object = {}) =>
  admin().createCalendar({
    body: { name, timeZone: 'Europe/Oslo', weekly: week, holidays: [], overrides: {}, ...more },
  })
const get = (id: string) => admin().getCalendar({ params: { id } })
const calendarText = (...events: [uid: string, date: string, name: string][]) =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Test//EN',
    ...events.flatMap(([uid, date, name]) => [
      'BEGIN:VEVENT',
      `UID:${uid}`,
      `DTSTART;VALUE=DATE:${date.replaceAll('-', '')}`,
      `SUMMARY:${name}`,
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ].join('\r\n')
const work = () => workOff(world, ['read-holiday-source', 'read-holidays-again', 'recompute-clocks'])

test('the list of a country closes its holidays by name, and says so in the preview of a version', async () => {
  const made = await make('Norway')
  const added = await admin().addSource({
    params: { id: made.id },
    body: { source: { kind: 'country', country: 'NO' } },
  })
  expect(added.version).toBe(2)
  const [source] = added.sources
  expect(source).toMatchObject({ kind: 'country', label: 'Norway', problem: null, notes: [] })
  expect(added.closed).toContainEqual({ date: '2026-12-25', name: 'Christmas Day' })
  expect(added.closed.map(({ date }) => date)).not.toContain('2026-12-24')
  expect([added.closed[0]!.date.slice(0, 4), added.closed.at(-1)!.date.slice(0, 4)]).toEqual(['2024', '2028'])
  const read = await admin().readHolidays({ body: { timeZone: 'Europe/Oslo', from: { country: 'NO' } } })
  expect(read.days).toEqual(source!.days)
  const countries = (await admin().listCountries({})).items
  expect(countries.find(({ code }) => code === 'DE')!.states.map(({ name }) => name)).toContain('Hansestadt Hamburg')
})

test('a new calendar brings its sources along: closed from its first version on, an address read right after', async () => {
  feed = { status: 200, body: calendarText(['party', '2026-12-11', 'Summer party']) }
  const address = `${host}/new.ics`
  const country = { kind: 'country' as const, country: 'NO' }
  const made = await make('Comes with both', {
    sources: [{ source: country, switched: { '12-24': true } }, { source: { kind: 'address', address } }],
  })
  expect(made.version).toBe(1)
  const closed = (calendar: typeof made) => calendar.closed.map(({ date }) => date)
  expect(closed(made)).toEqual(expect.arrayContaining(['2026-12-24', '2026-12-25']))
  expect(made.sources.map(({ kind, readAt }) => [kind, readAt !== null]).sort()).toEqual([
    ['address', false],
    ['country', true],
  ])
  await work()
  expect(closed(await get(made.id))).toContain('2026-12-11')
  const twice = await refusal(make('Twice', { sources: [{ source: country }, { source: country }] }))
  expect(twice).toMatchObject({ status: 409, code: 'already_exists' })
  expect((await admin().listCalendars({})).items.map(({ name }) => name)).not.toContain('Twice')
})

test('the days of an address are shown before it is added; what cannot be read says why, and nothing is kept', async () => {
  feed = { status: 200, body: calendarText(['party', '2026-12-11', 'Summer party']) }
  const preview = (address: string) => admin().readHolidays({ body: { timeZone: 'Europe/Oslo', from: { address } } })
  expect((await preview(`${host}/shown.ics`)).days).toMatchObject([{ date: '2026-12-11', name: 'Summer party' }])
  feed = { status: 404, body: '' }
  const gone = await refusal(preview(`${host}/gone.ics`))
  expect(gone).toMatchObject({
    code: 'unreadable_calendar',
    detail: { because: expect.stringContaining('answered with 404') },
  })
  for (const inside of ['http://10.0.0.1/x.ics', 'http://[::1]/x.ics', 'file:///etc/passwd'])
    expect(await refusal(preview(inside))).toMatchObject({ code: 'unreadable_calendar' })
})

test('a holiday is switched for every year or for one date; bank holidays can be taken in', async () => {
  const { id } = await make('Switched')
  const body = { source: { kind: 'country' as const, country: 'NO' }, switched: { '12-24': true } }
  const added = await admin().addSource({ params: { id }, body })
  const sourceId = added.sources[0]!.id
  const closedOn = (all: { date: string }[]) => (date: string) => all.some((day) => day.date === date)
  expect(['2026-12-24', '2027-12-24'].map(closedOn(added.closed))).toEqual([true, true])
  const labour = added.sources[0]!.days.find(({ name }) => name === 'Labour Day')!.key
  const params = { id, sourceId }
  const off = await admin().switchHolidays({ params, body: { switched: { [labour]: false, '2027-05-17': false } } })
  expect(off.version).toBe(added.version + 1)
  expect(['2027-05-01', '2028-05-01', '2027-05-17', '2028-05-17'].map(closedOn(off.closed))).toEqual([
    false,
    false,
    false,
    true,
  ])
  const back = await admin().switchHolidays({ params, body: { switched: { [labour]: null, '2027-05-17': null } } })
  expect(back.closed).toEqual(added.closed)
  const same = await admin().switchHolidays({ params, body: { switched: { nothing: false } } })
  expect(same.version).toBe(back.version)
})

test('what is entered by hand comes before what a source says, and stays when the source goes', async () => {
  const { id } = await make('By hand', {
    holidays: ['2026-12-25'],
    overrides: { '2027-01-01': [['10:00', '12:00']] },
    names: { '2026-12-25': 'House day', '2027-01-01': 'Stocktaking', '2027-03-03': 'nothing of ours' },
  })
  const added = await admin().addSource({ params: { id }, body: { source: { kind: 'country', country: 'NO' } } })
  expect(added.closed).toContainEqual({ date: '2026-12-25', name: 'House day' })
  expect(added.closed.map(({ date }) => date)).not.toContain('2027-01-01')
  expect(added.names).toEqual({ '2026-12-25': 'House day', '2027-01-01': 'Stocktaking' })
  const sourceId = added.sources[0]!.id
  const removed = await admin().removeSource({ params: { id, sourceId } })
  expect(removed.sources).toEqual([])
  expect(removed.closed).toEqual([{ date: '2026-12-25', name: 'House day' }])
  expect((await refusal(admin().removeSource({ params: { id, sourceId } }))).code).toBe('not_found')
})

test('clocks follow a source, and the explanation names the holiday that they skip', async () => {
  const { id } = await make('Followed', { isDefault: true })
  world.now = new Date('2026-12-23T14:00:00Z')
  const caseId = await openCase(world, { priority: 'high' })
  const clocks = async () => (await world.as('ana').sla.listClocks({ params: { id: caseId } })).items
  const dueBefore = (await clocks()).find(({ metric }) => metric === 'resolution')!.dueAt!
  await admin().addSource({ params: { id }, body: { source: { kind: 'country', country: 'NO' } } })
  await work()
  const clock = (await clocks()).find(({ metric }) => metric === 'resolution')!
  expect(Date.parse(clock.dueAt!)).toBeGreaterThan(Date.parse(dueBefore))
  const why = await world.as('ana').sla.explainClock({ params: { id: caseId, clockId: clock.id } })
  expect(why.holidaysSkipped[0]).toEqual({ date: '2026-12-25', name: 'Christmas Day' })
  expect(why.track.find(({ date }) => date === '2026-12-25')).toMatchObject({
    closedBy: 'holiday',
    name: 'Christmas Day',
  })
  expect((await verifyClocks(world.runtime.db)).differences).toEqual([])
  world.now = new Date('2026-11-19T12:00:00Z')
})

test('a file is taken over or refused in words, and refused ones leave everything as it was', async () => {
  const { id } = await make('From a file')
  const text = calendarText(['a', '2026-12-11', 'Founders’ day'], ['b', '2027-06-01', 'Outing'])
  const source = { kind: 'file' as const, name: 'house.ics', text }
  const added = await admin().addSource({ params: { id }, body: { source } })
  expect(added.closed).toEqual([
    { date: '2026-12-11', name: 'Founders’ day' },
    { date: '2027-06-01', name: 'Outing' },
  ])
  const broken = { ...source, text: '<html>Please sign in</html>' }
  const refused = await refusal(admin().addSource({ params: { id }, body: { source: broken } }))
  expect([refused.code, refused.detail.because]).toEqual(['unreadable_calendar', 'It is a web page, not a calendar.'])
  expect((await get(id)).version).toBe(added.version)
  const nowhere = { kind: 'country' as const, country: 'XX' }
  expect((await refusal(admin().addSource({ params: { id }, body: { source: nowhere } }))).code).toBe(
    'unreadable_calendar',
  )
})

test('an address is read by a job, daily, and again only what changed', async () => {
  const { id } = await make('From an address')
  feed = {
    status: 200,
    body: calendarText(['a', '2026-12-11', 'Founders’ day'], ['old', '2026-10-01', 'Gone by']),
    headers: { etag: '"1"', 'content-type': 'text/calendar' },
  }
  const address = `${host}/private-wxyz/house.ics?token=secret`
  const added = await admin().addSource({ params: { id }, body: { source: { kind: 'address', address } } })
  expect(added.sources[0]).toMatchObject({ label: '127.0.0.1/…/house.ics', days: [], readAt: null })
  await work()
  const read = await get(id)
  expect(read.sources[0]).toMatchObject({ problem: null, readAt: world.now.toISOString() })
  expect(read.closed.map(({ name }) => name)).toEqual(['Gone by', 'Founders’ day'])
  expect(JSON.stringify([read, (await admin().listCalendars({})).items])).not.toMatch(/token|wxyz|BEGIN:VCALENDAR/)
  const audit = await world.as('admin').audit.listAudit({ query: {} })
  expect(JSON.stringify(audit.items)).not.toContain('wxyz')

  const before = asked.length
  world.advance({ hours: 1 })
  await due()
  expect(asked.length).toBe(before)
  world.advance({ hours: 24 })
  await due()
  expect(asked.at(-1)).toMatchObject({ path: '/private-wxyz/house.ics?token=secret', ifNoneMatch: '"1"' })
  const again = await get(id)
  expect([again.version, again.sources[0]!.readAt]).toEqual([read.version, world.now.toISOString()])

  // The feed moves one day and no longer knows what is past.
  feed = { status: 200, body: calendarText(['a', '2026-12-12', 'Founders’ day']), headers: { etag: '"2"' } }
  world.advance({ hours: 25 })
  await due()
  const moved = await get(id)
  expect(moved.version).toBe(read.version + 1)
  expect(moved.closed).toEqual([
    { date: '2026-10-01', name: 'Gone by' },
    { date: '2026-12-12', name: 'Founders’ day' },
  ])
})

test.each<[string, typeof feed, RegExp]>([
  ['a web page', { status: 200, body: '<!doctype html><p>Sign in' }, /web page/],
  ['an error', { status: 500, body: 'no' }, /answered with 500/],
  ['half a file', { status: 200, body: calendarText(['a', '2026-12-11', 'x']).slice(0, -9) }, /ends in the middle/],
  ['too much', { status: 200, body: 'x'.repeat(1_100_000) }, /larger than/],
  ['a calendar without a day ahead', { status: 200, body: calendarText(['a', '2026-01-01', 'x']) }, /no day ahead/],
  ['a way inside', { status: 302, body: '', headers: { location: 'http://10.0.0.1/' } }, /private network/],
])(
  '%s is told on the calendar and by the doctor, what was read before is kept, and trying goes on',
  async (name, bad, words) => {
    const { id } = await make(`Failing with ${name}`)
    feed = { status: 200, body: calendarText(['a', '2026-12-11', 'Founders’ day']) }
    await admin().addSource({ params: { id }, body: { source: { kind: 'address', address: `${host}/feed` } } })
    await work()
    const good = await get(id)
    feed = bad
    const params = { id, sourceId: good.sources[0]!.id }
    await admin().readSourceNow({ params })
    await work()
    const failed = await get(id)
    expect(failed.sources[0]!.problem).toMatch(words)
    expect(failed.sources[0]!.readAt).toBe(good.sources[0]!.readAt)
    expect(Date.parse(failed.sources[0]!.nextTryAt!) - world.now.getTime()).toBe(15 * 60_000)
    expect([failed.closed, failed.version]).toEqual([good.closed, good.version])
    const told = await doctor()
    expect(told).toMatchObject({ ok: false })
    expect(told!.says).toContain(`Failing with ${name}`)
    feed = { status: 200, body: calendarText(['a', '2026-12-11', 'Founders’ day']) }
    world.advance({ minutes: 16 })
    await due()
    expect((await get(id)).sources[0]!.problem).toBeNull()
    await admin().removeSource({ params })
    expect((await doctor())!.ok).toBe(true)
  },
)

test('addresses inside are never asked', async () => {
  const { id } = await make('Inside')
  for (const address of ['http://169.254.169.254/latest', 'http://[::1]/x', 'http://localhost:1/x']) {
    const { sources } = await admin().addSource({ params: { id }, body: { source: { kind: 'address', address } } })
    await work()
    const source = (await get(id)).sources.find((each) => each.id === sources.at(-1)!.id)!
    expect(source.problem).toMatch(address.includes('localhost') ? /private network|refused/ : /private network/)
    await admin().removeSource({ params: { id, sourceId: source.id } })
  }
  for (const address of ['file:///etc/passwd', 'https://me:word@example.com/x.ics'])
    expect(
      (await refusal(admin().addSource({ params: { id }, body: { source: { kind: 'address', address } } }))).code,
    ).toBe('unreadable_calendar')
})

test('what a source said stays where it is kept until it is read again', async () => {
  const { id } = await make('Long text')
  const text = calendarText(['a', '2026-12-11', 'Founders’ day'])
  await admin().addSource({ params: { id }, body: { source: { kind: 'file', name: 'house.ics', text } } })
  const stored = await sourcesOf(world.runtime.db, [id])
  expect(stored.map(({ label }) => label)).toEqual(['house.ics'])
  expect(JSON.stringify(stored)).not.toContain('VCALENDAR')
})

test('holidays are read for a time zone that there is', async () => {
  for (const timeZone of ['Mars/Olympus', '+02:00', '', 'x'.repeat(65)]) {
    const from = { text: calendarText(['a', '2026-12-11', 'x']) }
    const refused = await refusal(admin().readHolidays({ body: { timeZone, from } }))
    expect([refused.status, refused.code]).toEqual([422, 'malformed'])
    expect(JSON.stringify(refused.detail)).toContain('timeZone')
  }
})

test('lists go on into the years to come', async () => {
  const { id } = await make('Years')
  await admin().addSource({ params: { id }, body: { source: { kind: 'country', country: 'NO' } } })
  const before = world.now
  world.now = new Date('2027-01-02T12:00:00Z')
  await due()
  const { closed } = await get(id)
  expect([closed[0]!.date, closed.at(-1)!.date]).toEqual(['2024-01-01', '2029-12-26'])
  world.now = before
})

test('another time zone of the calendar closes the dates that an event covers there', async () => {
  const { id } = await make('Elsewhere')
  const text = calendarText(['a', '2026-12-11', 'x']).replace(
    'DTSTART;VALUE=DATE:20261211',
    'DTSTART:20261210T230000Z\r\nDTEND:20261211T230000Z',
  )
  const added = await admin().addSource({ params: { id }, body: { source: { kind: 'file', name: 'x.ics', text } } })
  expect(added.closed.map(({ date }) => date)).toEqual(['2026-12-11'])
  feed = { status: 200, body: '' }
  await admin().changeCalendar({ params: { id }, body: { version: added.version, timeZone: 'UTC' } })
  await work()
  const { closed, sources } = await get(id)
  expect(closed.map(({ date }) => date)).toEqual(['2026-12-11'])
  expect(sources[0]!.problem).toMatch(/no day ahead/)
})

async function due() {
  await workOnce(world, 'read-due-holidays', {})
  await work()
}

async function doctor() {
  for await (const check of examine(world.runtime, { all: false, replay: false })) {
    if (check.name === 'holidays') return check
  }
  return undefined
}
