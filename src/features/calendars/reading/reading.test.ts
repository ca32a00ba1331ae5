import { describe, expect, test } from 'vitest'
import { countries, countryDays, placeName } from './country-days.ts'
import { icalDays } from './ical-days.ts'

const years = { from: 2025, to: 2027 }
const of2026 = { from: 2026, to: 2026 }

describe('country lists', () => {
  test('Norway as its almanac has it', () => {
    const closed = countryDays('NO', null, null, of2026).filter(({ usual }) => usual)
    expect(closed.map(({ date, name }) => `${date} ${name}`)).toEqual([
      "2026-01-01 New Year's Day",
      '2026-04-02 Maundy Thursday',
      '2026-04-03 Good Friday',
      '2026-04-05 Easter Sunday',
      '2026-04-06 Easter Monday',
      '2026-05-01 Labour Day',
      '2026-05-14 Ascension Day',
      '2026-05-17 Constitution Day',
      '2026-05-24 Pentecost',
      '2026-05-25 Whit Monday',
      '2026-12-25 Christmas Day',
      '2026-12-26 Boxing Day',
    ])
  })

  test('bank holidays and half days are offered, and closed by nobody unasked', () => {
    const offered = countryDays('NO', null, null, of2026).filter(({ usual }) => !usual)
    expect(offered.map(({ date, name }) => `${date} ${name}`)).toEqual([
      '2026-07-29 Olsok',
      '2026-12-24 Christmas Eve',
      "2026-12-31 New Year's Eve",
    ])
    expect(countryDays('IS', null, null, of2026).find(({ date }) => date === '2026-12-24')?.usual).toBe(false)
  })

  test('holidays of several days, and of a state and region', () => {
    const eid = countryDays('SA', null, null, of2026).filter(({ name }) => name.includes('Eid al-Fitr'))
    expect(eid.map(({ date }) => date)).toEqual(['2026-03-19', '2026-03-20', '2026-03-21', '2026-03-22'])
    const has = (state: string | null, region: string | null) =>
      countryDays('DE', state, region, of2026).some(({ date, usual }) => date === '2026-08-08' && usual)
    expect([has(null, null), has('BY', null), has('BY', 'A')]).toEqual([false, false, true])
    expect(placeName('DE', 'BY', 'A')).toBe('Germany, Bayern, Stadt Augsburg')
    expect([placeName('XX', null, null), placeName('DE', 'ZZ', null), placeName('DE', null, 'A')]).toEqual([
      null,
      null,
      null,
    ])
    expect(countries().find(({ code }) => code === 'NO')).toEqual({ code: 'NO', name: 'Norway', states: [] })
  })
})

