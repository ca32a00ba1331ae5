import type { OpeningHours } from '../../calendars/contract.ts'
import { fill, firstNameOf } from './letters.ts'
import type { PlannedCase } from './moves.ts'
import type { Dice } from './random.ts'
import type { Topic } from './stories/story.ts'

/** How a case stands now, or how it ended. */
export type Fate =
  | 'fresh'
  | 'answered'
  | 'wrote_again'
  | 'at_risk'
  | 'overdue'
  | 'waits_for_customer'
  | 'waits_for_others'
  | 'to_confirm'
  | 'ended'

export interface World {
  hours: OpeningHours
  now: number
  dice: Dice
}

export interface Outline extends Omit<PlannedCase, 'moves' | 'subject'> {
  topic: Topic
  fate: Fate
  /** When it was opened, and for resolved ones when it was resolved. */
  from: number
  until: number
  silenceHours: number
  confirmationDays: number
  gold: boolean
  /** The stages between reception and resolution. */
  path: readonly string[]
}

/** What the words in braces stand for in one case. */
export function partsFor(dice: Dice, outline: Outline): Record<string, string> {
  const number = (low: number, high: number) => String(Math.floor(dice.between(low, high)))
  const cents = Math.floor(dice.between(18_000, 940_000))
  const parts = {
    serial: `${dice.pick(['18', '22', '40', '12'])}-${number(1000, 4999)}`,
    invoice: number(2900, 3420),
    order: `O-${number(7400, 7790)}`,
    amount: `€${(cents / 100).toLocaleString('en', { minimumFractionDigits: 2 })}`,
    cn: `CN-${number(100, 190)}`,
    po: `PO-${number(61_000, 88_900)}`,
    first: firstNameOf(outline.contact.name),
    lead: { accounts: 'Mira', technical: 'Luca', warranty: 'Ben', finance: 'Sofia' }[outline.team],
  }
  return { ...parts, about: fill(outline.topic[1], parts) }
}
