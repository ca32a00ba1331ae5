import { describe, expect, test } from 'vitest'
import type { OpeningHours } from './contract.ts'
import { dayOf } from './rules/zone-offsets.ts'
import { dueAt, holidaysBetween, instantText, type Pause, previewDays, workedSeconds } from './rules.ts'

const berlin: OpeningHours = office('Europe/Berlin')
const night: OpeningHours = { ...closed('Europe/Berlin'), weekly: { mon: [['22:00', '06:00']] } }
const at = (text: string) => Date.parse(text)

describe('due', () => {
  test.each<[string, OpeningHours, string, number, string]>([
    ['at closing, not at the next opening', berlin, '2026-11-20T15:00:00Z', 3600, '2026-11-20T16:00:00Z'],
    ['zero target in closed time is due at once', berlin, '2026-11-21T12:00:00Z', 0, '2026-11-21T12:00:00Z'],
    ['milliseconds count', berlin, '2026-11-20T15:59:59.900Z', 0.2, '2026-11-23T08:00:00.100Z'],
    ['an evening shift keeps its weekday', night, '2026-11-24T04:30:00Z', 1800, '2026-11-24T05:00:00Z'],
    [
      'a holiday cuts the shift of the evening before at midnight',
      { ...night, holidays: ['2026-11-24'] },
      '2026-11-23T22:30:00Z',
      3600,
      '2026-11-30T21:30:00Z',
    ],
    [
      'a shift that begins on a holiday opens after its midnight',
      { ...night, holidays: ['2026-11-23'] },
      '2026-11-23T12:00:00Z',
      3600,
      '2026-11-24T00:00:00Z',
    ],
    [
      'a holiday beats an override of the same date',
      { ...berlin, holidays: ['2026-11-23'], overrides: { '2026-11-23': [['09:00', '12:00']] } },
      '2026-11-23T00:00:00Z',
      3600,
      '2026-11-24T09:00:00Z',
    ],
    [
      'a date the zone skipped has no hours',
      { ...closed('Pacific/Apia'), weekly: { fri: [['09:00', '17:00']] } },
      '2011-12-29T00:00:00Z',
      3600,
      '2012-01-05T20:00:00Z',
    ],
    [
      'hours on one far date only',
      { ...closed('Europe/Berlin'), overrides: { '2190-06-01': [['09:00', '10:00']] } },
      '2026-01-01T00:00:00Z',
      3600,
      '2190-06-01T08:00:00Z',
    ],
    [
      'holidays for years on end',
      { ...berlin, holidays: dates('2026-01-01', 5000) },
      '2026-01-01T00:00:00Z',
      60,
      '2039-09-12T07:01:00Z',
    ],
    ['across the years', berlin, '2026-12-31T15:30:00Z', 3600, '2027-01-01T08:30:00Z'],
  ])('%s', (_name, hours, start, target, due) => {
    expect(dueAt(hours, at(start), target)).toEqual({ due: at(due) })
  })

  test.each<[string, OpeningHours, number, Pause[], string]>([
    ['never opening', closed('Europe/Berlin'), 1, [], 'never_open'],
    [
      'equal ends are closed',
      { ...closed('Europe/Berlin'), weekly: { mon: [['09:00', '09:00']] } },
      1,
      [],
      'never_open',
    ],
    [
      'dated hours that are over',
      { ...closed('Europe/Berlin'), overrides: { '2020-01-01': [['09:00', '10:00']] } },
      1,
      [],
      'never_open',
    ],
    [
      'dated hours that do not suffice',
      { ...closed('Europe/Berlin'), overrides: { '2030-01-01': [['09:00', '10:00']] } },
      3601,
      [],
      'never_open',
    ],
    ['still paused', berlin, 3600, [[at('2026-01-01T00:00:00Z'), null]], 'paused'],
    [
      'beyond the horizon',
      { ...closed('Etc/UTC'), weekly: { sun: [['03:00', '03:01']] } },
      3600 * 1000,
      [],
      'beyond_horizon',
    ],
  ])('no due: %s', (_name, hours, target, pauses, reason) => {
    expect(dueAt(hours, at('2026-01-01T00:00:00Z'), target, pauses)).toEqual({ due: null, reason })
  })

  test('a pause after the due instant changes nothing', () => {
    expect(dueAt(berlin, at('2026-11-20T09:00:00Z'), 3600, [[at('2026-11-20T10:00:00Z'), null]])).toEqual({
      due: at('2026-11-20T10:00:00Z'),
    })
  })
})

test('looking back before the years laid out so far gives the same open time', () => {
  const hours = office('Europe/Berlin')
  expect(workedSeconds(hours, at('2026-11-20T09:00:00Z'), at('2026-11-20T10:00:00Z'))).toBe(3600)
  expect(workedSeconds(hours, at('2020-12-31T00:00:00Z'), at('2021-01-02T00:00:00Z'))).toBe(2 * 8 * 3600)
  expect(workedSeconds(hours, at('2026-11-20T09:00:00Z'), at('2026-11-20T10:00:00Z'))).toBe(3600)
})

test('names the holidays that cost open time, and no others', () => {
  const holidays = ['2026-12-25', '2026-12-26', '2027-01-01']
  const hours = { ...berlin, holidays, names: { '2026-12-25': 'Christmas Day' } }
  expect(holidaysBetween(hours, at('2026-12-24T12:00:00Z'), at('2026-12-30T12:00:00Z'))).toEqual([
    { date: '2026-12-25', name: 'Christmas Day' },
  ])
  const nameless = { ...berlin, holidays }
  expect(holidaysBetween(nameless, at('2026-12-24T12:00:00Z'), at('2026-12-30T12:00:00Z'))).toEqual([
    { date: '2026-12-25', name: null },
  ])
})

test('previews dates with the reason when closed', () => {
  const names = { '2026-12-25': 'Christmas Day' }
  const days = previewDays({ ...berlin, holidays: ['2026-12-25'], names }, '2026-12-24', 3)
  expect(days).toEqual([
    {
      date: '2026-12-24',
      name: null,
      closedBecause: null,
      open: [{ from: '2026-12-24T08:00:00Z', to: '2026-12-24T16:00:00Z' }],
    },
    { date: '2026-12-25', name: 'Christmas Day', closedBecause: 'holiday', open: [] },
    { date: '2026-12-26', name: null, closedBecause: 'no_hours', open: [] },
  ])
})

test('the local date of an instant', () => {
  expect(dayOf('Pacific/Kiritimati', at('2026-01-01T12:00:00Z'))).toBe(at('2026-01-02T00:00:00Z') / 86_400_000)
  expect(dayOf('Pacific/Niue', at('2026-01-01T05:00:00Z'))).toBe(at('2025-12-31T00:00:00Z') / 86_400_000)
})

function office(timeZone: string): OpeningHours {
  const day: [string, string][] = [['09:00', '17:00']]
  return { ...closed(timeZone), weekly: { mon: day, tue: day, wed: day, thu: day, fri: day } }
}

function closed(timeZone: string): OpeningHours {
  return { timeZone, weekly: {}, holidays: [], overrides: {} }
}

function dates(from: string, count: number): string[] {
  const first = at(`${from}T00:00:00Z`)
  return Array.from({ length: count }, (_, i) => instantText(first + i * 86_400_000).slice(0, 10))
}
