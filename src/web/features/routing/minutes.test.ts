import { expect, test } from 'vitest'
import { minutesOf, minutesText } from './minutes.ts'

test.each([
  ['30', 30],
  ['30 m', 30],
  ['90min', 90],
  ['1 h 30 m', 90],
  ['2h', 120],
  ['1 d 2 h', 1560],
  ['0', 0],
  ['', null],
  ['soon', null],
  ['-5', null],
  ['1.5 h', null],
])('%s is %s minutes', (text, minutes) => {
  expect(minutesOf(text)).toBe(minutes)
})

test('what is said can be typed', () => {
  for (const minutes of [0, 1, 59, 60, 90, 1440, 1501, 43_200]) expect(minutesOf(minutesText(minutes))).toBe(minutes)
  expect(minutesText(2880)).toBe('2 d')
  expect(minutesText(2890, 'open_hours')).toBe('48 h 10 m')
})
