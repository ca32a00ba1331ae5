import { expect, test } from 'vitest'
import { billingDispute } from '../../casetypes/defaults/billing.ts'
import { automaticStep, type StepFacts } from './automatic-step.ts'

const ana = { id: 'ana', name: 'Ana' }
const tom = { id: 'tom', name: 'Tom' }
const eve = { id: 'eve', name: 'Eve' }
const at = new Date('2026-11-20T10:00:00Z')
const { definition } = billingDispute
const [first, second] = definition.stages
const calm: StepFacts = {
  definition,
  stage: second!.key,
  ownerId: ana.id,
  unanswered: false,
  answeredBefore: true,
  approval: null,
  task: null,
}
const approval = (...deciders: (typeof ana)[]) => ({ title: 'Credit', deciders, dueAt: at })
const task = { title: 'Check the invoice', ownerId: null, team: null, dueAt: at }
const last = definition.stages.filter(({ status, aside }) => status === 'open' && !aside).at(-1)!

test.each<[string, Partial<StepFacts>, string, string | null, Date | null]>([
  ['the first message', { unanswered: true, answeredBefore: false }, 'Read it and answer', 'ana', null],
  ['a later one', { unanswered: true }, 'Answer the customer', 'ana', null],
  [
    'the customer before approvals and tasks',
    { unanswered: true, approval: approval(tom), task },
    'Answer the customer',
    'ana',
    null,
  ],
  ['one who decides', { approval: approval(tom), task }, 'Tom decides: Credit', 'tom', at],
  ['several who decide', { approval: approval(tom, eve) }, 'One of 2 decides: Credit', 'ana', at],
  ['nobody who may', { approval: approval() }, 'Somebody decides: Credit', 'ana', at],
  ['a task of nobody', { task }, 'Check the invoice', 'ana', at],
  ['a task of somebody', { task: { ...task, ownerId: 'tom' } }, 'Check the invoice', 'tom', at],
  ['a task of another team', { task: { ...task, team: 'Finance' } }, 'Finance: Check the invoice', null, at],
  ['nothing left here', { stage: first!.key }, `Go on to ${second!.label}`, 'ana', null],
  ['nothing left on the path', { stage: last.key }, 'Resolve it', 'ana', null],
  ['a case of nobody', { ownerId: null, stage: last.key }, 'Resolve it', null, null],
])('%s', (_, more, text, personId, dueAt) =>
  expect(automaticStep({ ...calm, ...more })).toEqual({ text, personId, dueAt }),
)
