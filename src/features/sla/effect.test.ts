import { expect, test } from 'vitest'
import type { TargetStep } from './contract/steps.ts'
import { byGravity, effectOf } from './rules/effect.ts'
import type { Terms } from './rules/terms.ts'
import { follow, type Timekeeping } from './rules/timeline.ts'

const hour = 3_600_000
const calendars = () => ({ timeZone: 'UTC', weekly: {}, holidays: [], overrides: {} })
const step = (key: string, level: number, seconds: number): TargetStep => ({
  ...{ key, level, mail: false, change: {}, people: [{ who: 'owner' }] },
  when: level === 0 ? { kind: 'elapsed', seconds } : { kind: 'after_due', seconds, time: 'target' },
})
const promised = (hours: number, steps: TargetStep[]): Terms => ({
  ...{ policyId: 'p', policyVersion: 1, priority: 'high' },
  targets: { resolution: { seconds: hours * 3600, time: 'calendar', calendar: null, pausesIn: [], steps } },
})
const [warning, breach] = [step('w', 0, 3600), step('e', 1, 0)]

/** Opened at 0 under a promise, and looked at later. */
function kept(terms: Terms, lookedAt: number): Timekeeping {
  const event = (name: string, at: number, content = {}) => ({ name, at, recordedAt: at, causeId: null, content })
  return [
    event('case.opened', 0, { opening: 'agent' }),
    event('clock.policy_applied', 0, { terms, reason: { code: 'case_opened', params: {} } }),
    event('clock.breached', lookedAt),
  ].reduce<Timekeeping | null>((before, each) => follow(before, each, calendars).after, null)!
}
const effects = (before: Terms, after: Terms, hours: number) =>
  effectOf(kept(before, hours * hour), after, hours * hour, calendars)

test('a shorter target: breached from now on, with the steps that would be taken at once', () => {
  const [effect, ...others] = effects(promised(8, [breach]), promised(2, [warning, breach]), 4)
  expect(others).toEqual([])
  expect(effect).toMatchObject({ kind: 'moved', dueBefore: 8 * hour, dueAfter: 2 * hour, breached: true, rearmed: [] })
  expect(effect?.fires).toEqual([
    { key: 'w', level: 0 },
    { key: 'e', level: 1 },
  ])
})

test('a longer target arms again what was taken, where it lies ahead', () => {
  const [effect] = effects(promised(2, [warning, breach]), promised(8, [warning, breach]), 4)
  expect(effect).toMatchObject({ kind: 'moved', dueAfter: 8 * hour, breached: false, fires: [] })
  expect(effect?.rearmed).toEqual([{ key: 'e', level: 1 }])
})

test('where only steps change, the due date stays and they are told', () => {
  const [effect] = effects(promised(8, [breach]), promised(8, [warning, breach]), 4)
  expect(effect).toMatchObject({
    kind: 'stays',
    dueBefore: 8 * hour,
    dueAfter: 8 * hour,
    fires: [{ key: 'w', level: 0 }],
  })
  expect(effects(promised(8, [warning]), promised(8, [warning]), 4)).toEqual([])
})

test('what is due by now anyway is no effect of the change', () => {
  const before = kept(promised(8, [warning, breach]), 0)
  expect(effectOf(before, promised(8, [warning, breach]), 4 * hour, calendars)).toEqual([])
})

test('the gravest first, then by priority, then by when it ends', () => {
  const effect = (priority: Terms['priority'], dueAfter: number, breached = false) => ({
    ...{
      metric: 'resolution' as const,
      milestone: null,
      kind: 'moved' as const,
      dueBefore: null,
      fires: [],
      rearmed: [],
    },
    ...{ priority, dueAfter, breached },
  })
  const told = [effect('low', 1), effect('critical', 9), effect('critical', 3), effect('low', 5, true)].sort(byGravity)
  expect(told.map(({ priority, dueAfter }) => `${priority} ${dueAfter}`)).toEqual([
    'low 5',
    'critical 3',
    'critical 9',
    'low 1',
  ])
})
