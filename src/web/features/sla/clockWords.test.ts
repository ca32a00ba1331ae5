import { expect, test } from 'vitest'
import { behindCountdown } from './clockWords.ts'

const now = new Date('2026-11-22T12:08:00Z')
const clock = {
  metric: 'next_response' as const,
  state: 'running' as const,
  dueAt: '2026-11-20T14:22:00.000Z',
  pinned: false,
  targetSeconds: 3 * 3600,
  elapsedSeconds: 5.6167 * 3600,
}

test.each([
  ['over', clock, 'business', 'by the wall clock, 2 h 37 m of it business time, on the next response clock of 3 h.'],
  ['day and night', clock, 'calendar', 'by the wall clock on the next response clock of 3 h.'],
  [
    'far ahead',
    { ...clock, dueAt: '2026-11-26T14:00:00.000Z', targetSeconds: 120 * 3600, elapsedSeconds: 50 * 3600 },
    'business',
    'on the next response clock of 120 h, 70 h of business time left.',
  ],
  ['met', { ...clock, state: 'met' as const }, 'business', 'on the next response clock of 3 h business time.'],
  ['not told yet', clock, undefined, 'by the wall clock on the next response clock of 3 h.'],
  ['by hand', { ...clock, pinned: true }, 'business', 'on the next response clock, set by hand.'],
] as const)('a countdown says which time it means: %s', (_, facts, time, said) => {
  expect(behindCountdown(facts, time, now)).toBe(said)
})
