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

test('a milestone is promised by its name, and nothing of the inside is said', () => {
  const summary = summaryOf(told({ metric: 'milestone', milestone: { key: 'refund', name: 'Refund paid' } }), 'UTC')
  expect(summary).toContain('We promised “Refund paid” within 8 h')
  expect(summary).not.toMatch(/gold|high|priority|policy/i)
})
