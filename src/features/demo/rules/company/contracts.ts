import type { ContractTerms, EntitlementTerms } from '../../../entitlements/contract/terms.ts'
import { DAY } from '../timing.ts'
import { accounts, type DemoAccount } from './accounts.ts'

/** Contracts are agreed some days before they begin. */
const agreedBefore = 12 * DAY

/** When an account signed what it agreed: in the afternoon, and before the first case that is told. */
export function agreedAt({ startsOn }: Pick<ContractTerms, 'startsOn'>, atTheLatest: Date): Date {
  const signed = Date.parse(`${startsOn}T13:20:00Z`) - agreedBefore
  return new Date(Math.min(signed, atTheLatest.getTime()))
}

/** The contract that the prototype shows: twenty hours, six and a half of them left. */
export const knownContract = { account: 'Meridian Labs', usedMinutes: 810, note: 'Two days on site in Trondheim' }

/** What an account agreed with Norrvik a year before its renewal; null where it never agreed anything. */
export function contractOf(account: DemoAccount, now: Date, newId: () => string): ContractTerms | null {
  const at = accounts.indexOf(account)
  if (account.renewal === null || (account.tier === 'Bronze' && at % 2 === 0)) return null
  const day = (days: number) => new Date(now.getTime() + days * DAY).toISOString().slice(0, 10)
  return {
    name: { Gold: 'Premium care', Silver: 'Service plus', Bronze: 'Basic service' }[account.tier],
    tier: account.tier,
    startsOn: day(account.renewal - 365),
    endsOn: day(account.renewal - 1),
    timeZone: 'Europe/Oslo',
    renewal: at % 5 === 2 ? 'automatic' : 'by_hand',
    calendarId: null,
    policyId: null,
    productIds: [],
    assetIds: [],
    contactIds: null,
    note: null,
    entitlements: entitlementsOf(account, newId),
  }
}

function entitlementsOf({ name, tier }: DemoAccount, newId: () => string): EntitlementTerms[] {
  const any = { channels: [], types: [], since: null }
  const hours = { ...any, name: 'Service hours', kind: 'hours' as const }
  if (name === knownContract.account) return [{ ...hours, id: newId(), amount: 1200, per: 'contract', rollOver: null }]
  if (tier === 'Gold')
    return [{ ...hours, id: newId(), amount: 600, per: 'quarter', rollOver: { cap: 240, periods: 1 } }]
  // Questions about money are nobody's service incident.
  const types = ['technical_issue', 'service_outage', 'onboarding_blocker', 'warranty_claim', 'replacement_request']
  const incidents = { ...any, types, name: 'Incidents', kind: 'incidents' as const, rollOver: null }
  return [{ ...incidents, id: newId(), amount: tier === 'Silver' ? 8 : 3, per: 'year' }]
}
