import { expect, test } from 'vitest'
import { type Bar, barBetween, barsIn, drawn, type Grip, textOf } from './bars.ts'

const told = (bar: Bar) => textOf([bar])
const bar = (text: string) => barsIn(text)[0]!

test.each<[string, Grip, number, string]>([
  ['08:00–17:00', 'move', 62, '09:00–18:00'],
  ['08:00–17:00', 'to', -60, '08:00–16:00'],
  ['08:00–17:00', 'from', 30, '08:30–17:00'],
  ['08:00–17:00', 'from', 900, '16:45–17:00'],
  ['08:00–17:00', 'to', -900, '08:00–08:15'],
  ['08:00–17:00', 'from', -900, '00:00–17:00'],
  ['08:00–17:00', 'to', 420, '08:00–24:00'],
  ['08:00–17:00', 'to', 780, '08:00–06:00'],
  ['08:00–17:00', 'to', 2000, '08:00–07:45'],
  ['22:00–06:00', 'move', -120, '20:00–04:00'],
  ['22:00–06:00', 'move', 600, '23:45–07:45'],
  ['22:00–06:00', 'to', -420, '22:00–23:00'],
  ['00:00–24:00', 'move', 60, '01:00–00:45'],
  ['00:00–24:00', 'from', 60, '01:00–24:00'],
])('%s drawn by its %s for %i min is %s', (text, grip, by, after) => {
  expect(told(drawn(bar(text), grip, by))).toBe(after)
})

test.each([
  [540, 1020, '09:00–17:00'],
  [1020, 540, '09:00–17:00'],
  [545, 548, '09:00–10:00'],
  [1439, 1440, '23:00–24:00'],
  [1320, 1800, '22:00–06:00'],
  [-50, 100, '00:00–01:45'],
])('a bar between %i and %i is %s', (a, b, text) => {
  expect(told(barBetween(a, b))).toBe(text)
})

test('bars that touch or overlap become one, also across midnight', () => {
  expect(textOf(barsIn('08:00–12:00, 12:00–17:00'))).toBe('08:00–17:00')
  expect(textOf(barsIn('13:00–17:00, 08:00–12:00'))).toBe('08:00–12:00, 13:00–17:00')
  expect(textOf(barsIn('20:00–02:00, 22:00–06:00'))).toBe('20:00–06:00')
})
