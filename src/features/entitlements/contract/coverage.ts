import { z } from 'zod'
import { Id, InstantOut, Named, PlainDate, Version } from '../../../platform/shapes.ts'
import { Uncovered } from '../../casetypes/contract.ts'
import { ContractTerms, EntitlementKind } from './terms.ts'

/** Whether a contract can be relied on: the colour, the word for it, and every reason for another than green. */
export const Light = z.object({
  colour: z.enum(['green', 'yellow', 'red']),
  word: z.enum(['In force', 'Worth a look', 'Used up', 'Ended', 'Cancelled', 'Not begun']),
  reasons: z.array(z.string()),
})
export type Light = z.infer<typeof Light>

export const EntitlementStanding = z.object({
  id: Id,
  name: z.string(),
  kind: EntitlementKind,
  /** Incidents or minutes; null where nothing is counted. */
  balance: z.int().nullable(),
  /** What the live grants came to when they were given: the whole of the meter. */
  granted: z.int().nullable(),
  reserved: z.int(),
  usedPercent: z.int().nullable(),
  overage: z.int(),
  nextGrantAt: InstantOut.nullable(),
  nextExpiry: z.object({ at: InstantOut, amount: z.int() }).nullable(),
})
export type EntitlementStanding = z.infer<typeof EntitlementStanding>

export const ServiceContract = z.object({
  id: Id,
  number: z.string(),
  account: Named,
  terms: ContractTerms,
  /** What the products and assets of the terms are called; both empty: it covers everything. */
  covers: z.object({ products: z.array(Named), assets: z.array(Named) }),
  cancelledOn: PlainDate.nullable(),
  cancelledBecause: z.string().nullable(),
  renewedFrom: z.object({ id: Id, number: z.string() }).nullable(),
  renewedBy: z.object({ id: Id, number: z.string() }).nullable(),
  light: Light,
  standings: z.array(EntitlementStanding),
  createdAt: InstantOut,
  version: Version,
})
export type ServiceContract = z.infer<typeof ServiceContract>

export const Verdict = z.enum(['covered', 'not_covered', 'expired', 'used_up', 'no_contract'])
export type Verdict = z.infer<typeof Verdict>

/** Why an entitlement does not cover a case, as data; the screen makes the sentence. */
export const Unmet = z.object({
  code: z.enum([
    'not_begun',
    'ended',
    'cancelled',
    'contact_unknown',
    'contact_not_named',
    'channel',
    'type',
    'product',
    'product_unknown',
    'used_up',
  ]),
  saw: z.string().nullable(),
  asked: z.array(z.string()),
})
export type Unmet = z.infer<typeof Unmet>

export const Considered = z.object({
  contract: z.object({ id: Id, number: z.string(), name: z.string() }),
  entitlement: z.object({ id: Id, name: z.string(), kind: EntitlementKind }),
  left: z.int().nullable(),
  unmet: z.array(Unmet),
})
export type Considered = z.infer<typeof Considered>

export const Coverage = z.object({
  at: InstantOut,
  verdict: Verdict,
  by: Considered.pick({ contract: true, entitlement: true }).nullable(),
  considered: z.array(Considered),
})
export type Coverage = z.infer<typeof Coverage>

export const CaseCoverage = Coverage.extend({
  /** What follows from it; `none` where it is covered. */
  consequence: Uncovered,
  chosen: z.object({ by: z.string().nullable(), because: z.string() }).nullable(),
  decision: z
    .object({ approved: z.boolean(), by: z.string().nullable(), at: InstantOut, note: z.string().nullable() })
    .nullable(),
  reservedMinutes: z.int(),
  version: Version,
  /** The contract as it stands now, for its light and meters. */
  contract: ServiceContract.pick({ id: true, number: true, light: true, standings: true })
    .extend({ name: z.string(), endsOn: PlainDate.nullable() })
    .nullable(),
})
export type CaseCoverage = z.infer<typeof CaseCoverage>
