import { expect, test } from 'vitest'
import { notificationWords } from './words.ts'

test.each([
  ['clock_warned', 'first_response', null, 0, 'Warning: first response'],
  ['clock_escalated', 'resolution', null, 2, 'Escalation, level 2: resolution'],
  ['clock_warned', 'milestone', 'Parts ordered', 0, 'Warning: Parts ordered'],
] as const)('%s of %s %s', (kind, metric, milestone, level, words) => {
  expect(notificationWords({ kind, clock: { metric, milestone, level }, said: null })).toBe(words)
})

test('what no clock tells is said in its own words', () => {
  expect(notificationWords({ kind: 'standing_check', clock: null, said: 'Without stage' })).toBe('Without stage')
})

test.each([
  ['approval_asked', 'Your word is asked for: Refund over 500 EUR'],
  ['approval_rejected', 'Rejected: Refund over 500 EUR'],
] as const)('%s', (kind, words) => {
  expect(notificationWords({ kind, clock: null, said: 'Refund over 500 EUR' })).toBe(words)
})
