import type { Priority } from '../../platform/shapes.ts'
import { usualSteps } from './contract/steps.ts'
import type { SlaPolicy, Target, TargetMetric } from './contract.ts'

const HOUR = 3600
/** A working day of the standard calendar, nine to five. */
const DAY = 8 * HOUR

/** The policy a fresh installation starts with; it applies to every case. */
export const standardPolicy: Omit<SlaPolicy, 'id' | 'version'> = {
  name: 'Standard',
  position: 0,
  conditions: [],
  milestones: [],
  targets: {
    critical: targets(1 * HOUR, 1 * HOUR, 2 * HOUR, 1 * DAY),
    high: targets(4 * HOUR, 4 * HOUR, 1 * DAY, 2 * DAY),
    medium: targets(8 * HOUR, 8 * HOUR, 2 * DAY, 5 * DAY),
    low: targets(16 * HOUR, 16 * HOUR, 5 * DAY, 10 * DAY),
  } satisfies Record<Priority, unknown>,
}

function targets(firstResponse: number, nextResponse: number, periodicUpdate: number, resolution: number) {
  return {
    first_response: business(firstResponse),
    next_response: business(nextResponse),
    periodic_update: { ...business(periodicUpdate), pausesIn: ['pending' as const] },
    resolution: business(resolution),
  } satisfies Partial<Record<TargetMetric, Target>>
}

function business(seconds: number): Target {
  return { seconds, time: 'business', calendarId: null, pausesIn: [], steps: usualSteps }
}
