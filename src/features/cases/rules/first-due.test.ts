import { expect, test } from 'vitest'
import { type Dated, firstDueOf, riskOf } from './first-due.ts'

const now = new Date('2026-11-20T12:00:00.000Z')
const at = (hours: number) => new Date(now.getTime() + hours * 3_600_000).toISOString()
const nothing: Dated = { status: 'open', clock: null, step: null, task: null }
const clock = (hours: number, riskHours: number | null = null) => ({
  clock: { dueAt: at(hours), atRiskAt: riskHours === null ? null : at(riskHours) },
})
const step = (hours: number) => ({ step: { dueAt: at(hours), text: 'Call' } })
const task = (hours: number, promise = false) => ({ task: { dueAt: at(hours), title: 'Send it', promise } })

test.each<[string, Partial<Dated>, string | null, string]>([
  ['nothing has a date', {}, null, 'waiting'],
  ['a clock runs', clock(5, 2), 'clock', 'on_track'],
  ['a clock runs short', clock(5, -1), 'clock', 'at_risk'],
  ['a clock ends at this instant', clock(0, -1), 'clock', 'at_risk'],
  ['a clock has ended', clock(-1, -2), 'clock', 'overdue'],
  ['a step comes before the clock', { ...clock(5, 2), ...step(1) }, 'step', 'on_track'],
  ['a step is late, the clock is not', { ...clock(5, 2), ...step(-1) }, 'step', 'overdue'],
  ['a step comes while the clock runs short', { ...clock(5, -1), ...step(1) }, 'step', 'at_risk'],
  ['a step was dated by the clock', { ...clock(5, 2), ...step(5) }, 'clock', 'on_track'],
  ['a follow-up lies ahead', step(20), 'step', 'waiting'],
  ['a follow-up has passed', step(-20), 'step', 'overdue'],
  ['a task is due first', { ...clock(5, 2), ...step(3), ...task(1) }, 'task', 'on_track'],
  ['a promise is broken', { ...clock(5, 2), ...step(-1), ...task(-2, true) }, 'promise', 'overdue'],
  ['it is resolved', { status: 'resolved', ...clock(-1), ...step(-1) }, null, 'waiting'],
])('%s', (_, facts, what, risk) => {
  const dated = { ...nothing, ...facts }
  expect([firstDueOf(dated)?.what ?? null, riskOf(dated, now)]).toEqual([what, risk])
})
