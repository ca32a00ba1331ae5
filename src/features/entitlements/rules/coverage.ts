import type { Considered, Coverage, Unmet, Verdict } from '../contract/coverage.ts'
import type { ContractTerms, EntitlementTerms } from '../contract/terms.ts'
import { endOf, startOfDate } from './periods.ts'

export interface ContractFacts {
  id: string
  number: string
  terms: ContractTerms
  cancelledOn: string | null
  /** Incidents or minutes left by entitlement; absent where nothing is counted. */
  left: ReadonlyMap<string, number>
  /** What the products and assets of the terms are called, by id. */
  names: ReadonlyMap<string, string>
}

export interface AskedFor {
  contact: { id: string; name: string } | null
  channel: string
  type: string | null
  product: { id: string; name: string } | null
  asset: { id: string; serial: string } | null
}

/**
 * Whether a case is covered at an instant (epoch ms) and by what (domain rule 4): every entitlement of every contract is
 * tried, in the order in which contracts end and name them, and every requirement that it misses is told.
 */
export function coverageOf(contracts: readonly ContractFacts[], asked: AskedFor, at: number): Omit<Coverage, 'at'> {
  const inOrder = [...contracts].sort((a, b) => endingOf(a) - endingOf(b) || (a.number < b.number ? -1 : 1))
  const considered = inOrder.flatMap((contract) =>
    contract.terms.entitlements.map((entitlement) => consider(contract, entitlement, asked, at)),
  )
  const covering = considered.find(({ unmet }) => unmet.length === 0)
  if (covering) {
    const { contract, entitlement } = covering
    return { verdict: 'covered', by: { contract, entitlement }, considered }
  }
  return { verdict: verdictOf(considered), by: null, considered }
}

const endingOf = ({ terms, cancelledOn }: ContractFacts): number => endOf(terms, cancelledOn) ?? Number.MAX_SAFE_INTEGER

function consider(contract: ContractFacts, entitlement: EntitlementTerms, asked: AskedFor, at: number): Considered {
  const { id, number, terms } = contract
  const left = entitlement.amount === null ? null : (contract.left.get(entitlement.id) ?? 0)
  return {
    contract: { id, number, name: terms.name },
    entitlement: { id: entitlement.id, name: entitlement.name, kind: entitlement.kind },
    left,
    unmet: [
      ...unmetDates(contract, at),
      ...unmetContact(terms, asked),
      ...unmetList('channel', entitlement.channels, asked.channel),
      ...unmetList('type', entitlement.types, asked.type),
      ...unmetSubject(contract, asked),
      ...(left !== null && left <= 0 ? [unmet('used_up', String(left))] : []),
    ],
  }
}

function unmetDates({ terms, cancelledOn }: ContractFacts, at: number): Unmet[] {
  if (at < startOfDate(terms.startsOn, terms.timeZone)) return [unmet('not_begun', terms.startsOn)]
  const end = endOf(terms, cancelledOn)
  if (end === null || at < end) return []
  const byCancelling = cancelledOn !== null && end === startOfDate(cancelledOn, terms.timeZone)
  return [byCancelling ? unmet('cancelled', cancelledOn) : unmet('ended', terms.endsOn)]
}

function unmetContact({ contactIds }: ContractTerms, { contact }: AskedFor): Unmet[] {
  if (contactIds === null) return []
  if (!contact) return [unmet('contact_unknown', null)]
  return contactIds.includes(contact.id) ? [] : [unmet('contact_not_named', contact.name)]
}

const unmetList = (code: 'channel' | 'type', allowed: readonly string[], saw: string | null): Unmet[] =>
  allowed.length === 0 || (saw !== null && allowed.includes(saw)) ? [] : [unmet(code, saw, allowed)]

/** A named product covers every piece of it; a named asset covers itself alone. */
function unmetSubject({ terms, names }: ContractFacts, { product, asset }: AskedFor): Unmet[] {
  const { productIds, assetIds } = terms
  if (productIds.length + assetIds.length === 0) return []
  const covers = [...productIds, ...assetIds].map((id) => names.get(id) ?? 'something that is gone')
  if (product === null) return [unmet('product_unknown', null, covers)]
  if (productIds.includes(product.id) || (asset && assetIds.includes(asset.id))) return []
  return [unmet('product', asset ? `${product.name}, ${asset.serial}` : product.name, covers)]
}

const unmet = (code: Unmet['code'], saw: string | null, asked: readonly string[] = []): Unmet => ({
  code,
  saw,
  asked: [...asked],
})

/** Why nothing covers it: a right that is used up is nearer than one that ended, and that nearer than none. */
function verdictOf(considered: readonly Considered[]): Verdict {
  if (considered.length === 0) return 'no_contract'
  const onlyFor = (codes: readonly Unmet['code'][]) =>
    considered.some(({ unmet: missed }) => missed.every(({ code }) => codes.includes(code)))
  if (onlyFor(['used_up'])) return 'used_up'
  if (onlyFor(['ended', 'cancelled', 'used_up'])) return 'expired'
  return 'not_covered'
}
