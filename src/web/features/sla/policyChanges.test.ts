import { expect, test } from 'vitest'
import type { PolicyTargets, Target } from '../../../features/sla/contract.ts'
import { type DrawnPolicy, policyChanges } from './policyChanges.ts'
import { matrixOf } from './targets.ts'

const breach = {
  ...{ key: 'breach', level: 1, when: { kind: 'after_due' as const, seconds: 0, time: 'target' as const } },
  ...{ people: [{ who: 'team_lead' as const }], mail: false, change: {} },
}
const target = (hours: number, steps: Target['steps'] = [breach]): Target => ({
  ...{ seconds: hours * 3600, time: 'business', calendarId: null, pausesIn: [], steps },
})
const drawn = (targets: PolicyTargets, more: Partial<DrawnPolicy> = {}): DrawnPolicy => ({
  ...{ name: 'Gold', conditions: [], targets: matrixOf({ targets, milestones: [] }) },
  ...more,
})
const names = { of: new Map([['acc', 'Meridian Labs']]), stages: new Map(), tasks: new Map() }
const before = drawn({ high: { first_response: target(4), resolution: target(16) }, low: { resolution: target(40) } })
const meridian = [{ field: 'account' as const, is: 'one_of' as const, values: ['acc'] }]
const round = structuredClone(before.targets)
round.time.resolution = 'calendar'

test.each<[string, DrawnPolicy, string[]]>([
  ['nothing', before, []],
  ['its name', { ...before, name: 'Gold care ' }, ['It is called “Gold care”, no longer “Gold”.']],
  [
    'whom it is for',
    { ...before, conditions: meridian },
    ['It applies when account is Meridian Labs, no longer to every case.'],
  ],
  [
    'targets of two clocks',
    drawn({ high: { first_response: target(2), resolution: target(8) }, low: { first_response: target(8) } }),
    ['First response: high 4 h → 2 h, low no clock → 8 h.', 'Resolution: high 16 h → 8 h, low 40 h → no clock.'],
  ],
  ['how a clock counts', { ...before, targets: round }, ['Resolution counts around the clock.']],
  [
    'a step',
    drawn({ high: { first_response: target(4, []), resolution: target(16, []) }, low: { resolution: target(40, []) } }),
    ['Gone: When any clock is breached (level 1): tell the lead of its team.'],
  ],
])('%s changes', (_, after, said) => {
  expect(policyChanges(before, after, names)).toEqual(said)
})
