import type { EntitlementStanding } from '../contract/coverage.ts'
import type { ContractTerms, EntitlementTerms } from '../contract/terms.ts'
import { type Counted, dueEntries, type Entry, grantedNow, nextChange, standingOf, usedPercent } from './ledger.ts'
import { endOf, periodsUntil } from './periods.ts'

export interface Agreed {
  terms: ContractTerms
  cancelledOn: string | null
}

export const countedOf = ({ terms, cancelledOn }: Agreed, entitlement: EntitlementTerms): Counted => ({
  terms: entitlement,
  dates: terms,
  cancelledOn,
})

/** A ledger with everything that it has to say by `now` (epoch ms), whether or not that is written yet. */
export function ledgerBy(
  agreed: Agreed,
  entitlement: EntitlementTerms,
  written: readonly Entry[],
  now: number,
): Entry[] {
  return [...written, ...dueEntries(countedOf(agreed, entitlement), written, now, (key) => key)]
}

/** How every entitlement of a contract stands at `now` (epoch ms). */
export function standingsOf(
  agreed: Agreed,
  ledgers: ReadonlyMap<string, readonly Entry[]>,
  reserved: ReadonlyMap<string, number>,
  now: number,
): EntitlementStanding[] {
  const end = endOf(agreed.terms, agreed.cancelledOn)
  return agreed.terms.entitlements.map((entitlement) => {
    const { id, name, kind } = entitlement
    if (entitlement.amount === null) return { id, name, kind, ...uncounted }
    const ledger = ledgerBy(agreed, entitlement, ledgers.get(id) ?? [], now)
    const standing = standingOf(ledger)
    const granted = grantedNow(ledger, end, now)
    const expiring = standing.lots
      .flatMap((lot) =>
        lot.expiresAt === null || lot.expiresAt <= now ? [] : [{ at: lot.expiresAt, amount: lot.left }],
      )
      .sort((a, b) => a.at - b.at)[0]
    return {
      id,
      name,
      kind,
      balance: standing.balance,
      granted,
      reserved: reserved.get(id) ?? 0,
      usedPercent: usedPercent(standing, granted),
      overage: standing.overage,
      nextGrantAt: textOf(nextGrantAt(agreed, entitlement, now)),
      nextExpiry: expiring ? { at: textOf(expiring.at)!, amount: expiring.amount } : null,
    }
  })
}

const uncounted = {
  balance: null,
  granted: null,
  reserved: 0,
  usedPercent: null,
  overage: 0,
  nextGrantAt: null,
  nextExpiry: null,
}

function nextGrantAt({ terms, cancelledOn }: Agreed, entitlement: EntitlementTerms, now: number): number | null {
  const end = endOf(terms, cancelledOn)
  const begun = periodsUntil(terms, entitlement.per, end, now)
  const next =
    begun.length === 0 ? periodsUntil(terms, 'contract', end, Number.POSITIVE_INFINITY)[0]?.from : begun.at(-1)?.to
  return next === undefined || next === null || (end !== null && next >= end) ? null : next
}

/** Whether a contract that renews itself has ended by `now` (epoch ms) and nothing follows it yet. */
export function isToRenew({ terms, cancelledOn, renewedBy }: Agreed & { renewedBy: unknown }, now: number): boolean {
  const end = endOf(terms, null)
  return terms.renewal === 'automatic' && cancelledOn === null && renewedBy === null && end !== null && end <= now
}

/** When a contract's ledgers change by themselves next (epoch ms), its end included; null: never. */
export function nextSettling(
  agreed: Agreed,
  ledgers: ReadonlyMap<string, readonly Entry[]>,
  now: number,
): number | null {
  const end = endOf(agreed.terms, agreed.cancelledOn)
  const instants = agreed.terms.entitlements.map((entitlement) =>
    nextChange(countedOf(agreed, entitlement), ledgers.get(entitlement.id) ?? [], now),
  )
  const coming = [...instants, end].filter((each): each is number => each !== null && each > now)
  return coming.length > 0 ? Math.min(...coming) : null
}

const textOf = (instant: number | null): string | null => (instant === null ? null : new Date(instant).toISOString())
