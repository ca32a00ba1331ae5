import type { CaseCoverage, Coverage, Unmet, Verdict } from '../../../features/entitlements/contract/coverage.ts'
import type { EntitlementKind, EntitlementTerms } from '../../../features/entitlements/contract/terms.ts'
import type { LedgerEntry } from '../../../features/entitlements/contract.ts'
import { counted } from '../../ui/amounts.ts'
import { duration } from '../../ui/time.ts'

/** What is counted, as people say it: 390 minutes → “6 h 30 m”, 3 incidents → “3 incidents”. */
export const amountOf = (kind: EntitlementKind, amount: number): string =>
  kind === 'hours' ? `${amount < 0 ? '−' : ''}${duration(Math.abs(amount))}` : counted(amount, 'incident')

export const signed = (kind: EntitlementKind, amount: number): string =>
  `${amount > 0 ? '+' : amount < 0 ? '−' : ''}${kind === 'hours' ? duration(Math.abs(amount)) : Math.abs(amount)}`

const periods: Record<EntitlementTerms['per'], string> = {
  contract: 'for the whole contract',
  month: 'a month',
  quarter: 'a quarter',
  year: 'a year',
}

/** One entitlement as a sentence a customer could read. */
export function grantOf({ kind, amount, per, rollOver }: EntitlementTerms): string {
  if (amount === null) return 'as often as needed'
  const carried = rollOver
    ? `; up to ${amountOf(kind, rollOver.cap)} carried over for ${counted(rollOver.periods, 'period')}`
    : ''
  return `${amountOf(kind, amount)} ${periods[per]}${carried}`
}

export const entryName: Record<LedgerEntry['kind'], string> = {
  grant: 'Granted',
  consume: 'Used',
  give_back: 'Given back',
  adjust: 'Adjusted',
  expire: 'Lost, not used in time',
  roll_over: 'Carried over',
  warning: 'Warning',
}

export const verdictName: Record<Verdict, string> = {
  covered: 'Covered',
  not_covered: 'Not covered',
  expired: 'Contract ended',
  used_up: 'Used up',
  no_contract: 'No contract',
}

/** What follows for whoever works the case. */
export function consequenceOf({ verdict, consequence, decision }: CaseCoverage): string | null {
  if (verdict === 'covered' || consequence === 'none') return null
  if (consequence === 'warn') return 'Say so to the customer before work begins.'
  if (consequence === 'billable') return 'Work on it is billed.'
  if (!decision) return 'Somebody has to approve the work before it can be resolved.'
  return `${decision.approved ? 'Approved' : 'Refused'} by ${decision.by ?? 'the API'}${decision.note ? `: ${decision.note}` : '.'}`
}

/** Why an entitlement does not cover a case, in words. */
export function unmetOf({ code, saw, asked }: Unmet): string {
  switch (code) {
    case 'not_begun':
      return `begins on ${saw}`
    case 'ended':
      return `ended on ${saw}`
    case 'cancelled':
      return `was cancelled on ${saw}`
    case 'contact_unknown':
      return 'holds for named people only, and nobody is known here'
    case 'contact_not_named':
      return `does not name ${saw}`
    case 'channel':
      return `holds for ${asked.join(', ')} only`
    case 'type':
      return 'does not hold for cases of this type'
    case 'product':
      return `covers ${asked.join(', ')}; the case is about ${saw}`
    case 'product_unknown':
      return `covers ${asked.join(', ')}; nobody said what the case is about`
    case 'used_up':
      return 'is used up'
  }
}

/** “Covered by Premium care (SC-1001), Service hours, 20 h left then.”, or what each right lacked. */
export function coveredWords({ verdict, by, considered }: Pick<Coverage, 'verdict' | 'by' | 'considered'>): string {
  if (by) {
    const { left = null } = considered.find(({ entitlement }) => entitlement.id === by.entitlement.id) ?? {}
    const had = left === null ? '' : `, ${amountOf(by.entitlement.kind, left)} left then`
    return `Covered by ${by.contract.name} (${by.contract.number}), ${by.entitlement.name}${had}.`
  }
  const lacked = considered.map(
    ({ contract, entitlement, unmet }) =>
      `${contract.name} (${contract.number}), ${entitlement.name}: ${unmet.map(unmetOf).join(', ')}`,
  )
  return lacked.length > 0 ? `${verdictName[verdict]}. ${lacked.join('; ')}.` : `${verdictName[verdict]} then.`
}
