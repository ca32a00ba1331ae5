import type { StepView } from '../../../features/sla/contract/steps.ts'
import type { Explanation } from '../../../features/sla/contract.ts'
import { reasonWords } from './reasons.ts'
import { listed, whenWords } from './stepLines.ts'

/** “by resolving; the letter has not left: no outgoing mail is set up”. */
export function fulfilledWords({ because, letter }: NonNullable<Explanation['fulfilled']>): string {
  const how = fulfilledBy[because.code] ?? `because ${reasonWords(because)}`
  if (!letter || letter.delivery === 'sent') return how
  const waits = letter.delivery === 'held' || letter.delivery === 'queued'
  const why = letter.error ?? (letter.delivery === 'kept' ? 'no outgoing mail is set up' : 'it could not be delivered')
  return `${how}; the letter has not left${waits ? ' yet' : `: ${why}`}`
}

const fulfilledBy: Partial<Record<string, string>> = {
  public_reply: 'by an answer',
  resolved: 'by resolving',
  condition_met: 'by what completes it',
}

const peopleNames: Record<StepView['people'][number]['who'], string> = {
  owner: 'the owner',
  team_lead: 'the lead of its team',
  team: 'everybody in its team',
  watchers: 'its watchers',
  person: 'somebody who is gone',
  lead_of: 'the lead of another team',
}

/** “tells the owner and the lead of its team, raises the priority to high”. */
export function toldWords({ people, change }: Pick<StepView, 'people' | 'change'>): string {
  const told = people.map(({ who, name }) =>
    name ? (who === 'lead_of' ? `the lead of ${name}` : name) : peopleNames[who],
  )
  return [
    `tells ${listed(told) || 'the lead of its team'}`,
    change.priority && `raises the priority to ${change.priority}`,
    change.teamId && 'hands the case to another team',
    change.tag && `tags it “${change.tag}”`,
  ]
    .filter(Boolean)
    .join(', ')
}

/** “At 80 %: tells the owner”. */
export const stepWords = (step: StepView): string =>
  `${whenWords(step.when, 'it').replace(' of it', '')}: ${toldWords(step)}`
