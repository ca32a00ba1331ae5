import { expect, test } from 'vitest'
import type { ApprovalAsked } from '../../casetypes/contract/approvals.ts'
import { type ApprovalFacts, inOwnWords, ofType } from './approvals.ts'

const asked: ApprovalAsked = {
  key: 'credit',
  title: 'Credit',
  asks: 'Give it',
  fields: [],
  codes: ['credited'],
  approvers: [{ who: 'lead' }],
  mode: 'any',
  inOrder: false,
  remindHours: [],
}
const votes = (...words: (string | null)[]) => words.map((decision, at) => ({ name: ['Tom', 'Sofia'][at]!, decision }))
const known = (more: Partial<ApprovalFacts>): ApprovalFacts => ({
  id: 'a',
  key: 'credit',
  title: 'Credit',
  state: 'waiting',
  stage: null,
  inOrder: false,
  votes: votes(null, null),
  ...more,
})

test.each([
  ['never asked for', [], false, null, 'Ana', 'Approved: Credit'],
  ['waiting', [known({})], false, null, 'Tom, Sofia', 'Approved: Credit'],
  ['waiting in order', [known({ inOrder: true })], false, null, 'Tom', 'Approved: Credit'],
  [
    'waiting for the second',
    [known({ inOrder: true, votes: votes('approved', null) })],
    false,
    null,
    'Sofia',
    'Approved: Credit',
  ],
  ['waiting for nobody', [known({ votes: [] })], false, null, 'Ana', 'Approved: Credit'],
  ['approved', [known({ state: 'approved', votes: votes('approved', null) })], true, 'Tom', null, 'Approved: Credit'],
  [
    'rejected',
    [known({ state: 'rejected', votes: votes('rejected', null) })],
    false,
    null,
    'Ana',
    'Approved: Credit (rejected by Tom)',
  ],
  ['void', [known({ state: 'void' })], false, null, 'Ana', 'Approved: Credit'],
] as const)('%s', (_, list, met, metBy, holds, label) => {
  const found = ofType(asked, list, 'Ana')
  expect(found).toEqual({ key: 'approval:credit', kind: 'approval', label, met, metBy, holds, codes: ['credited'] })
})

test('what somebody asked for in own words goes by its id', () =>
  expect(inOwnWords(known({ key: null }), 'Ana')).toMatchObject({ key: 'approval:a', met: false, holds: 'Tom, Sofia' }))
