import { expect, test } from 'vitest'
import type { OpeningHours } from '../../calendars/contract.ts'
import { sentenceOf } from './promise-words.ts'
import { promisesIn } from './promises.ts'

const [opens, closes] = ['08:00', '16:30'] as const
const week = { mon: [[opens, closes]], tue: [[opens, closes]], wed: [[opens, closes]], thu: [[opens, closes]] }
const weekly = { ...week, fri: [[opens, closes]] } as OpeningHours['weekly']
const hours: OpeningHours = { timeZone: 'Europe/Oslo', weekly, holidays: [], overrides: {} }
/** A Sunday noon in Oslo. */
const now = new Date('2026-11-22T11:00:00Z')
const found = (text: string, open: OpeningHours | null = hours) =>
  promisesIn(text, { now, timeZone: 'Europe/Oslo', hours: open }).map(({ kind, dueAt }) => `${kind} ${dueAt}`)

test.each([
  ['I will call you on Tuesday.', 'call 2026-11-24T15:30:00.000Z'],
  ["We'll send the new seal by Friday 14:00.", 'other 2026-11-27T13:00:00.000Z'],
  ['I’ll get back to you tomorrow.', 'write 2026-11-23T15:30:00.000Z'],
  ['You will hear from us within two days.', 'write 2026-11-24T15:30:00.000Z'],
  ['Ich rufe Sie am Dienstag an.', 'call 2026-11-24T15:30:00.000Z'],
  ['Wir melden uns bis morgen 15 Uhr.', 'write 2026-11-23T14:00:00.000Z'],
  ['Morgen schicken wir Ihnen das Ersatzteil.', 'other 2026-11-23T15:30:00.000Z'],
  ['Je vous rappelle mardi.', 'call 2026-11-24T15:30:00.000Z'],
  ['Nous vous enverrons la pièce demain à 15h.', 'other 2026-11-23T14:00:00.000Z'],
  ['We will let you know next week.', 'write 2026-11-27T15:30:00.000Z'],
  ['We will send it by the end of next week.', 'other 2026-11-27T15:30:00.000Z'],
  ['I will call you next week on Tuesday.', 'call 2026-11-24T15:30:00.000Z'],
  ['Wir melden uns nächste Woche.', 'write 2026-11-27T15:30:00.000Z'],
  ['Nous vous recontacterons la semaine prochaine.', 'write 2026-11-27T15:30:00.000Z'],
  ['Le llamaremos el martes.', 'call 2026-11-24T15:30:00.000Z'],
])('%s', (text, promise) => {
  expect(found(text)).toEqual([promise])
})

test.each([
  'Could I call you on Tuesday?',
  'I will not be able to call on Tuesday.',
  'Please call us on Tuesday.',
  'The pump stopped on Tuesday.',
  'I will look into it.',
  '> I will call you on Tuesday.',
  'Wir können das am Dienstag nicht liefern.',
])('nothing is promised by “%s”', (text) => {
  expect(found(text)).toEqual([])
})

test('a day on which the team is closed ends at five in the afternoon', () => {
  expect(found('I will call you on Saturday.')).toEqual(['call 2026-11-28T16:00:00.000Z'])
  expect(found('I will call you on Tuesday.', null)).toEqual(['call 2026-11-24T16:00:00.000Z'])
})

test('“today” said after the team has closed is a promise too, by midnight', () => {
  const said = (time: string, open: OpeningHours | null) =>
    promisesIn('You will have it today.', { now: new Date(time), timeZone: 'Europe/Oslo', hours: open })[0]?.dueAt
  expect(said('2026-11-23T00:20:00Z', hours)).toBe('2026-11-23T15:30:00.000Z')
  expect(said('2026-11-23T15:30:00Z', hours)).toBe('2026-11-23T22:59:00.000Z')
  expect(said('2026-11-22T18:00:00Z', hours)).toBe('2026-11-22T22:59:00.000Z')
  expect(said('2026-11-23T21:00:00Z', null)).toBe('2026-11-23T22:59:00.000Z')
})

test('next week ends on its last working day, also where Friday is a holiday, and on a weekday is the week after', () => {
  const off = { ...hours, holidays: ['2026-11-27'] }
  expect(found('I will call you next week.', off)).toEqual(['call 2026-11-26T15:30:00.000Z'])
  expect(found('I will call you next week.', null)).toEqual(['call 2026-11-27T16:00:00.000Z'])
  const wednesday = { now: new Date('2026-11-25T11:00:00Z'), timeZone: 'Europe/Oslo', hours }
  expect(promisesIn('I will call you next week.', wednesday)[0]?.dueAt).toBe('2026-12-04T15:30:00.000Z')
  expect(promisesIn('I will call you this week.', wednesday)[0]?.dueAt).toBe('2026-11-27T15:30:00.000Z')
  for (const words of ['next week on Tuesday', 'on Tuesday next week', 'next week, Tuesday']) {
    const both = promisesIn(`I will call you ${words} and write by Friday.`, wednesday)
    expect(both.map(({ kind, dueAt }) => `${kind} ${dueAt.slice(0, 10)}`)).toEqual([
      'call 2026-12-01',
      'write 2026-11-27',
    ])
  }
  const german = promisesIn('Ich rufe Sie Dienstag nächster Woche an.', wednesday)
  expect(german.map(({ dueAt }) => dueAt.slice(0, 10))).toEqual(['2026-12-01'])
})

test('the wall clock of the day itself counts, also behind a change of the clocks', () => {
  const autumn = { now: new Date('2026-10-23T10:00:00Z'), timeZone: 'Europe/Oslo', hours: null }
  expect(promisesIn('I will call you on Monday at 9:00.', autumn)[0]?.dueAt).toBe('2026-10-26T08:00:00.000Z')
})

test('one sentence may promise twice, each by its own date', () => {
  const text = 'I will call you tomorrow at 10:00 and send the corrected invoice by Friday.'
  expect(promisesIn(text, { now, timeZone: 'Europe/Oslo', hours })).toEqual([
    { kind: 'call', said: 'I will call you tomorrow at 10:00', dueAt: '2026-11-23T09:00:00.000Z' },
    { kind: 'other', said: 'send the corrected invoice by Friday.', dueAt: '2026-11-27T15:30:00.000Z' },
  ])
})

test('a long letter is read sentence by sentence, and no more than five are offered', () => {
  const letter =
    'Dear Ingrid,\nthank you. I will call you on Tuesday. You will receive the seal by Friday.\nBest regards'
  expect(found(letter)).toEqual(['call 2026-11-24T15:30:00.000Z', 'other 2026-11-27T15:30:00.000Z'])
  expect(found('I will call you on Tuesday. '.repeat(40))).toHaveLength(5)
})

test('hostile text costs little', () => {
  const began = process.threadCpuUsage()
  found(`I will ${'a '.repeat(100_000)}`)
  found('ich '.repeat(5000))
  found('je '.repeat(5000))
  const { user, system } = process.threadCpuUsage(began)
  expect((user + system) / 1000).toBeLessThan(10_000)
})

test.each([
  ['send the corrected invoice by Friday.', 'Send the corrected invoice by Friday'],
  ['Éric kommt morgen!', 'Éric kommt morgen'],
  ['  ', ''],
])('%s reads as the name of a task', (said, name) => expect(sentenceOf(said)).toBe(name))
