import { expect, test } from 'vitest'
import { barsOf, hoursOf, openingHoursOf, openMinutes, valuesOf } from './hours.ts'

test.each([
  ['8–17', [['08:00', '17:00']]],
  [
    '08:00-12:00, 13:00 - 17:30',
    [
      ['08:00', '12:00'],
      ['13:00', '17:30'],
    ],
  ],
  ['22 to 6', [['22:00', '06:00']]],
  ['0–24', [['00:00', '24:00']]],
  ['', []],
  ['Closed', []],
  ['8–25', null],
  ['24–8', null],
  ['8:60–9', null],
  ['morning', null],
])('“%s” is read as hours', (text, hours) => {
  expect(hoursOf(text)).toEqual(hours)
})

test('a shift past midnight counts whole, an empty one not at all', () => {
  expect(openMinutes([['22:00', '06:00']])).toBe(480)
  expect(openMinutes([['08:00', '08:00']])).toBe(0)
  expect(barsOf([['22:00', '06:00']])).toEqual([{ from: 1320, to: 1800 }])
})

test('a calendar goes through the form unchanged', () => {
  const calendar = {
    name: 'Hamburg office',
    timeZone: 'Europe/Berlin',
    weekly: {
      mon: [['08:00', '17:00']],
      fri: [
        ['08:00', '12:00'],
        ['13:00', '15:00'],
      ],
    } as never,
    holidays: ['2026-12-25'],
    names: { '2026-12-25': 'Christmas Day' },
    overrides: { '2026-12-24': [['08:00', '12:00']] } as never,
  }
  const { name: _, ...hours } = calendar
  expect(openingHoursOf(valuesOf(calendar))).toEqual(hours)
})

test('hours that cannot be read make no calendar', () => {
  const values = valuesOf(null)
  expect(openingHoursOf({ ...values, days: { '2026-12-24': { hours: 'morning', name: '' } } })).toBeNull()
})
