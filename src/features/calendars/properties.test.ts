import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import type { OpeningHours } from './contract.ts'
import { instantOf, keepRules, startOfDay, transitionsOf } from './rules/zone-offsets.ts'
import { dueAt, instantText, isOpenAt, type Pause, workedSeconds } from './rules.ts'

const at = (text: string) => Date.parse(text)
const MINUTE = 60_000
const zones = [
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Pacific/Apia',
  'America/Santiago',
  'Asia/Kathmandu',
  'Antarctica/Troll',
]
const zone = fc.constantFrom(...zones)
const minuteOfLife = fc.integer({ min: at('1990-01-01T00:00:00Z') / 60_000, max: at('2045-01-01T00:00:00Z') / 60_000 })
const moment = fc
  .integer({ min: at('2019-12-01T00:00:00Z') / 1000, max: at('2027-01-01T00:00:00Z') / 1000 })
  .map((s) => s * 1000)
const clock = fc.integer({ min: 0, max: 95 }).map((q) => `${two(q >> 2)}:${two((q % 4) * 15)}`)
const day = fc.array(fc.tuple(clock, clock), { maxLength: 3 })
const everyDate = dates('2019-12-01', 2601)
const date = fc.integer({ min: 0, max: 2600 }).map((d) => everyDate[d]!)
const hours: fc.Arbitrary<OpeningHours> = fc.record({
  timeZone: zone,
  weekly: fc.record({ mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day }),
  holidays: fc.array(date, { maxLength: 40 }),
  overrides: fc.dictionary(date, day, { maxKeys: 40 }),
})
const target = fc.integer({ min: 0, max: 40 * 8 * 3600 })

test('wall time resolves as Temporal does', () => {
  fc.assert(
    fc.property(zone, minuteOfLife, (timeZone, minute) => {
      const wall = instantText(minute * MINUTE).slice(0, -1)
      const zoned = Temporal.PlainDateTime.from(wall).toZonedDateTime(timeZone, { disambiguation: 'compatible' })
      expect(instantOf(timeZone, minute * MINUTE)).toBe(zoned.epochMilliseconds)
      const midnight = Temporal.PlainDate.from(wall.slice(0, 10)).toZonedDateTime(timeZone)
      const dayNumber = Math.floor((minute * MINUTE) / 86_400_000)
      expect(startOfDay(timeZone, dayNumber)).toBe(midnight.epochMilliseconds)
    }),
    { numRuns: 3000 },
  )
}, 60_000)

test('rules that were kept say what the zone itself says, also before and after the years that are kept', () => {
  const kept = new Map(zones.map((each) => [each, keepRules({ id: `${each}@7`, transitions: transitionsOf(each) })]))
  fc.assert(
    fc.property(zone, fc.integer({ min: -90 * 525_600, max: 140 * 525_600 }), (timeZone, minute) => {
      const id = kept.get(timeZone)!
      expect(instantOf(id, minute * MINUTE)).toBe(instantOf(timeZone, minute * MINUTE))
      const day = Math.floor((minute * MINUTE) / 86_400_000)
      expect(startOfDay(id, day)).toBe(startOfDay(timeZone, day))
    }),
    { numRuns: 3000 },
  )
}, 60_000)

test('what is laid out agrees with the definition, instant by instant', () => {
  fc.assert(
    fc.property(hours, moment, (calendar, instant) => {
      expect(isOpenAt(calendar, instant)).toBe(openByDefinition(calendar, instant))
    }),
    { numRuns: 1500 },
  )
}, 60_000)

test('the work from start to due is the target, and due is the earliest such instant', () => {
  fc.assert(
    fc.property(hours, moment, target, (calendar, start, seconds) => {
      const { due } = dueAt(calendar, start, seconds)
      if (due === null) return
      expect(workedSeconds(calendar, start, due)).toBe(seconds)
      if (due === start) return
      expect(workedSeconds(calendar, start, due - 1)).toBeLessThan(seconds)
      expect(isOpenAt(calendar, due - 1)).toBe(true)
    }),
  )
})

test('later starts and longer targets are never due earlier', () => {
  fc.assert(
    fc.property(hours, moment, target, fc.nat(400_000), fc.nat(40_000), (calendar, start, seconds, later, longer) => {
      const plain = dueAt(calendar, start, seconds).due
      const delayed = dueAt(calendar, start + later * 1000, seconds).due
      const stretched = dueAt(calendar, start, seconds + longer).due
      if (plain === null) return
      if (delayed !== null) expect(delayed).toBeGreaterThanOrEqual(plain)
      if (stretched !== null) expect(stretched).toBeGreaterThanOrEqual(plain)
    }),
  )
})

test('a pause adds exactly itself', () => {
  fc.assert(
    fc.property(hours, moment, target, fc.nat(400_000), fc.nat(400_000), (calendar, start, seconds, wait, length) => {
      const pause: Pause = [start + wait * 1000, start + (wait + length) * 1000]
      const paused = workedSeconds(calendar, pause[0], pause[1]!)
      const plain = dueAt(calendar, start, seconds).due
      const withPause = dueAt(calendar, start, seconds, [pause]).due
      if (plain === null || withPause === null) return
      const expected = plain <= pause[0] ? plain : dueAt(calendar, start, seconds + paused).due
      expect(withPause).toBe(expected)
      expect(workedSeconds(calendar, start, withPause, [pause])).toBe(seconds)
    }),
  )
})

/** Reads the specification literally: slow, and shares nothing with the code under test but Temporal. */
function openByDefinition(calendar: OpeningHours, instant: number): boolean {
  const local = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(calendar.timeZone)
  const names = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
  const zoned = (date: Temporal.PlainDate, time: string) =>
    date.toZonedDateTime({ timeZone: calendar.timeZone, plainTime: time })
  const today = local.toPlainDate()
  const inHoliday = calendar.holidays.some((text) => {
    const date = Temporal.PlainDate.from(text)
    const from = date.toZonedDateTime(calendar.timeZone).epochMilliseconds
    return from <= instant && instant < date.add({ days: 1 }).toZonedDateTime(calendar.timeZone).epochMilliseconds
  })
  if (inHoliday) return false
  return [-2, -1, 0, 1].some((offset) => {
    const date = today.add({ days: offset })
    const list = calendar.overrides[date.toString()] ?? calendar.weekly[names[date.dayOfWeek - 1]!] ?? []
    return list.some(([opens, closes]) => {
      if (opens === closes) return false
      const from = zoned(date, opens)
      const to = zoned(closes > opens ? date : date.add({ days: 1 }), closes)
      return from.epochMilliseconds <= instant && instant < to.epochMilliseconds
    })
  })
}

function dates(from: string, count: number): string[] {
  const first = at(`${from}T00:00:00Z`)
  return Array.from({ length: count }, (_, i) => instantText(first + i * 86_400_000).slice(0, 10))
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}
