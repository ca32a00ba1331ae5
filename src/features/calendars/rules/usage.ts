import type { CalendarUsage } from '../contract.ts'

/**
 * Held together by all who read by which calendars a case counts, or when its queue tells of it, until they have written it;
 * alone by who takes a calendar away, or looks for the cases that a change of these concerns.
 */
export const choosingCalendars = 5_227_311

/** Why a calendar cannot go, in words with what to do first; null where nothing counts by it. */
export function whyInUse(
  isDefault: boolean,
  { teams, people, policies, contracts, clocks }: CalendarUsage,
): string | null {
  const names = (list: readonly { name: string }[]) => list.map(({ name }) => name).join(', ')
  const because = [
    isDefault && 'it counts wherever nothing else is chosen: make another one the default first',
    teams.length > 0 &&
      `${names(teams)} ${teams.length === 1 ? 'counts' : 'count'} by it: choose another one there first`,
    people.length > 0 &&
      `${names(people)} ${people.length === 1 ? 'works' : 'work'} by it: choose another one there first`,
    policies.length > 0 && `targets of ${names(policies)} name it: choose another one there first`,
    contracts.length > 0 &&
      `${names(contracts)} ${contracts.length === 1 ? 'promises' : 'promise'} its hours: choose others there first`,
    clocks > 0 &&
      `${clocks} running ${clocks === 1 ? 'clock counts' : 'clocks count'} by it until their cases are resolved`,
  ].filter((each) => each !== false)
  return because.length > 0 ? because.join('; ') : null
}
