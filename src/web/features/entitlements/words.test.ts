import { expect, test } from 'vitest'
import type { EntitlementTerms } from '../../../features/entitlements/contract/terms.ts'
import { amountOf, coveredWords, grantOf, signed } from './words.ts'

test.each([
  ['hours', 390, '6 h 30 m'],
  ['hours', -45, '−45 m'],
  ['incidents', 1, '1 incident'],
  ['incidents', 12, '12 incidents'],
] as const)('%s: %d is “%s”', (kind, amount, words) => expect(amountOf(kind, amount)).toBe(words))

test.each([
  ['hours', 60, '+1 h'],
  ['hours', -90, '−1 h 30 m'],
  ['incidents', -1, '−1'],
  ['incidents', 0, '0'],
] as const)('a change of %s by %d is “%s”', (kind, amount, words) => expect(signed(kind, amount)).toBe(words))

const hours = { kind: 'hours', amount: 600, per: 'month', rollOver: null } as EntitlementTerms
test.each([
  [hours, '10 h a month'],
  [{ ...hours, rollOver: { cap: 300, periods: 1 } }, '10 h a month; up to 5 h carried over for 1 period'],
  [{ ...hours, kind: 'incidents', amount: 5, per: 'contract' }, '5 incidents for the whole contract'],
  [{ ...hours, kind: 'unlimited', amount: null }, 'as often as needed'],
] as const)('a grant in words', (terms, words) => expect(grantOf(terms as EntitlementTerms)).toBe(words))

const contract = { id: 'c', number: 'SC-1001', name: 'Premium care' }
const entitlement = { id: 'e', name: 'Service hours', kind: 'hours' as const }
const right = { contract, entitlement, left: 390, unmet: [] }
test.each<[Parameters<typeof coveredWords>[0], string]>([
  [
    { verdict: 'covered', by: right, considered: [right] },
    'Covered by Premium care (SC-1001), Service hours, 6 h 30 m left then.',
  ],
  [
    {
      verdict: 'expired',
      by: null,
      considered: [{ ...right, unmet: [{ code: 'ended', saw: '2027-01-01', asked: [] }] }],
    },
    'Contract ended. Premium care (SC-1001), Service hours: ended on 2027-01-01.',
  ],
  [{ verdict: 'no_contract', by: null, considered: [] }, 'No contract then.'],
])('what covered an account at an instant, in words', (coverage, words) => {
  expect(coveredWords(coverage)).toBe(words)
})
