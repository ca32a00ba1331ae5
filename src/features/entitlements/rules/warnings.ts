import type { EntitlementTerms } from '../contract/terms.ts'

interface Warned {
  name: string
  kind: EntitlementTerms['kind']
  /** Incidents or minutes that are left. */
  balance: number
  percent: number
}

/** What those who look after an account are told: “80 % of Service hours is used, 3 h 30 m are left”. */
export function warningSaid({ name, kind, balance, percent }: Warned): string {
  const left = Math.max(0, balance)
  if (left === 0) return `${name}: everything is used`
  return `${percent} % of ${name} is used, ${leftWords(kind, left)} left`
}

function leftWords(kind: Warned['kind'], left: number): string {
  if (kind === 'incidents') return `${left} ${left === 1 ? 'is' : 'are'}`
  const [hours, minutes] = [Math.floor(left / 60), left % 60]
  return `${[hours > 0 && `${hours} h`, minutes > 0 && `${minutes} m`].filter(Boolean).join(' ')} are`
}
