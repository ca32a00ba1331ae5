import { expect, test } from 'vitest'
import {
  atTime,
  dateText,
  endOfDay,
  endOfWeek,
  lastDayBefore,
  monthPage,
  monthsAway,
  nextWorkingDay,
  placeOn,
  spanOn,
  startOfDay,
  timeText,
} from './days.ts'

const now = new Date(2026, 10, 19, 13, 30)

test('a day begins at its midnight, and a leave ends at the one after its last day', () => {
  expect(startOfDay('2026-11-24')).toEqual(new Date(2026, 10, 24))
  expect(endOfDay('2026-11-30')).toEqual(new Date(2026, 11, 1))
  expect(dateText(lastDayBefore(endOfDay('2026-11-30')!))).toBe('2026-11-30')
  for (const wrong of ['', 'soon', '2026-11']) expect(startOfDay(wrong)).toBeNull()
})

test('a page is a month, the present one where none is named', () => {
  const page = monthPage(null, now)
  expect(page).toMatchObject({ key: '2026-11', from: new Date(2026, 10, 1), until: new Date(2026, 11, 1) })
  expect(page.days).toHaveLength(30)
  expect(page.days.filter(({ isWeekend }) => isWeekend)).toHaveLength(9)
  expect(monthPage('nonsense', now).key).toBe('2026-11')
  expect(monthPage('2024-02', now).days).toHaveLength(29)
  expect([monthsAway(page, 2), monthsAway(page, -11)]).toEqual(['2027-01', '2025-12'])
})

test('a span stands on the page as far as it reaches onto it', () => {
  const page = monthPage('2026-11', now)
  expect(spanOn(page, new Date(2026, 9, 1), new Date(2026, 11, 9))).toEqual({ left: 0, width: 1 })
  expect(spanOn(page, new Date(2026, 10, 16), new Date(2026, 10, 22)).left).toBeCloseTo(0.5)
  expect(spanOn(page, new Date(2026, 10, 16), new Date(2026, 10, 22)).width).toBeCloseTo(0.2)
  expect(placeOn(page, now)).toBeCloseTo(18.5625 / 30)
  expect(placeOn(page, new Date(2026, 11, 3))).toBeNull()
})

test.each([
  ['a Thursday', new Date(2026, 10, 19, 16), '2026-11-20', '2026-11-20'],
  ['a Friday', new Date(2026, 10, 20, 9), '2026-11-23', '2026-11-27'],
  ['a Sunday', new Date(2026, 10, 22, 23), '2026-11-23', '2026-11-27'],
])('planned on %s, a leave begins on the next working day and ends with its week', (_, now, first, last) => {
  expect(dateText(nextWorkingDay(now))).toBe(first)
  expect(dateText(endOfWeek(nextWorkingDay(now)))).toBe(last)
})

test('half a day begins and ends at a time, a whole one at midnight', () => {
  expect(atTime('2026-11-23', '13:00', startOfDay)).toEqual(new Date(2026, 10, 23, 13))
  expect(atTime('2026-11-23', '', endOfDay)).toEqual(new Date(2026, 10, 24))
  expect(atTime('', '13:00', startOfDay)).toBeNull()
  expect([timeText(new Date(2026, 10, 23, 13)), timeText(new Date(2026, 10, 24))]).toEqual(['13:00', ''])
})
