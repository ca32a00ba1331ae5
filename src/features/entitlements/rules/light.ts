import type { EntitlementStanding, Light } from '../contract/coverage.ts'
import type { ContractFacts } from './coverage.ts'
import { warningPercents } from './ledger.ts'
import { endOf, startOfDate } from './periods.ts'

/** A contract that ends within so many days is worth a look. */
export const nearDays = 30
const day = 86_400_000

/** Green, yellow or red at `now` (epoch ms), with everything that made it so, in words. */
export function lightOf(
  contract: Pick<ContractFacts, 'terms' | 'cancelledOn'>,
  standings: readonly EntitlementStanding[],
  renewed: boolean,
  now: number,
): Light {
  const { terms, cancelledOn } = contract
  const end = endOf(terms, cancelledOn)
  if (now < startOfDate(terms.startsOn, terms.timeZone)) return red('Not begun', `It begins on ${terms.startsOn}.`)
  if (end !== null && now >= end)
    return cancelledOn
      ? red('Cancelled', `It was cancelled on ${cancelledOn}.`)
      : red('Ended', `It ended on ${terms.endsOn}.`)
  const counted = standings.filter(({ balance }) => balance !== null)
  if (counted.length === standings.length && counted.every(({ balance }) => balance! <= 0))
    return red('Used up', 'Everything it grants is used up.')
  const reasons = counted.flatMap(({ name, balance, usedPercent }) => {
    if (balance! <= 0) return [`${name} is used up.`]
    return usedPercent !== null && usedPercent >= warningPercents[0] ? [`${usedPercent} % of ${name} is used.`] : []
  })
  if (end !== null && end - now <= nearDays * day && !renewed) {
    const days = Math.max(0, Math.ceil((end - now) / day) - 1)
    reasons.push(days === 0 ? 'It ends today.' : `It ends in ${days} ${days === 1 ? 'day' : 'days'}.`)
  }
  return reasons.length > 0
    ? { colour: 'yellow', word: 'Worth a look', reasons }
    : { colour: 'green', word: 'In force', reasons: [] }
}

const red = (word: Light['word'], reason: string): Light => ({ colour: 'red', word, reasons: [reason] })
