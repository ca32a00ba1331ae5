import type { ClockChange } from '../../src/features/sla/rules/clock.ts'
import { type CaseTime, type ClockEvent, reason } from '../../src/features/sla/rules/history.ts'
import type { Terms } from '../../src/features/sla/rules/terms.ts'
import { step } from '../../src/features/sla/rules.ts'

export const hour = 3600
const monday = Date.parse('2026-11-23T08:00:00Z')
/** Hours after Monday 09:00 in Berlin, wall time of the same week. */
export const h = (hours: number) => monday + hours * 3_600_000
const office: [string, string][] = [['09:00', '17:00']]
const berlin = {
  timeZone: 'Europe/Berlin',
  weekly: { mon: office, tue: office, wed: office, thu: office, fri: office },
  holidays: [],
  overrides: {},
}
const lateShift = { ...berlin, weekly: { mon: [['13:00', '21:00']] as [string, string][] } }
export const calendars = ({ id }: { id: string }) => (id === 'late' ? lateShift : berlin)

export function terms(
  seconds: Partial<Record<string, number>>,
  more: Partial<Terms> = {},
  calendarId = 'berlin',
): Terms {
  const targets = Object.entries(seconds).map(([metric, value]) => [
    metric,
    {
      seconds: value,
      time: 'business',
      calendar: { id: calendarId, version: 1, because: 'organisation' },
      pausesIn: ['pending'],
    },
  ])
  return { policyId: 'p', policyVersion: 1, priority: 'medium', targets: Object.fromEntries(targets), ...more }
}

export function run(events: ClockEvent[]): { time: CaseTime; changes: ClockChange[] } {
  let time: CaseTime | null = null
  const changes: ClockChange[] = []
  for (const event of events) {
    const stepped = step(time, event, calendars)
    time = stepped.time
    changes.push(...stepped.changes)
  }
  return { time: time!, changes }
}

export const clocks = (events: ClockEvent[]) =>
  run(events).time.clocks.map(({ metric, cycle, state, dueAt, breachedAt, metAt }) => [
    `${metric} ${cycle} ${state}`,
    inHours(dueAt),
    inHours(breachedAt),
    inHours(metAt),
  ])
const inHours = (instant: number | null) => (instant === null ? null : (instant - monday) / 3_600_000)

export const first = terms({ first_response: 4 * hour })
export const both = terms({ first_response: 4 * hour, next_response: 2 * hour })
export const whole = terms({ customer_wait: 4 * hour, agent_work: 4 * hour, resolution: 4 * hour })
export const opened = (agreed: Terms | null, more = {}): ClockEvent => ({
  kind: 'opened',
  at: h(0),
  status: 'new',
  terms: agreed,
  ...more,
})
export const says = (messageId: string, hours: number, received?: number): ClockEvent => ({
  kind: 'customer_message',
  messageId,
  at: h(hours),
  ...(received === undefined ? {} : { receivedAt: h(received) }),
})
export const answers = (messageId: string, hours: number, writtenHours?: number): ClockEvent => ({
  kind: 'public_reply',
  messageId,
  at: h(hours),
  ...(writtenHours !== undefined && { writtenAt: h(writtenHours) }),
})
export const letter = (is: 'told' | 'untold', hours: number, written: number): ClockEvent => ({
  kind: `resolution_${is}`,
  writtenAt: h(written),
  at: h(hours),
})
export const becomes = (status: 'open' | 'pending' | 'on_hold' | 'resolved' | 'closed', hours: number): ClockEvent => ({
  kind: 'status_changed',
  status,
  at: h(hours),
})
export const later = (hours: number): ClockEvent => ({ kind: 'time_passed', at: h(hours) })
export const agree = (agreed: Terms | null, hours: number): ClockEvent => ({
  kind: 'terms_changed',
  terms: agreed,
  because: reason('priority_changed', { from: 'medium', to: 'high' }),
  at: h(hours),
})
