import { expect, test } from 'vitest'
import { approvalWords } from '../rules/approval-words.ts'
import { pathOf } from '../rules/stages.ts'
import { problemsOf } from '../rules.ts'
import { guidance } from './guidance.ts'
import { moneyTypes } from './money.ts'
import { serviceTypes } from './service.ts'

const types = [...serviceTypes, ...moneyTypes]

test.each(types.map((type) => [type.key, type.definition] as const))(
  '%s is whole, with a playbook',
  (key, definition) => {
    expect(problemsOf(definition)).toEqual([])
    const worked = pathOf(definition).filter(({ status }) => status === 'open')
    for (const stage of worked) expect(stage.guidance, stage.key).toBeTruthy()
    expect(Object.keys(guidance[key]!).toSorted()).toEqual(worked.map((stage) => stage.key).toSorted())
  },
)

test('the shipped types differ in stages, tasks and what closes them', () => {
  const told = (what: (type: (typeof types)[number]) => unknown) =>
    new Set(types.map((type) => JSON.stringify(what(type))))
  expect(types).toHaveLength(11)
  expect(told(({ definition }) => pathOf(definition).map(({ key }) => key)).size).toBe(11)
  expect(told(({ definition }) => definition.closure.codes.map(({ key }) => key)).size).toBe(11)
})

test('tasks for other departments name their team, so that they fit a company of one too', () => {
  const doers = types.flatMap(({ definition }) =>
    definition.stages.flatMap(({ tasks }) => tasks.map(({ doneBy }) => doneBy)),
  )
  expect(doers.some((doneBy) => typeof doneBy === 'object' && 'teamId' in doneBy)).toBe(false)
  expect(doers).toContainEqual({ teamNamed: 'Field service' })
})

test('Finance says yes or no to what a billing dispute comes to; nobody ticks that for it', () => {
  const { definition } = types.find(({ key }) => key === 'billing_dispute')!
  expect(definition.stages.find(({ key }) => key === 'finance_review')?.tasks).toEqual([])
  expect(definition.approvals.map((each) => approvalWords(each, definition, new Map()))).toEqual([
    'To leave Finance review, one of the team Finance (if there is one) has to agree, within 16 h. A rejection leads to Verification.',
  ])
})
