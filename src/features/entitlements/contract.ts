import { z } from 'zod'
import { endpoint } from '../../platform/endpoint.ts'
import { Channel, Id, InstantOut, Named, Paging, PlainDate, page, Text, Version } from '../../platform/shapes.ts'
import { CaseRef } from '../cases/contract/case-row.ts'
import { CaseCoverage, Coverage, EntitlementStanding, ServiceContract } from './contract/coverage.ts'
import { ContractTerms, TermsFields } from './contract/terms.ts'

export const ContractVersion = z.object({
  version: Version,
  at: InstantOut,
  by: z.string().nullable(),
  terms: ContractTerms,
})

export const LedgerEntry = z.object({
  id: Id,
  entitlementId: Id,
  at: InstantOut,
  kind: z.enum(['grant', 'consume', 'give_back', 'adjust', 'expire', 'roll_over', 'warning']),
  amount: z.int(),
  overage: z.int(),
  /** The sum of everything up to here. */
  balance: z.int(),
  expiresAt: InstantOut.nullable(),
  case: z.object({ id: Id, number: z.string(), subject: z.string() }).nullable(),
  person: Named.nullable(),
  note: z.string().nullable(),
})
export type LedgerEntry = z.infer<typeof LedgerEntry>

const byId = z.object({ id: Id })
const AddEntry = z.strictObject({
  kind: z.enum(['consume', 'adjust']),
  /** Incidents or minutes; only an adjustment may be negative. */
  amount: z.int().min(-1_000_000).max(1_000_000),
  note: Text(500),
  case: z.string().max(60).optional(),
})

export const entitlementsContract = {
  listContracts: endpoint({
    method: 'GET',
    path: '/service-contracts',
    summary: 'Service contracts, those that end next first.',
    query: Paging.extend({
      account: Id.optional(),
      q: z.string().max(200).optional(),
      state: z.enum(['current', 'ended', 'all']).default('current'),
    }).strict(),
    response: page(ServiceContract),
  }),
  getContract: endpoint({
    method: 'GET',
    path: '/service-contracts/:id',
    summary: 'One service contract with its light, its meters and its versions.',
    params: byId,
    response: ServiceContract.extend({ versions: z.array(ContractVersion) }),
  }),
  createContract: endpoint({
    method: 'POST',
    path: '/service-contracts',
    summary: 'Makes a service contract and gives what its first period grants.',
    body: ContractTerms.extend({ accountId: Id }),
    response: ServiceContract,
  }),
  changeContract: endpoint({
    method: 'PATCH',
    path: '/service-contracts/:id',
    summary: 'Changes the terms of a contract, as a new version of it.',
    params: byId,
    body: z.strictObject(TermsFields).partial().extend({ version: Version }),
    response: ServiceContract,
  }),
  renewContract: endpoint({
    method: 'POST',
    path: '/service-contracts/:id/renewal',
    summary: 'Makes the contract that follows on the day after this one ends.',
    params: byId,
    body: z.strictObject({ endsOn: PlainDate.nullable() }),
    response: ServiceContract,
  }),
  cancelContract: endpoint({
    method: 'POST',
    path: '/service-contracts/:id/cancellation',
    summary: 'Ends a contract early, from a day on; the ledger stays.',
    params: byId,
    body: z.strictObject({ version: Version, on: PlainDate, reason: Text(500) }),
    response: ServiceContract,
  }),
  listContractLedger: endpoint({
    method: 'GET',
    path: '/service-contracts/:id/ledger',
    summary: 'Everything that was granted, taken, given back and lost, newest first.',
    params: byId,
    query: Paging.extend({ entitlement: Id.optional() }).strict(),
    response: page(LedgerEntry),
  }),
  addEntry: endpoint({
    method: 'POST',
    path: '/entitlements/:id/entries',
    summary: 'Takes from an entitlement, or adjusts it with a reason. What goes below zero is kept as overage.',
    params: byId,
    body: AddEntry,
    response: EntitlementStanding,
  }),
  accountCoverage: endpoint({
    method: 'GET',
    path: '/accounts/:id/coverage',
    summary: 'Whether a case of this account would be covered, now or at any past instant, and why.',
    params: byId,
    query: z.strictObject({
      at: z.iso.datetime({ offset: true }).optional(),
      contact: Id.optional(),
      channel: Channel.default('email'),
      type: z.string().max(60).optional(),
      product: Id.optional(),
      asset: Id.optional(),
    }),
    response: Coverage,
  }),
  caseCoverage: endpoint({
    method: 'GET',
    path: '/cases/:id/coverage',
    summary: 'What was decided about the coverage of a case, and what it was decided on.',
    params: CaseRef,
    response: z.object({ coverage: CaseCoverage.nullable() }),
  }),
  chooseCoverage: endpoint({
    method: 'PUT',
    path: '/cases/:id/coverage',
    summary: 'Chooses by hand what covers a case, or that nothing does; an incident taken before is given back.',
    params: CaseRef,
    body: z.strictObject({ version: Version, entitlementId: Id.nullable(), reason: Text(500) }),
    response: CaseCoverage,
  }),
  decideUncovered: endpoint({
    method: 'POST',
    path: '/cases/:id/coverage/decision',
    summary: 'Says whether work on a case that nothing covers is approved.',
    params: CaseRef,
    body: z.strictObject({ version: Version, approve: z.boolean(), note: Text(500).nullable().default(null) }),
    response: CaseCoverage,
  }),
  reserveHours: endpoint({
    method: 'PUT',
    path: '/cases/:id/coverage/reservation',
    summary: 'Holds hours for a case without taking them; zero lets them go.',
    params: CaseRef,
    body: z.strictObject({ minutes: z.int().min(0).max(600_000) }),
    response: CaseCoverage,
  }),
}
