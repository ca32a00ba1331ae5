import { expect, test } from 'vitest'
import type { LeaveWork } from '../../../features/absence/contract/hand-over.ts'
import { choicesOf, keyOf, withChoices } from './choices.ts'

const item = (change: Partial<LeaveWork> = {}): LeaveWork => ({
  case: { id: 'one', number: 'C-1', subject: 'Pump', account: null },
  task: null,
  dueAt: null,
  dueWhat: null,
  goes: 'deputy',
  because: 'everything is handed over',
  chosen: null,
  brief: 'drawn',
  briefIsOwn: false,
  movedAt: null,
  movedTo: null,
  problem: null,
  returnedAt: null,
  keptBecause: null,
  meanwhile: null,
  ...change,
})
const key = keyOf(item())

test('what was chosen just now goes before what is stored, and that before the rule', () => {
  const stored = [item({ chosen: 'stay', brief: 'written', briefIsOwn: true })]
  expect(withChoices([item()], [], {}, true)[0]).toMatchObject({ goes: 'deputy', brief: 'drawn', briefIsOwn: false })
  expect(withChoices([item()], stored, {}, true)[0]).toMatchObject({
    goes: 'stay',
    brief: 'written',
    because: 'chosen by hand',
  })
  expect(withChoices([item()], stored, { [key]: { goes: null, brief: 'new' } }, true)[0]).toMatchObject({
    goes: 'deputy',
    brief: 'new',
    chosen: null,
  })
  expect(withChoices([item()], [], { [key]: { goes: 'deputy' } }, false)[0]).toMatchObject({ goes: 'queue' })
})

test('only what was chosen is told; an emptied brief is drawn again', () => {
  expect(choicesOf({ [key]: { goes: 'queue' }, 'two call': { brief: ' ' } })).toEqual([
    { caseId: 'one', taskId: null, goes: 'queue' },
    { caseId: 'two', taskId: 'call', brief: null },
  ])
})
