import { expect, test } from 'vitest'
import { workday } from './visits.ts'

test.each([
  ['a Thursday', '2026-11-22T23:00:00Z', 3, '2026-11-19T08:00:00.000Z'],
  ['a Saturday', '2026-11-22T23:00:00Z', 1, '2026-11-20T08:00:00.000Z'],
  ['a Sunday', '2026-11-23T01:00:00Z', 1, '2026-11-20T08:00:00.000Z'],
])('%s', (_, now, days, expected) => expect(workday(new Date(now), days, 8).toISOString()).toBe(expected))