const calendar = (...lines: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Test//EN', ...lines, 'END:VCALENDAR'].join('\r\n')
const event = (uid: string, ...lines: string[]) => ['BEGIN:VEVENT', `UID:${uid}`, ...lines, 'END:VEVENT']
const datesOf = (text: string, timeZone = 'Europe/Oslo') => icalDays(text, timeZone, years).days.map(({ date }) => date)

describe('iCalendar', () => {
  test.each<[string, string[], string[]]>([
    ['one day, its end left out', ['DTSTART;VALUE=DATE:20261224'], ['2026-12-24']],
    ['an end on the day itself', ['DTSTART;VALUE=DATE:20261224', 'DTEND;VALUE=DATE:20261224'], ['2026-12-24']],
    [
      'several days; the last is not part of it',
      ['DTSTART;VALUE=DATE:20261224', 'DTEND;VALUE=DATE:20261227'],
      ['2026-12-24', '2026-12-25', '2026-12-26'],
    ],
    ['a duration', ['DTSTART;VALUE=DATE:20261224', 'DURATION:P2D'], ['2026-12-24', '2026-12-25']],
    [
      'every year without end',
      ['DTSTART;VALUE=DATE:19700517', 'RRULE:FREQ=YEARLY'],
      ['2025-05-17', '2026-05-17', '2027-05-17'],
    ],
    [
      'the fourth Thursday of November',
      ['DTSTART;VALUE=DATE:20001123', 'RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH'],
      ['2025-11-27', '2026-11-26', '2027-11-25'],
    ],
    [
      'without what EXDATE takes out, with what RDATE puts in',
      ['DTSTART;VALUE=DATE:20200101', 'RRULE:FREQ=YEARLY', 'EXDATE;VALUE=DATE:20260101', 'RDATE;VALUE=DATE:20260105'],
      ['2025-01-01', '2026-01-05', '2027-01-01'],
    ],
    ['until a day', ['DTSTART;VALUE=DATE:20240601', 'RRULE:FREQ=YEARLY;UNTIL=20260601'], ['2025-06-01', '2026-06-01']],
    ['over New Year', ['DTSTART;VALUE=DATE:20241231', 'DTEND;VALUE=DATE:20250102'], ['2025-01-01']],
    [
      'from midnight to midnight of the place, in a zone of its own',
      ['DTSTART;TZID=Europe/Oslo:20261224T000000', 'DTEND;TZID=Europe/Oslo:20261225T000000'],
      ['2026-12-24'],
    ],
    ['floating from midnight to midnight', ['DTSTART:20261224T000000', 'DTEND:20261225T000000'], ['2026-12-24']],
    ['from midnight to midnight in UTC', ['DTSTART:20261223T230000Z', 'DTEND:20261224T230000Z'], ['2026-12-24']],
    [
      'only the whole days of a longer span',
      ['DTSTART:20261224T120000', 'DTEND:20261227T060000'],
      ['2026-12-25', '2026-12-26'],
    ],
    ['across the night in which clocks change', ['DTSTART:20270328T000000', 'DTEND:20270329T000000'], ['2027-03-28']],
  ])('%s', (_, lines, dates) => {
    expect(datesOf(calendar(...event('1', 'SUMMARY:Closed', ...lines)))).toEqual(dates)
  })

  test('a zone of the file’s own counts, and elsewhere the same event covers no day', () => {
    const zone = [
      'BEGIN:VTIMEZONE',
      'TZID:House time',
      'BEGIN:STANDARD',
      'DTSTART:19700101T000000',
      'TZOFFSETFROM:+0100',
      'TZOFFSETTO:+0100',
      'END:STANDARD',
      'END:VTIMEZONE',
    ]
    const lines = ['DTSTART;TZID=House time:20261224T000000', 'DTEND;TZID=House time:20261225T000000']
    const text = calendar(...zone, ...event('1', 'SUMMARY:Eve', ...lines))
    expect(datesOf(text, 'Europe/Oslo')).toEqual(['2026-12-24'])
    expect(icalDays(text, 'America/New_York', years)).toEqual({
      days: [],
      notes: ['1 event left out: it covers no whole day.'],
    })
  })

  test('cancelled events and cancelled or moved occurrences', () => {
    const yearly = event('1', 'SUMMARY:Outing', 'DTSTART;VALUE=DATE:20250610', 'RRULE:FREQ=YEARLY')
    const cancelled = event('1', 'RECURRENCE-ID;VALUE=DATE:20260610', 'DTSTART;VALUE=DATE:20260610', 'STATUS:CANCELLED')
    const moved = event('1', 'SUMMARY:Outing', 'RECURRENCE-ID;VALUE=DATE:20270610', 'DTSTART;VALUE=DATE:20270617')
    const gone = event('2', 'SUMMARY:Gone', 'DTSTART;VALUE=DATE:20260101', 'STATUS:CANCELLED')
    const { days, notes } = icalDays(calendar(...yearly, ...cancelled, ...moved, ...gone), 'Europe/Oslo', years)
    expect(days.map(({ date, key }) => `${date} ${key}`)).toEqual(['2025-06-10 1', '2027-06-17 1'])
    expect(notes).toEqual(['2 events left out: they are cancelled.'])
  })

  test('what stands for no whole day, or is broken, is told', () => {
    const text = calendar(
      ...event('1', 'SUMMARY:Fair\\, spring', 'DTSTART;VALUE=DATE:20260301'),
      ...event('2', 'SUMMARY:Lunch', 'DTSTART:20260301T120000Z', 'DTEND:20260301T130000Z'),
      ...event('3', 'SUMMARY:No date'),
      ...event('4', 'SUMMARY:Ages', 'DTSTART;VALUE=DATE:20250101', 'DTEND;VALUE=DATE:20270101'),
    )
    const { days, notes } = icalDays(text, 'Europe/Oslo', years)
    expect(days).toEqual([{ date: '2026-03-01', name: 'Fair, spring', key: '1', usual: true }])
    expect(notes).toEqual([
      '1 event left out: its date cannot be read.',
      '1 event left out: it covers no whole day.',
      '1 event left out: it is longer than a year.',
    ])
  })

  test('long lines that were folded, line feeds alone, and a byte order mark', () => {
    const folded = calendar(...event('1', 'SUMMARY:A day with a long', '  name', 'DTSTART;VALUE=DATE:20260301'))
    const [day] = icalDays(`\uFEFF${folded.replaceAll('\r\n', '\n')}\n`, 'Europe/Oslo', years).days
    expect(day).toMatchObject({ date: '2026-03-01', name: 'A day with a long name' })
  })

  test.each([
    ['<!DOCTYPE html><html></html>', /web page/],
    ['{"not":"a calendar"}', /no iCalendar text/],
    ['', /no iCalendar text/],
    [calendar(...event('1', 'DTSTART;VALUE=DATE:20260301')).slice(0, -20), /ends in the middle/],
    [calendar('BEGIN:VEVENT', 'UID:1'), /cannot be read as iCalendar/],
    [calendar(), /without a single event/],
    [calendar(...event('1', 'SUMMARY:x', 'DTSTART:tomorrow')), /None of its events has a date/],
    [
      calendar(...event('1', 'DTSTART;VALUE=DATE:19000101', 'RRULE:FREQ=DAILY', 'DURATION:P300D')),
      /more than 3000|too often/,
    ],
  ])('what is no list of holidays is refused in words: %s', (text, words) => {
    expect(() => icalDays(text, 'Europe/Oslo', { from: 2020, to: 2030 })).toThrow(words)
  })
})
