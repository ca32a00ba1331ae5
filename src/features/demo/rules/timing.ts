import type { OpeningHours } from '../../calendars/contract.ts'
import { dueAt, isOpenAt, nextOpenInstant, workedSeconds } from '../../calendars/rules.ts'
import type { Dice } from './random.ts'

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** The latest instant from which at least `seconds` of opening time pass until `now`. Instants are epoch ms. */
export function openingTimeBefore(hours: OpeningHours, now: number, seconds: number): number {
  let [early, late] = [now - 30 * DAY, now]
  while (late - early > 1000) {
    const middle = (early + late) / 2
    if (workedSeconds(hours, middle, now) >= seconds) early = middle
    else late = middle
  }
  return early
}

/** `seconds` of opening time after `from`. */
export function openingTimeAfter(hours: OpeningHours, from: number, seconds: number): number {
  return dueAt(hours, from, seconds).due ?? from + seconds * 1000
}

/** `at`, or when the doors open next. */
export const openFrom = (hours: OpeningHours, at: number): number => nextOpenInstant(hours, at) ?? at

/** An instant between two, in opening hours where there are any. */
export function someTimeBetween(hours: OpeningHours, dice: Dice, from: number, to: number): number {
  let at = dice.between(from, to)
  for (let tries = 0; tries < 12 && !isOpenAt(hours, at); tries++) at = dice.between(from, to)
  return at
}

/** `count` instants in order strictly between two, spread over the opening time that lies there. */
export function spread(hours: OpeningHours, dice: Dice, from: number, to: number, count: number): number[] {
  const open = workedSeconds(hours, from, to)
  return Array.from({ length: count }, (_, i) => {
    const share = (i + 0.4 + dice.next() * 0.5) / (count + 0.4)
    return open > count * 600 ? openingTimeAfter(hours, from, open * share) : from + (to - from) * share
  })
}
