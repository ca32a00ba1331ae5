import { describe, expect, test } from 'vitest'
import type { ApprovalAsked, ApprovalCondition } from '../contract/approvals.ts'
import type { Field } from '../contract/fields.ts'
import type { CaseTypeDefinition } from '../contract.ts'
import { moneyTypes } from '../defaults/money.ts'
import { approvalProblems, approvalsDue, approvalsToPass, isForCode, isNeeded } from './approvals.ts'
import { stageOf } from './stages.ts'
import { wayBetween } from './way.ts'

const { definition: billing } = moneyTypes[0]!
const asked = (more: Partial<ApprovalAsked> = {}): ApprovalAsked => ({
  key: 'credit',
  title: 'Credit',
  asks: 'Give the credit',
  fields: [],
  codes: [],
  approvers: [{ who: 'lead' }],
  mode: 'any',
  inOrder: false,
  remindHours: [],
  ...more,
})
const type = (more: Partial<ApprovalAsked> = {}, fields: Field[] = billing.fields): CaseTypeDefinition => ({
  ...billing,
  fields,
  approvals: [asked(more)],
})
const money = (currency: string): Field => ({
  key: 'sum',
  label: 'Sum',
  kind: 'money',
  currency,
  choices: [],
  seenBy: 'staff',
})
const number: Field = { key: 'sum', label: 'Sum', kind: 'number', choices: [], seenBy: 'staff' }
const yes: Field = { key: 'sum', label: 'Sum', kind: 'yes_no', choices: [], seenBy: 'staff' }

describe('whether it is needed', () => {
  test.each([
    ['over 500.00', money('EUR'), { over: 50_000 }, '500.01', true],
    ['exactly 500.00', money('EUR'), { over: 50_000 }, '500.00', false],
    ['whole euros', money('EUR'), { over: 50_000 }, '501', true],
    ['a tenth of a cent', money('EUR'), { over: 50_000 }, '500.001', true],
    ['yen have no cents', money('JPY'), { over: 500 }, '501', true],
    ['dinars have a thousand', money('KWD'), { over: 500_000 }, '499.999', false],
    ['more than a number holds', money('EUR'), { over: 50_000 }, '999999999999999.99', true],
    ['money that we owe nobody', money('EUR'), { over: 0 }, '-700', false],
    ['no amount yet', money('EUR'), { over: 50_000 }, undefined, false],
    ['a number', number, { over: 3 }, 4, true],
    ['a number that is not more', number, { over: 3 }, 3, false],
    ['yes', yes, { is: ['yes'] }, true, true],
    ['no', yes, { is: ['yes'] }, false, false],
    ['unsaid', yes, { is: ['no'] }, undefined, false],
  ] as const)('%s', (_, field, when, value, needed) => {
    const condition = { field: 'sum', ...when } as unknown as ApprovalCondition
    const definition = type({ when: condition }, [field])
    expect(isNeeded(definition, definition.approvals[0]!, { sum: value })).toBe(needed)
  })
})

describe('where it stands in the way', () => {
  const keys = (list: ApprovalAsked[]) => list.map(({ key }) => key)
  const stage = 'finance_review'
  test.each([
    [stage, 'received', 'verification', [], []],
    [stage, 'received', stage, [], []],
    [stage, 'received', 'adjustment', [], ['credit']],
    [stage, 'adjustment', 'resolved', [], []],
    [stage, 'adjustment', 'resolved', ['credit'], ['credit']],
    [undefined, stage, 'adjustment', [], []],
  ])('held by %s, going from %s to %s with %j asked for needs %j', (held, from, to, known, expected) => {
    const definition = type({ ...(held && { stage: held }) })
    const target = stageOf(definition, to)!
    const way = wayBetween(definition, stageOf(definition, from)!, target)
    expect(keys(approvalsToPass(definition, way, target, {}, known))).toEqual(expected)
  })
  test.each([
    [stage, 'verification', []],
    [stage, stage, ['credit']],
    [stage, 'adjustment', ['credit']],
    [undefined, stage, []],
    [undefined, 'adjustment', ['credit']],
  ])('held by %s, it is asked for in %s: %j', (held, here, expected) =>
    expect(keys(approvalsDue(type({ ...(held && { stage: held }) }), here, {}, []))).toEqual(expected),
  )
  test('on a way that goes around its stage it is not asked for, unless it was before', () => {
    const definition = type({ stage })
    const around = ['verification', 'adjustment']
    const forked = {
      ...definition,
      stages: definition.stages.map((each) =>
        each.key === 'verification' ? { ...each, next: [stage, around[1]!] } : each,
      ),
    }
    expect(keys(approvalsDue(forked, 'adjustment', {}, []))).toEqual([])
    expect(keys(approvalsDue(forked, 'adjustment', {}, ['credit']))).toEqual(['credit'])
  })
  test.each([
    [[], 'withdrawn', true],
    [['credited'], 'withdrawn', false],
    [['credited'], 'credited', true],
    [['credited'], null, true],
  ])('for the codes %j, resolving as %s asks for it: %s', (codes, code, expected) =>
    expect(isForCode(asked({ codes }), code)).toBe(expected),
  )
})

describe('what cannot work is refused', () => {
  test.each([
    [{ stage: 'gone' }, 'is not on the path'],
    [{ stage: 'waiting_customer' }, 'is not on the path'],
    [{ rejectTo: 'closed' }, 'leads to a stage that is not on the path'],
    [{ fields: ['gone'] }, 'covers fields that are not there: gone'],
    [{ codes: ['gone'] }, 'for codes that closing does not offer: gone'],
    [{ mode: { atLeast: 2 } }, 'needs 2 to agree and asks 1'],
    [{ when: { field: 'invoice', over: 3 } }, 'depends on an amount'],
    [{ when: { field: 'invoice', is: ['yes'] } }, 'neither yes or no nor a choice'],
    [{ when: { field: 'cause', is: ['gone'] } }, 'does not offer'],
    [{ when: { field: 'gone', over: 3 } }, 'a field that is not there'],
  ] as const)('%j', (more, said) => {
    expect(approvalProblems(type(more as Partial<ApprovalAsked>)).join(' ')).toContain(said)
  })

  test('what works is not', () =>
    expect(
      approvalProblems(
        type({ stage: 'finance_review', rejectTo: 'verification', when: { field: 'disputed_amount', over: 50_000 } }),
      ),
    ).toEqual([]))
})
