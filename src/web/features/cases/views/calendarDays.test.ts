import { expect, test } from 'vitest'
import { dateOf, datesOf, sameTimeOn, stretchOf, titleOf, turned } from './calendarDays.ts'

test.each([
  ['2026-11-22', 'month', '2026-10-26', 42],
  ['2027-02-10', 'month', '2027-02-01', 28],
  ['2026-12-31', 'month', '2026-11-30', 35],
  ['2026-11-22', 'week', '2026-11-16', 7],
  ['2026-11-23', 'week', '2026-11-23', 7],
] as const)('%s in its %s begins on Monday %s and takes %i days', (day, span, from, days) => {
  expect(stretchOf(day, span)).toEqual({ from, days })
  expect(datesOf({ from, days }).at(-1)).toBe(
    new Date(Date.parse(from) + (days - 1) * 86_400_000).toISOString().slice(0, 10),
  )
})

test('turning goes by whole months or weeks, over the end of a year', () => {
  expect(turned('2026-12-31', 'month', 1)).toBe('2027-01-01')
  expect(turned('2026-01-31', 'month', -1)).toBe('2025-12-01')
  expect(turned('2026-12-31', 'week', 1)).toBe('2027-01-07')
})

test('a title says the month, or the days of the week', () => {
  expect(titleOf('2026-11-22', 'month')).toBe('November 2026')
  expect(titleOf('2026-11-25', 'week')).toBe('23 – 29 November 2026')
  expect(titleOf('2026-12-31', 'week')).toBe('28 December – 3 January 2027')
})

test('an instant stands on the day of the reader, and keeps its time when it is moved', () => {
  const at = new Date('2026-11-22T23:30:00.000Z')
  expect([dateOf(at, 'UTC'), dateOf(at, 'Europe/Oslo')]).toEqual(['2026-11-22', '2026-11-23'])
  const moved = sameTimeOn('2026-12-01', at)
  expect([moved.getMonth(), moved.getDate(), moved.getHours(), moved.getMinutes()]).toEqual([
    11,
    1,
    at.getHours(),
    at.getMinutes(),
  ])
})
