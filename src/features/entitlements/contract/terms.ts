import { z } from 'zod'
import { Channel, Id, PlainDate, Text, TimeZone } from '../../../platform/shapes.ts'

export const EntitlementKind = z.enum(['unlimited', 'incidents', 'hours'])
export type EntitlementKind = z.infer<typeof EntitlementKind>
export const Period = z.enum(['contract', 'month', 'quarter', 'year'])
export type Period = z.infer<typeof Period>

/** One thing that a contract gives a right to. Amounts are incidents, or minutes of prepaid work. */
export const EntitlementTerms = z.strictObject({
  id: Id,
  name: Text(80),
  kind: EntitlementKind,
  /** What each period grants; null where nothing is counted. */
  amount: z.int().positive().max(10_000_000).nullable(),
  per: Period.default('contract'),
  /** What is left at the end of a period is carried over, up to `cap` in all, for as many periods. */
  rollOver: z
    .strictObject({ cap: z.int().positive().max(10_000_000), periods: z.int().min(1).max(24) })
    .nullable()
    .default(null),
  /** Ways of asking that are covered; empty: every one. */
  channels: z.array(Channel).max(20).default([]),
  /** Keys of case types that are covered; empty: every one. */
  types: z.array(z.string().max(60)).max(100).default([]),
  /** The day it was added to a running contract: periods that ended before grant nothing. Set by the server. */
  since: PlainDate.nullable().default(null),
})
export type EntitlementTerms = z.infer<typeof EntitlementTerms>

export const TermsFields = {
  name: Text(120),
  tier: Text(40).nullable(),
  startsOn: PlainDate,
  /** The last day that is covered; null: until it is cancelled. */
  endsOn: PlainDate.nullable(),
  /** Its days begin and end at midnight here. */
  timeZone: TimeZone,
  renewal: z.enum(['none', 'by_hand', 'automatic']),
  /** Hours in which its promises run; null: those of the team. */
  calendarId: Id.nullable(),
  /** The service level that it promises; null: the first policy that fits. */
  policyId: Id.nullable(),
  /** What it is for: products, whichever piece of them, and single assets of the account; both empty: everything. */
  productIds: z.array(Id).max(200),
  assetIds: z.array(Id).max(500),
  /** The people who may ask; null: everybody at the account. */
  contactIds: z.array(Id).max(500).nullable(),
  note: Text(2000).nullable(),
  entitlements: z.array(EntitlementTerms).min(1).max(20),
}

/** What was agreed. Every change is a version of its own, so that any past day can be answered for. */
export const ContractTerms = z.strictObject({
  ...TermsFields,
  tier: TermsFields.tier.default(null),
  renewal: TermsFields.renewal.default('by_hand'),
  calendarId: TermsFields.calendarId.default(null),
  policyId: TermsFields.policyId.default(null),
  productIds: TermsFields.productIds.default([]),
  assetIds: TermsFields.assetIds.default([]),
  contactIds: TermsFields.contactIds.default(null),
  note: TermsFields.note.default(null),
})
export type ContractTerms = z.infer<typeof ContractTerms>
