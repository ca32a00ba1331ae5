import { expect, test } from 'vitest'
import type { StepWhen } from '../../../features/sla/contract/steps.ts'
import { numberOf, numberText, whenKinds, whenOf } from './stepWhen.ts'

test.each<StepWhen>([
  { kind: 'share', percent: 80 },
  { kind: 'elapsed', seconds: 5400 },
  { kind: 'before_due', seconds: 1800, time: 'target' },
  { kind: 'before_due', seconds: 1800, time: 'calendar' },
  { kind: 'after_due', seconds: 0, time: 'target' },
  { kind: 'after_due', seconds: 7200, time: 'target' },
  { kind: 'after_due', seconds: 7200, time: 'calendar' },
])('%j is typed and read again', (when) => {
  const { kind } = whenKinds.find(({ holds }) => holds(when))!
  expect(whenOf(kind, numberOf(kind, numberText(when)))).toEqual(when)
})

test.each([
  ['share', '0'],
  ['share', 'some'],
  ['after_due', ''],
  ['elapsed', 'soon'],
] as const)('%s cannot read “%s”', (kind, text) => expect(whenOf(kind, numberOf(kind, text))).toBeNull())
