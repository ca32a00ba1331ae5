import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { OpeningHours } from '../../calendars/contract.ts'
import { isOpenAt } from '../../calendars/rules.ts'
import { dateOfStep, stepLatestAt } from './next-step.ts'

const day: [string, string][] = [['08:00', '18:00']]
const office: OpeningHours = {
  timeZone: 'Europe/Oslo',
  weekly: { mon: day, tue: day, wed: day, thu: day, fri: day },
  holidays: ['2026-12-25'],
  overrides: {},
}
const at = (text: string) => new Date(text)

test.each([
  ['falls into open hours', '2026-11-17T09:00:00Z', 48, '2026-11-19T09:00:00.000Z'],
  ['falls at night: when the morning opens', '2026-11-17T22:30:00Z', 24, '2026-11-19T07:00:00.000Z'],
  ['falls on a Sunday: on Monday', '2026-11-20T15:00:00Z', 48, '2026-11-23T07:00:00.000Z'],
  ['falls on a holiday: after it and the weekend', '2026-12-23T09:00:00Z', 48, '2026-12-28T07:00:00.000Z'],
  ['exactly at opening', '2026-11-18T07:00:00Z', 24, '2026-11-19T07:00:00.000Z'],
  ['exactly at closing: the next morning', '2026-11-18T17:00:00Z', 24, '2026-11-20T07:00:00.000Z'],
])('a step that nobody dated: %s', (_, from, hours, latest) => {
  expect(stepLatestAt(at(from), hours, office).toISOString()).toBe(latest)
})

test('hours that never open, or are not known, leave the date where it falls', () => {
  const never = { ...office, weekly: {} } as OpeningHours
  for (const open of [never, null]) {
    expect(stepLatestAt(at('2026-11-17T22:30:00Z'), 1, open)).toEqual(at('2026-11-17T23:30:00Z'))
  }
})

test('it is never earlier than asked, and never in closed hours', () => {
  const instants = fc.date({ min: at('2026-01-01T00:00:00Z'), max: at('2027-12-31T00:00:00Z'), noInvalidDate: true })
  fc.assert(
    fc.property(instants, fc.integer({ min: 1, max: 400 }), (from, hours) => {
      const latest = stepLatestAt(from, hours, office)
      expect(latest.getTime()).toBeGreaterThanOrEqual(from.getTime() + hours * 3_600_000)
      expect(isOpenAt(office, latest.getTime())).toBe(true)
    }),
  )
})

const [early, late] = [at('2026-11-19T09:00:00Z'), at('2026-11-19T15:00:00Z')]
test.each([
  ['the promise comes first', { whose: 'us', dueAt: late, latestAt: late, firstDueAt: early }, early, 'promise'],
  ['the type asks for it first', { whose: 'us', dueAt: early, latestAt: early, firstDueAt: late }, early, 'type'],
  ['nothing is promised', { whose: 'us', dueAt: late, latestAt: late, firstDueAt: null }, late, 'type'],
  ['the customer’s move', { whose: 'customer', dueAt: late, latestAt: late, firstDueAt: early }, late, 'type'],
  ['a person named the date', { whose: 'us', dueAt: late, latestAt: null, firstDueAt: early }, late, 'person'],
])('a step is due by %s', (_, step, dueAt, datedBy) => {
  expect(dateOfStep(step)).toEqual({ dueAt, datedBy })
})
