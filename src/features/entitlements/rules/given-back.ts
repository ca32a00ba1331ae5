import { type Entry, standingOf } from './ledger.ts'

export interface Held {
  /** Parts of grants, in the order in which they were taken. */
  parts: { lotId: string; expiresAt: number | null; amount: number }[]
  /** What was taken beyond the balance. */
  overage: number
}

/**
 * What a case took from an entitlement and did not get back, by the grant that it came from; `ofCase` names the entries
 * of the case. Corrections of the balance took nothing, whatever case they name.
 */
export function heldBy(entries: readonly Entry[], ofCase: ReadonlySet<string>): Held {
  const parts = new Map<string, Held['parts'][number]>()
  standingOf(entries, ({ id, kind }, lot, amount) => {
    if (kind !== 'consume' || !ofCase.has(id)) return
    const before = parts.get(lot.id)?.amount ?? 0
    parts.set(lot.id, { lotId: lot.id, expiresAt: lot.expiresAt, amount: before + amount })
  })
  let overage = 0
  for (const entry of entries.filter(({ id }) => ofCase.has(id))) {
    overage += entry.overage
    if (entry.kind === 'give_back') giveTo(parts, entry)
  }
  return { parts: [...parts.values()].filter(({ amount }) => amount > 0), overage: Math.max(0, overage) }
}

/** What names no grant was given back to whichever came first. */
function giveTo(parts: ReadonlyMap<string, Held['parts'][number]>, { lotId, amount }: Entry): void {
  let open = amount
  for (const part of [...parts.values()].filter((each) => lotId === null || each.lotId === lotId)) {
    const given = Math.min(part.amount, open)
    part.amount -= given
    open -= given
  }
}
