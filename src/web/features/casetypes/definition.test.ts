import { expect, test } from 'vitest'
import type { CaseTypeDefinition } from '../../../features/casetypes/contract.ts'
import { problemsOf } from '../../../features/casetypes/rules.ts'
import { blankType, differences, tidied, typeInFile } from './definition.ts'
import { withStageAfter } from './path.ts'

const definition: CaseTypeDefinition = {
  name: ' Billing ',
  description: 'Money',
  priority: 'medium',
  teams: [],
  skills: [],
  weight: 1,
  uncovered: 'none',
  words: [' Invoice ', 'x'],
  fields: [],
  stages: [
    {
      key: 'received',
      label: 'Received',
      customerLabel: 'Received',
      status: 'new',
      aside: false,
      next: [],
      tasks: [
        { key: 'look', title: 'Look', mandatory: true },
        { key: 'item', title: ' ', mandatory: true },
      ],
    },
  ],
  reopenStage: 'received',
  approvals: [],
  closure: {
    codes: [
      { key: 'credited', label: 'Credited' },
      { key: 'item', label: '' },
    ],
    checklist: [],
    rootCauseRequired: false,
    askCustomer: true,
  },
  confirmationDays: 4,
  followUpHours: 48,
  silenceHours: 72,
}

test('what was begun and left empty is not published; what is known keeps its key, what is new gets one', () => {
  const stage = definition.stages[0]!
  const before = { ...definition, stages: [{ ...stage, tasks: [stage.tasks[0]!] }] }
  const draft = {
    ...definition,
    stages: [{ ...stage, tasks: [{ ...stage.tasks[0]!, title: 'Look twice' }, stage.tasks[1]!] }],
    closure: {
      ...definition.closure,
      checklist: [
        { key: 'check', title: 'Ledger', mandatory: true },
        { key: 'check_2', title: 'Ledger', mandatory: true },
      ],
    },
  }
  const tidy = tidied(draft, before)
  expect([tidy.name, tidy.words]).toEqual(['Billing', ['invoice']])
  expect(tidy.stages[0]!.tasks).toEqual([{ key: 'look', title: 'Look twice', mandatory: true }])
  expect(tidy.closure.codes.map((code) => code.key)).toEqual(['credited'])
  expect(tidy.closure.checklist.map((item) => item.key)).toEqual(['ledger', 'ledger_2'])
})

test('two definitions part where they differ', () => {
  const stage = definition.stages[0]!
  const theirs = { ...definition, weight: 2, stages: [{ ...stage, label: 'Intake', tasks: [] }] }
  expect(differences(definition, definition)).toEqual([])
  expect(differences(definition, theirs)).toEqual([
    { name: 'Weight', yours: '1', theirs: '2' },
    { name: 'Stages', yours: 'Received, Look,  ', theirs: 'Intake' },
  ])
})

test('a blank type works as it is', () => {
  expect(problemsOf(blankType('Returns'))).toEqual([])
})

test('a new stage is published under a key of its words, wherever it is named', () => {
  const published = blankType('Returns')
  const { stages, at } = withStageAfter(published.stages, 1)
  const fresh = stages[at]!.key
  const drawn = stages.map((stage, place) =>
    place === at
      ? { ...stage, label: ' Goods checked ', customerLabel: 'Checked' }
      : place === 1
        ? { ...stage, next: [fresh] }
        : stage,
  )
  const made = tidied({ ...published, stages: drawn, reopenStage: fresh }, published)
  expect(made.stages[at]).toMatchObject({ key: 'goods_checked', label: 'Goods checked' })
  expect(made.stages[1]!.next).toEqual(['goods_checked'])
  expect(made.reopenStage).toBe('goods_checked')
  expect(problemsOf(made)).toEqual([])
})

test.each([
  ['no JSON', '{', null],
  ['something else', '{"a":1}', null],
  ['nothing', 'null', null],
  ['a type', JSON.stringify({ definition: blankType('Returns') }), 'Returns'],
])('a file with %s', (_, text, name) => {
  expect(typeInFile(text)?.definition.name ?? null).toBe(name)
})
