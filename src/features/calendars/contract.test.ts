import { expect, test } from 'vitest'
import { DueQuestion } from './contract.ts'

test.each([
  [{ timezone: 'Mars/Olympus' }, 'timezone'],
  [{ timezone: '+02:00' }, 'timezone'],
  [{ timezone: "UTC'; drop table" }, 'timezone'],
  [{ weekly: { mon: [['9:00', '17:00']] } }, 'weekly.mon.0.0'],
  [{ weekly: { mon: [['24:00', '17:00']] } }, 'weekly.mon.0.0'],
  [{ weekly: { mon: [['09:00', '24:01']] } }, 'weekly.mon.0.1'],
  [{ weekly: { monday: [] } }, 'weekly'],
  [{ holidays: ['2025-02-29'] }, 'holidays.0'],
  [{ overrides: { '2025-13-01': [] } }, 'overrides.2025-13-01'],
  [{ start: '2025-01-01' }, 'start'],
  [{ start: '2250-01-01T00:00:00Z' }, 'start'],
  [{ targetSeconds: -1 }, 'targetSeconds'],
  [{ targetSeconds: 1e12 }, 'targetSeconds'],
  [{ end: '2025-01-01T00:00:00Z' }, 'targetSeconds'],
  [{ targetSeconds: undefined }, 'targetSeconds'],
  [{ pauses: [['2025-01-02T00:00:00Z', '2025-01-01T00:00:00Z']] }, 'pauses.0'],
  [{ mood: 'good' }, ''],
])('refuses %j', (change, path) => {
  const good = { timezone: 'Europe/Berlin', weekly: {}, start: '2025-01-01T00:00:00Z', targetSeconds: 60 }
  expect(DueQuestion.safeParse(good).success).toBe(true)
  const paths = DueQuestion.safeParse({ ...good, ...change }).error?.issues.map((issue) => issue.path.join('.'))
  expect(paths).toEqual([path])
})
