import { expect, test } from 'vitest'
import type { Family, Relative } from '../../../features/relations/contract.ts'
import { dueBeforeChild, familyWords, impactWords } from './words.ts'

const relative = (number: string, status: Relative['status']) => ({ number, status }) as Relative
const group = (kind: Family['kin'][number]['kind'], items: Relative[], hidden = 0) => ({ kind, items, more: 0, hidden })

test('a family in one line', () => {
  const kin = [
    group('incident', [relative('C-2', 'open'), relative('C-3', 'resolved')], 1),
    group('parent', [relative('C-1', 'open')]),
    group('child', [relative('C-4', 'closed')]),
    group('follow_up_of', [], 1),
  ]
  expect(familyWords({ kin, impact: null })).toBe(
    'problem with 3 incidents, 1 open; child of C-1; 1 child, none open; follow-up of a restricted case',
  )
})

test('whom a problem reaches', () => {
  const impact = { open: 3, resolved: 1, hidden: 1, customers: 2, valueYear: [{ minor: 100, currency: 'EUR' }] }
  expect(impactWords(impact, (minor, currency) => `${minor} ${currency}`)).toBe(
    '2 customers affected · worth 100 EUR a year · 3 open, 1 resolved · 1 restricted case',
  )
})

test.each([
  [null, null],
  ['2026-11-20T09:00:00.000Z', null],
  ['2026-11-20T11:00:00.000Z', '2026-11-20T10:00:00.000Z'],
])('a child due %s comes after its parent is due: %s', (child, before) => {
  const parent = { firstDue: { at: '2026-11-20T10:00:00.000Z' } }
  expect(dueBeforeChild(parent, child)).toBe(before)
  expect(dueBeforeChild({ firstDue: null }, child)).toBeNull()
})
