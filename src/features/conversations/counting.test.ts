import { expect, test } from 'vitest'
import { countsAtRelease, countsFrom, waitsTooLong, wayOut } from './rules/counting.ts'

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 19, 12) + minutes * 60_000)

test.each([
  ['a mail server carries it out', { smtpOut: 'smtp://mx.example', demo: false }, 'server', true],
  ['no outgoing mail is set up', { smtpOut: null, demo: false }, 'none', false],
  ['its customer is invented', { smtpOut: 'smtp://mx.example', demo: true }, 'demo', true],
  ['its customer is invented, without mail', { smtpOut: null, demo: true }, 'demo', true],
] as const)('where %s', (_where, facts, way, counts) => {
  expect(wayOut(facts)).toBe(way)
  expect(countsAtRelease(way)).toBe(counts)
})

test('a quarter of an hour is patience, exactly at its end still', () => {
  expect(waitsTooLong(at(0), at(15))).toBe(false)
  expect(waitsTooLong(at(0), new Date(at(15).getTime() + 1))).toBe(true)
})

test.each([
  ['at once', { uncounted: false, tries: 1 }, 0, null],
  ['at a third try within the patience', { uncounted: false, tries: 3 }, 14, null],
  ['after nothing had counted it', { uncounted: true, tries: 4 }, 90, at(90)],
  ['first tried hours later, since nobody was there to send', { uncounted: false, tries: 1 }, 180, at(180)],
  ['again, though it counted all along', { uncounted: false, tries: 2 }, 600, null],
])('a letter that leaves %s', (_when, letter, minutes, expected) => {
  expect(countsFrom({ ...letter, releasedAt: at(0) }, at(minutes))).toEqual(expected)
})
