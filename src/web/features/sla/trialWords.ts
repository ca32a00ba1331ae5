import { isWords, nameKey } from '../../../features/cases/rules/condition-words.ts'
import type { PolicyTrial, Tried } from '../../../features/sla/contract/trial.ts'

type Checked = Tried['conditions'][number]

/** “tier is Gold or Platinum”, and what the case has instead where that does not hold; `names`: of fields of all types. */
export function checkedWords(condition: Checked, names: ReadonlyMap<string, string>): string {
  const { field, key, is, values, saw, held } = condition
  const label = (key && names.get(nameKey(key))) ?? condition.label
  if (held === null) return `${label}, which only leads read`
  const asked = `${label} ${isWords({ field, is })} ${values.join(' or ')}`
  return held ? asked : `${asked}; here ${saw.join(', ') || 'nothing'}`
}

/** What became of a policy that was tried. */
export function outcomeWords({ outcome, byContract }: Pick<Tried, 'outcome' | 'byContract'>): string {
  if (byContract) return 'taken: the contract promises it'
  return { taken: 'taken', passed: 'does not apply', behind: 'not asked any more', off: 'switched off' }[outcome]
}

const sources: Record<NonNullable<PolicyTrial['clocks'][number]['calendar']>['because'], string> = {
  target: 'named by the target',
  contract: 'of the contract',
  team: 'of the team',
  organisation: 'the usual one',
}

/** By which hours a clock counts, and why by those. */
export const hoursWords = ({ calendar }: PolicyTrial['clocks'][number]): string =>
  calendar ? `${calendar.name}, ${sources[calendar.because]}` : 'every hour counts'
