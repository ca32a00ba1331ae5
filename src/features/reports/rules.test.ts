import { expect, test } from 'vitest'
import { ageOf, backlogBefore, dayBeside, dayOf, missedDays } from './rules.ts'

const at = (text: string) => new Date(text)
const hoursLong = (day: { from: Date; to: Date }) => (day.to.getTime() - day.from.getTime()) / 3_600_000

test.each([
  ['2026-11-19T22:59:59Z', 'Europe/Oslo', '2026-11-19', 24],
  ['2026-11-19T23:00:00Z', 'Europe/Oslo', '2026-11-20', 24],
  ['2026-03-29T12:00:00Z', 'Europe/Oslo', '2026-03-29', 23],
  ['2026-10-25T12:00:00Z', 'Europe/Oslo', '2026-10-25', 25],
  ['2026-11-19T12:00:00Z', 'Pacific/Kiritimati', '2026-11-20', 24],
])('%s in %s is %s, %i hours long', (instant, zone, day, length) => {
  const found = dayOf(at(instant), zone)
  expect(found.day).toBe(day)
  expect(hoursLong(found)).toBe(length)
  expect(dayBeside(found, 1, zone).from).toEqual(found.to)
})

test.each([
  [0, '0-1'],
  [0.999, '0-1'],
  [1, '1-3'],
  [3, '3-7'],
  [6.999, '3-7'],
  [7, '7-14'],
  [14, '14-30'],
  [30, '30+'],
  [4000, '30+'],
  [-1, '0-1'],
])('%f days old is %s', (days, age) => {
  const now = at('2026-11-19T12:00:00Z')
  expect(ageOf(new Date(now.getTime() - days * 86_400_000), now)).toBe(age)
})

test('missed days are made up for in order, the first run begins yesterday', () => {
  const today = dayOf(at('2026-11-19T12:00:00Z'), 'Europe/Oslo')
  const days = (last: string | null) => missedDays(last, today, 'Europe/Oslo', 400).map(({ day }) => day)
  expect(days(null)).toEqual(['2026-11-18'])
  expect(days('2026-11-18')).toEqual([])
  expect(days('2026-11-15')).toEqual(['2026-11-16', '2026-11-17', '2026-11-18'])
})

test('the evening before is now, less what came in, plus what went out', () => {
  expect(backlogBefore(10, [{ opened: 3, reopened: 1, resolved: 2 }])).toBe(8)
  expect(backlogBefore(10, [])).toBe(10)
})
