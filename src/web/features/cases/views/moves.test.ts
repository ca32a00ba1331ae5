import { expect, test } from 'vitest'
import type { Case } from '../../../../features/cases/contract.ts'
import { missingWords, wayTo } from './moves.ts'

type Stage = Case['stages'][number]
const cause = {
  key: 'cause',
  label: 'Cause named',
  kind: 'task' as const,
  met: false,
  metBy: null,
  holds: 'Ana Ferreira',
}
const stage = (key: string, status: Stage['status'], more: Partial<Stage> = {}): Stage => ({
  key,
  label: key,
  customerLabel: key,
  status,
  aside: status === 'pending' || status === 'on_hold',
  state: 'to_come',
  allowed: true,
  requirements: [],
  ...more,
})
const stages = [
  stage('received', 'new', { state: 'passed' }),
  stage('verification', 'open', { state: 'here', allowed: false }),
  stage('review', 'open', { allowed: false, requirements: [cause] }),
  stage('waiting_customer', 'pending'),
  stage('resolved', 'resolved'),
  stage('closed', 'closed'),
]
const found = {
  stages,
  stage: { key: 'verification', label: 'verification', position: 2, of: 4 },
  status: 'open' as const,
  type: { id: '1', key: 'billing', name: 'Billing dispute' },
  can: { work: true, resolve: true, note: true, override: false },
  closure: {
    codes: [],
    rootCauseRequired: false,
    days: 4,
    askCustomer: true,
    requirements: [],
    asked: false,
    readers: [],
  },
}
const closed = { kind: 'closed', because: '“Cause named” is not done, it waits for Ana Ferreira' }

test.each([
  ['its own stage', { kind: 'stage', key: 'verification' }, { kind: 'stay' }],
  ['behind a closed gate', { kind: 'stage', key: 'review' }, closed],
  [
    'to wait',
    { kind: 'status', status: 'pending' },
    { kind: 'move', stage: 'waiting_customer', label: 'waiting_customer' },
  ],
  ['what is done already', { kind: 'status', status: 'open' }, { kind: 'stay' }],
  ['back to new', { kind: 'status', status: 'new' }, { kind: 'closed', because: 'nothing becomes new again' }],
  ['to resolve', { kind: 'status', status: 'resolved' }, { kind: 'resolve' }],
  [
    'a stage of another type',
    { kind: 'stage', key: 'repair' },
    { kind: 'closed', because: 'Billing dispute has no such stage' },
  ],
] as const)('%s', (_, target, way) => {
  expect(wayTo(found, target)).toEqual(way)
})

test('from waiting, work goes on in the stage it came from', () => {
  const waits = {
    ...found,
    status: 'pending' as const,
    stage: { ...found.stage, key: 'waiting_customer' },
    stages: stages.map((each) => (each.key === 'verification' ? { ...each, allowed: true } : each)),
  }
  expect(wayTo(waits, { kind: 'status', status: 'open' })).toMatchObject({ kind: 'move', stage: 'verification' })
})

test('who may not work on a case moves nothing, and a resolved case is reopened elsewhere', () => {
  const pending = { kind: 'status', status: 'pending' } as const
  expect(wayTo({ ...found, can: { ...found.can, work: false } }, pending)).toMatchObject({ kind: 'closed' })
  expect(wayTo({ ...found, status: 'resolved', stage: { ...found.stage, key: 'resolved' } }, pending)).toEqual({
    kind: 'closed',
    because: 'a resolved case is reopened, with a reason',
  })
})

test('several missing things are all named', () => {
  expect(missingWords([cause, { ...cause, label: 'Credit approved', holds: null }])).toBe(
    '“Cause named” is not done, it waits for Ana Ferreira; “Credit approved” is not done',
  )
  const jumped = { ...cause, holds: null, stage: { key: 'review', label: 'Review', begun: false } }
  expect(missingWords([jumped])).toBe('“Cause named” in Review is not begun')
})
