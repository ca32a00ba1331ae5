import { describe, expect, test } from 'vitest'
import { type TargetStep, usualSteps } from '../../../features/sla/contract/steps.ts'
import type { Milestone, Target } from '../../../features/sla/contract.ts'
import { actWords, clockWords, freshKey, linesOf, type StepLine, whenWords, withSteps } from './stepLines.ts'

const step = (more: Partial<TargetStep> = {}): TargetStep => ({
  key: 'warn',
  level: 0,
  when: { kind: 'share', percent: 75 },
  people: [{ who: 'owner' }],
  mail: false,
  change: {},
  ...more,
})
const target = (steps: TargetStep[]): Target => ({
  seconds: 3600,
  time: 'business',
  calendarId: null,
  pausesIn: [],
  steps,
})
const milestone = (steps: TargetStep[]): Milestone => ({
  key: 'refund',
  name: 'Refund paid',
  starts: { kind: 'opened' },
  sequential: false,
  completes: { kind: 'tag_set', tag: 'paid' },
  targets: { high: target(steps) },
})
const names = new Map([
  ['p1', 'Mira Kaplan'],
  ['t1', 'Finance'],
])

describe('steps of a policy', () => {
  const [warn, breach] = [step(), usualSteps[0]!]
  const policy = {
    targets: {
      high: { first_response: target([warn, breach]), resolution: target([warn, breach]) },
      low: { first_response: target([warn]), resolution: target([breach]) },
    },
    milestones: [milestone([warn])],
  }

  test('stand once, with the clocks they are taken on', () => {
    const lines = linesOf(policy.targets, policy.milestones)
    expect(lines.map((line) => clockWords(line, policy.milestones))).toEqual([
      'first response (high, low), resolution (high) and Refund paid (high)',
      'first response (high) and resolution (high, low)',
    ])
  })

  test('go through the editor unchanged', () => {
    const lines = linesOf(policy.targets, policy.milestones)
    expect(withSteps(lines, policy.targets, policy.milestones)).toEqual(policy)
  })

  test('of any clock reach the clocks that are added', () => {
    const lines: StepLine[] = [{ step: warn, of: 'any' }]
    const added = { targets: { high: { agent_work: target([]) } }, milestones: [milestone([])] }
    const { targets, milestones } = withSteps(lines, added.targets, added.milestones)
    expect(targets.high?.agent_work?.steps).toEqual([warn])
    expect(milestones[0]?.targets.high?.steps).toEqual([warn])
    expect(linesOf(targets, milestones)).toEqual(lines)
  })

  test('of a policy without targets are the usual ones, and a new one has a key of its own', () => {
    const lines = linesOf({}, [])
    expect(lines).toEqual([{ step: breach, of: 'any' }])
    expect(freshKey([{ step: step({ key: 'step-2' }), of: 'any' }])).toBe('step-3')
  })
})

test.each<[TargetStep['when'], string]>([
  [{ kind: 'share', percent: 80 }, 'At 80 % of it'],
  [{ kind: 'elapsed', seconds: 7200 }, '2 h into it'],
  [{ kind: 'before_due', seconds: 1800, time: 'target' }, '30 m before it is due'],
  [{ kind: 'before_due', seconds: 1800, time: 'calendar' }, '30 m on the wall before it is due'],
  [{ kind: 'after_due', seconds: 0, time: 'target' }, 'When it is breached'],
  [{ kind: 'after_due', seconds: 7200, time: 'target' }, '2 h after it is due'],
])('%j is “%s”', (when, words) => expect(whenWords(when, 'it')).toBe(words))

test('what a step does is a sentence', () => {
  const people: TargetStep['people'] = [
    { who: 'team_lead' },
    { who: 'person', personId: 'p1' },
    { who: 'lead_of', teamId: 't1' },
  ]
  expect(actWords(step({ people, mail: true, change: { priority: 'high', teamId: 't1', tag: 'late' } }), names)).toBe(
    'tell the lead of its team, Mira Kaplan and the lead of Finance, by mail too, raise the priority to high, hand it to Finance, tag it “late”',
  )
})
