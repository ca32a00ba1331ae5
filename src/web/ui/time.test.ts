import { expect, test } from 'vitest'
import { ago, byWhen, countdown, dayAndTime, duration, exact, minutesUntil, toneAt, when, zoneLabel } from './time.ts'

const zone = 'Europe/Berlin'
const now = new Date('2026-11-19T12:50:00Z')
const at = (text: string) => new Date(text)

test.each([
  ['2026-11-19T15:00:00Z', '2 h 10 m'],
  ['2026-11-19T13:45:00Z', '55 m'],
  ['2026-11-19T12:50:01Z', '1 m'],
  ['2026-11-19T12:50:00Z', '0 m'],
  ['2026-11-19T12:49:59Z', '1 m over'],
  ['2026-11-19T12:12:00Z', '38 m over'],
  ['2026-11-19T09:26:00Z', '3 h 24 m over'],
  ['2026-11-18T12:50:00Z', '24 h over'],
  ['2026-11-12T12:50:00Z', '7 d over'],
  ['2026-11-20T09:10:00Z', 'Fri 10:10'],
  ['2026-11-29T09:10:00Z', '29 Nov'],
  ['2027-01-02T09:10:00Z', '2 Jan 2027'],
])('time left until %s is %s', (due, text) => {
  expect(countdown(at(due), now, zone)).toBe(text)
})

test.each([
  [0, '0 m'],
  [59.4, '59 m'],
  [59.6, '1 h'],
  [120, '2 h'],
  [470, '7 h 50 m'],
  [605, '10 h 05 m'],
])('%d minutes are %s', (minutes, text) => {
  expect(duration(minutes)).toBe(text)
})

test.each([
  ['2026-11-19T10:20:00Z', '11:20', '2 h ago', 'today 11:20'],
  ['2026-11-19T12:49:30Z', '13:49', 'just now', 'today 13:49'],
  ['2026-11-19T12:26:00Z', '13:26', '24 m ago', 'today 13:26'],
  ['2026-11-18T23:30:00Z', '00:30', '13 h ago', 'today 00:30'],
  ['2026-11-18T13:05:00Z', 'yesterday 14:05', 'yesterday', 'yesterday 14:05'],
  ['2026-11-16T13:05:00Z', 'last Mon 14:05', '3 d ago', 'last Mon 14:05'],
  ['2026-05-12T09:00:00Z', '12 May', '12 May', '12 May'],
  ['2023-05-12T09:00:00Z', '12 May 2023', '12 May 2023', '12 May 2023'],
])('%s is told as %s, %s and %s', (instant, short, past, long) => {
  expect([when(at(instant), now, zone), ago(at(instant), now, zone), dayAndTime(at(instant), now, zone)]).toEqual([
    short,
    past,
    long,
  ])
})

test('a day ahead is tomorrow, whatever the hour', () => {
  expect(dayAndTime(at('2026-11-19T23:30:00Z'), now, zone)).toBe('tomorrow 00:30')
})

test.each([
  ['2026-11-19T12:49:59Z', 'ok', 'overdue'],
  ['2026-11-19T12:50:00Z', 'ok', 'risk'],
  ['2026-11-19T13:50:00Z', 'waiting', 'risk'],
  ['2026-11-19T13:50:01Z', 'ok', 'ok'],
  ['2026-11-19T18:00:00Z', 'risk', 'risk'],
] as const)('due at %s, otherwise %s: %s', (due, otherwise, tone) => {
  expect(toneAt(at(due), now, otherwise)).toBe(tone)
})

test('the exact instant names its zone, in winter and in summer', () => {
  expect(exact(now, zone)).toBe('Thu 19 Nov 2026, 13:50 CET')
  expect(exact(at('2026-07-01T12:00:00Z'), zone)).toBe('Wed 1 Jul 2026, 14:00 CEST')
})

test('what ends on this day says so, however early it is', () => {
  const early = at('2026-11-18T23:30:00Z')
  expect(countdown(at('2026-11-19T14:05:00Z'), early, zone)).toBe('today 15:05')
  expect(countdown(at('2026-11-19T23:05:00Z'), early, zone)).toBe('Fri 00:05')
})

test('a day of the week alone lies ahead', () => {
  expect(when(at('2026-11-23T13:05:00Z'), now, zone)).toBe('Mon 14:05')
  expect(when(at('2026-11-20T13:05:00Z'), now, zone)).toBe('Fri 14:05')
})

test.each([
  ['2026-11-19T12:50:00Z', 'Europe/Berlin', 'Europe/Berlin', null],
  ['2026-11-19T12:50:00Z', 'Europe/Oslo', 'Europe/Berlin', null],
  ['2026-11-19T12:50:00Z', 'Europe/Berlin', 'UTC', 'CET'],
  ['2026-07-19T12:50:00Z', 'Europe/Berlin', 'UTC', 'CEST'],
  ['2026-11-19T12:50:00Z', 'Europe/London', 'UTC', null],
  ['2026-07-19T12:50:00Z', 'Europe/London', 'UTC', 'BST'],
  ['2026-11-19T12:50:00Z', undefined, 'UTC', null],
])('at %s the zone %s is named to somebody in %s as %s', (instant, named, own, label) => {
  expect(zoneLabel(at(instant), named, own)).toBe(label)
})

test('a begun minute still counts as left, and as over', () => {
  expect(minutesUntil(at('2026-11-19T12:50:30Z'), now)).toBe(1)
  expect(minutesUntil(at('2026-11-19T12:49:30Z'), now)).toBe(-1)
})

test.each([
  ['2026-11-19T15:00:00Z', 'today 16:00'],
  ['2026-11-20T09:00:00Z', 'tomorrow 10:00'],
  ['2026-11-27T16:00:00Z', 'Fri 27 Nov, 17:00'],
  ['2027-01-04T16:00:00Z', 'Mon 4 Jan 2027, 17:00'],
])('promised for %s is by %s', (instant, said) => {
  expect(byWhen(at(instant), now, zone)).toBe(said)
})
