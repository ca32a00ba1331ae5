import { expect, test } from 'vitest'
import type { Case } from '../../../../features/cases/contract.ts'
import { outlookOf, type PreviewedAct } from './bulkActs.ts'

const stage = (key: string, status: string, more: object = {}) => ({
  key,
  label: key,
  status,
  aside: status === 'pending',
  state: 'to_come',
  allowed: true,
  requirements: [],
  ...more,
})
const missing = { key: 'c', label: 'Cause named', kind: 'task', met: false, metBy: null, holds: null }
const stages = [
  stage('verification', 'open', { state: 'here', allowed: false }),
  stage('review', 'open', { allowed: false, requirements: [missing] }),
  stage('waiting', 'pending'),
  stage('resolved', 'resolved'),
]
const found = {
  status: 'open',
  stage: { key: 'verification', label: 'verification' },
  stages,
  type: { name: 'Billing' },
  can: { work: true, resolve: true },
} as unknown as Case
const to = (status: 'pending' | 'resolved' | 'open'): PreviewedAct => ({
  kind: 'stage',
  target: { kind: 'status', status },
  name: status,
})
const review: PreviewedAct = { kind: 'stage', target: { kind: 'stage', key: 'review' }, name: 'review' }
const step = (dueAt: string | null): PreviewedAct => ({ kind: 'step', text: 'Call', whose: 'us', dueAt })
const refused = (because: string) => ({ goes: false, because })

test.each([
  ['through an open gate', to('pending'), found, { goes: true }],
  ['at a closed gate', review, found, refused('“Cause named” is not done')],
  ['where it is already', to('open'), found, refused('it stands there already')],
  ['resolving many', to('resolved'), found, refused('each case is resolved on its own closing sheet')],
  ['a step without a date', step(null), found, { goes: true }],
  [
    'a waiting case without a date',
    step(null),
    { ...found, status: 'pending' },
    refused('it waits, so its next step needs a date'),
  ],
  ['a resolved case', step('2026-12-01T09:00:00Z'), { ...found, status: 'resolved' }, refused('it is resolved')],
  [
    'without the right',
    step(null),
    { ...found, can: { ...found.can, work: false } },
    refused('you may not work on it'),
  ],
] as [string, PreviewedAct, Case, object][])('%s', (_, act, of, outlook) => {
  expect(outlookOf(act, of)).toEqual(outlook)
})
