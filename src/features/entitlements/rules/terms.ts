import type { ContractTerms, EntitlementTerms } from '../contract/terms.ts'

export interface Problem {
  /** The field it is about. */
  path: keyof ContractTerms
  message: string
}

/** Everything that is wrong with the terms of a contract, in words; empty when they can be agreed. */
export function problemsOf(terms: ContractTerms): Problem[] {
  const problems: Problem[] = []
  const say = (path: Problem['path'], message: string) => problems.push({ path, message })
  if (terms.endsOn !== null && terms.endsOn < terms.startsOn) say('endsOn', 'ends before it begins')
  if (terms.renewal === 'automatic' && terms.endsOn === null)
    say('renewal', 'only a contract that ends can renew itself')
  const ids = terms.entitlements.map(({ id }) => id)
  if (new Set(ids).size < ids.length) say('entitlements', 'an id stands twice')
  for (const each of terms.entitlements) {
    const wrong = problemOf(each)
    if (wrong) say('entitlements', `${each.name}: ${wrong}`)
  }
  return problems
}

function problemOf({ kind, amount, per, rollOver }: EntitlementTerms): string | null {
  if (kind === 'unlimited' && amount !== null) return 'what is unlimited has no amount'
  if (kind !== 'unlimited' && amount === null) return 'say how much'
  if (rollOver && (kind === 'unlimited' || per === 'contract'))
    return 'only what is granted by month, quarter or year can be carried over'
  return null
}

/** What was granted stays granted: why `after` can't follow `before` on the day `today`; empty when it can. */
export function problemsOfChange(before: ContractTerms, after: ContractTerms, today: string): Problem[] {
  const problems: Problem[] = []
  const say = (path: Problem['path'], message: string) => problems.push({ path, message })
  if (after.startsOn !== before.startsOn) say('startsOn', 'the first day stays what it was')
  if (after.timeZone !== before.timeZone) say('timeZone', 'the zone stays what it was')
  if (after.endsOn !== before.endsOn) {
    if (before.endsOn !== null && before.endsOn < today) say('endsOn', 'it ended; renew it instead')
    else if (after.endsOn !== null && after.endsOn < today) say('endsOn', 'a day in the past; cancel it instead')
  }
  for (const old of before.entitlements) {
    const same = after.entitlements.find(({ id }) => id === old.id)
    if (!same) say('entitlements', `${old.name} has a ledger and stays until the contract ends`)
    else if (same.kind !== old.kind || same.per !== old.per)
      say('entitlements', `${old.name}: kind and period stay what they were; add another one beside it`)
  }
  return problems
}

/** The next version of terms: when an entitlement was added is what the program saw, whatever is sent. */
export function withSince(before: ContractTerms | null, after: ContractTerms, today: string): ContractTerms {
  const entitlements = after.entitlements.map((each) => {
    const old = before?.entitlements.find(({ id }) => id === each.id)
    return { ...each, since: old ? old.since : before && today > before.startsOn ? today : null }
  })
  return { ...after, entitlements }
}

/** The contacts that a change names anew; those who were named before may have moved on since. */
export const namedAnew = (before: ContractTerms | null, { contactIds }: ContractTerms): string[] =>
  (contactIds ?? []).filter((id) => !before?.contactIds?.includes(id))
