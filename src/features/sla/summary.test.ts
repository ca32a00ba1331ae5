import { expect, test } from 'vitest'
import { summaryOf } from './rules/summary.ts'

type Told = Parameters<typeof summaryOf>[0]
const at = (text: string) => new Date(`2026-11-${text}:00Z`).toISOString()

const told = (more: Partial<Told>): Told => ({
  metric: 'resolution',
  milestone: null,
  cycle: 1,
  state: 'running',
  risk: 'on_track',
  policy: { id: 'p', name: 'Gold', version: 2 },
  priority: 'high',
  time: 'business',
  calendar: null,
  start: { at: at('19T08:00'), because: { code: 'case_opened', params: {} } },
  pauses: [],
  holidaysSkipped: [],
  targetSeconds: 28_800,
  elapsedSeconds: 3600,
  leftSeconds: 25_200,
  dueAt: at('20T08:00'),
  noDueBecause: null,
  pinned: false,
  pin: null,
  breachedAt: null,
  metAt: null,
  fulfilled: null,
  log: [],
  ...more,
})
const end = ' Times are those of Europe/Oslo.'

test.each<[string, Partial<Told>, string]>([
  ['runs', {}, '1 h are used, 7 h are left: it is due on Friday 20 November, 09:00.'],
  [
    'waits',
    {
      state: 'paused',
      dueAt: null,
      pauses: [
        { from: at('19T10:00'), to: null, because: { code: 'status', params: { status: 'on_hold' } }, seconds: 600 },
      ],
    },
    'The time stands still since Thursday 19 November, 11:00, while we wait for a third party. 1 h are used; 7 h are left once it goes on.',
  ],
  ['was kept', { state: 'met', metAt: at('19T12:00') }, 'It was kept on Thursday 19 November, 13:00, in time.'],
  [
    'was kept by resolving, while nothing leaves the house',
    {
      state: 'met',
      metAt: at('19T12:00'),
      fulfilled: { because: { code: 'resolved', params: {} }, letter: { delivery: 'kept', error: null } },
    },
    'It was kept on Thursday 19 November, 13:00 by resolving, in time. Our letter about it has not left yet.',
  ],
  [
    'was kept late',
    { state: 'met', metAt: at('20T12:00'), breachedAt: at('20T08:00') },
    'It was kept on Friday 20 November, 13:00, late: it was due on Friday 20 November, 09:00.',
  ],
  ['is broken', { breachedAt: at('20T08:00') }, 'It was due on Friday 20 November, 09:00 and is late. We are sorry.'],
  [
    'has a date of its own',
    { pinned: true },
    'We agreed on another date by hand: Friday 20 November, 09:00. 1 h are used, 7 h are left: it is due on Friday 20 November, 09:00.',
  ],
  ['went', { state: 'cancelled' }, 'This promise no longer applies.'],
  ['never opens', { dueAt: null }, 'No date can be told yet.'],
])('a promise that %s is told to the customer', (_, more, words) => {
  const begins = 'We promised a solution within 8 h of working time, counted from Thursday 19 November, 09:00. '
  expect(summaryOf(told(more), 'Europe/Oslo')).toBe(`${begins}${words}${end}`)
})

const moved = (
  on: string,
  from: string,
  to: string,
  code: 'priority_changed' | 'policy_changed' | 'pinned' = 'policy_changed',
): Told['log'][number] => ({
  ...{ kind: 'clock.retargeted', at: at(on), noticedAt: at(on), dueBefore: at(from), dueAfter: at(to) },
  reason: { code, params: {} },
})

test('a promise that was changed tells what it was first, and is late from the change on, not before', () => {
  const log = [moved('20T10:00', '23T09:00', '20T08:00')]
  const summary = summaryOf(told({ log, breachedAt: at('20T10:00') }), 'Europe/Oslo')
  expect(summary).toBe(
    'We promised a solution, first until Monday 23 November, 10:00. What we promise was changed on Friday 20 November, 11:00. ' +
      'Since then it is within 8 h of working time, counted from Thursday 19 November, 09:00. ' +
      `By that it was due on Friday 20 November, 09:00, so it is late since the change. We are sorry.${end}`,
  )
})

test('a date by hand is no change of the promise, and takes no breach back', () => {
  const log = [moved('20T10:00', '20T08:00', '24T08:00', 'pinned')]
  const summary = summaryOf(told({ log, pinned: true, dueAt: at('24T08:00'), breachedAt: at('20T08:00') }), 'UTC')
  expect(summary).toContain('We promised a solution within 8 h')
  expect(summary).toContain(
    'It is late since Friday 20 November, 08:00; it is to be done by Tuesday 24 November, 08:00.',
  )
  expect(summary.endsWith('Times are in UTC.')).toBe(true)
})

test('a promise that counts day and night says just how long', () => {
  expect(summaryOf(told({ time: 'calendar' }), 'UTC')).toContain('within 8 h, counted')
})

test('a milestone is promised by its name, and nothing of the inside is said', () => {
  const summary = summaryOf(told({ metric: 'milestone', milestone: { key: 'refund', name: 'Refund paid' } }), 'UTC')
  expect(summary).toContain('We promised “Refund paid” within 8 h')
  expect(summary).not.toMatch(/gold|high|priority|policy/i)
})
