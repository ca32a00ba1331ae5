import { describe, expect, test } from 'vitest'
import type { CaseTypeDefinition, Stage } from './contract.ts'
import { moneyTypes } from './defaults/money.ts'
import { serviceTypes } from './defaults/service.ts'
import { changesOf } from './rules/changes.ts'
import { keyFor, problemsOf } from './rules.ts'

const shippedTypes = [...serviceTypes, ...moneyTypes]
const { definition } = moneyTypes[0]!
const stage = (more: Partial<Stage>): Stage => ({
  key: 'extra',
  label: 'Extra',
  customerLabel: 'We look again',
  status: 'open',
  aside: false,
  next: [],
  tasks: [],
  ...more,
})
const withStages = (change: (stages: Stage[]) => Stage[]): CaseTypeDefinition => ({
  ...definition,
  stages: change(structuredClone(definition.stages)),
})
const add = (more: Partial<Stage>) => withStages((stages) => [...stages.slice(0, 1), stage(more), ...stages.slice(1)])
const open = definition.stages.filter(({ status }) => status === 'open')

test.each(shippedTypes.map(({ key, definition }) => [key, definition] as const))('%s can be published', (_, each) => {
  expect(problemsOf(each)).toEqual([])
})

describe('what cannot work is refused', () => {
  test.each([
    ['a second beginning', add({ status: 'new' }), 'nothing returns to new'],
    [
      'no resolved stage',
      withStages((all) => all.filter(({ status }) => status !== 'resolved')),
      'resolved is missing',
    ],
    [
      'no stage that waits',
      withStages((all) => all.filter(({ status }) => status !== 'pending')),
      'pending is missing',
    ],
    ['two resolved stages', add({ status: 'resolved' }), 'one resolved stage already'],
    ['two stages of one name', add({ label: ` ${open[0]!.label.toUpperCase()}` }), 'Two stages are called'],
    ['work beside the path', add({ aside: true }), 'must be one that waits'],
    [
      'a stage that none leads to',
      withStages((all) => [...all.map((each) => ({ ...each, next: [open[0]!.key] })), stage({})]),
      'No stage leads to Extra',
    ],
    ['a way to nowhere', add({ next: ['gone'] }), 'unknown stages: gone'],
    ['a reopen stage that is gone', { ...definition, reopenStage: 'gone' }, 'reopen stage'],
    ['tasks of one key', add({ tasks: [1, 2].map(() => ({ key: 'a', title: 'A', mandatory: true })) }), 'same key'],
  ])('%s', (_, broken, said) => {
    expect(problemsOf(broken).join(' ')).toContain(said)
  })
  test('a stage that only a later one leads back to is reached', () => {
    expect(problemsOf(withStages((all) => [...all, stage({ next: [open[0]!.key] })]))).toEqual([])
  })
})

describe('what publishing changes', () => {
  const [first] = open
  const changed = (more: Partial<Stage>) =>
    withStages((all) => all.map((each) => (each.key === first!.key ? { ...each, ...more } : each)))
  test.each([
    ['nothing', definition, []],
    ['a new stage', add({}), [`New stage Extra after ${definition.stages[0]!.label}.`]],
    ['one gone', withStages((all) => all.filter(({ key }) => key !== first!.key)), [`Stage ${first!.label} is gone.`]],
    ['another name', changed({ label: 'Checked' }), [`Stage ${first!.label} is called Checked.`]],
    ['ways out', changed({ next: [open[1]!.key] }), [`${first!.label} leads to ${open[1]!.label}.`]],
    [
      'a task',
      changed({ tasks: [...first!.tasks, { key: 'n', title: 'N', mandatory: true }] }),
      [`New task in ${first!.label}: “N”, required.`],
    ],
    [
      'the window',
      { ...definition, confirmationDays: 9 },
      [`The days to confirm: 9 instead of ${definition.confirmationDays}.`],
    ],
  ])('%s', (_, after, said) => {
    expect(changesOf(definition, after)).toEqual(said)
  })
  test('fields', () => {
    const field = { key: 'amount', label: 'Amount', kind: 'number', choices: [], seenBy: 'staff' } as const
    const with_ = (...fields: object[]) => ({ ...definition, fields }) as typeof definition
    const needed = { ...field, label: 'Sum', requiredFrom: first!.key }
    expect(changesOf(with_(), with_(needed))).toEqual([`New field “Sum”, needed for ${first!.label}.`])
    expect(changesOf(with_(field), with_({ ...needed, help: 'Net' }))).toEqual([
      'The field “Amount” is called “Sum”.',
      `The field “Sum”: needed for ${first!.label}.`,
      'The field “Sum” is asked differently.',
    ])
    expect(changesOf(with_(field), with_())).toEqual(['The field “Amount” is gone.'])
    const turned = { seenBy: 'staff', kind: 'number', help: '', unit: undefined, label: 'Amount', key: 'amount' }
    expect(changesOf(with_(field), with_(turned))).toEqual([])
    expect(changesOf(with_({ ...field, choices: ['a', 'b'] }), with_({ ...field, choices: ['b', 'a'] }))).toEqual([
      'The field “Amount” is asked differently.',
    ])
  })
  test('another order is told once', () => {
    const turned = withStages(([head, a, b, ...rest]) => [head!, b!, a!, ...rest])
    expect(changesOf(definition, turned)).toEqual([expect.stringContaining('another order')])
  })
})

test.each([
  ['Credit note sent', [], 'credit_note_sent'],
  ['Credit note sent', ['credit_note_sent'], 'credit_note_sent_2'],
  ['2nd look (again)', [], 'nd_look_again'],
  ['Überprüfung', [], 'uberprufung'],
  ['???', [], 'item'],
  ['x'.repeat(80), [], 'x'.repeat(36)],
])('“%s” gets a key of its own', (title, taken, key) => {
  expect(keyFor(title, taken)).toBe(key)
  expect(keyFor(title, taken)).toMatch(/^[a-z][a-z0-9_]{1,40}$/)
})
