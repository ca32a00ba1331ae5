/** For how long a released letter may wait for a mail server and still count from its release on. */
export const patienceMinutes = 15

/** Whether a letter of that case can leave the house at all; those of the demo company stay, and count as if they had. */
export type WayOut = 'server' | 'demo' | 'none'

export const wayOut = (facts: { smtpOut: string | null; demo: boolean }): WayOut =>
  facts.demo ? 'demo' : facts.smtpOut === null ? 'none' : 'server'

/** Whether a letter answers its customer from its release on: not where nothing can carry it out. */
export const countsAtRelease = (way: WayOut): boolean => way !== 'none'

/** Whether a letter has waited so long that what its customer knows is: nothing. Exactly at the limit still counts. */
export const waitsTooLong = (releasedAt: Date, now: Date): boolean =>
  now.getTime() - releasedAt.getTime() > patienceMinutes * 60_000

/**
 * Since when a letter answers its customer, at the moment when a mail server takes it: null where it counts already, from
 * its release on. One that had stopped counting, or left only after the patience was over, counts from now on.
 */
export function countsFrom(letter: { uncounted: boolean; releasedAt: Date; tries: number }, now: Date): Date | null {
  if (letter.uncounted) return now
  // Later tries were judged one by one; a first one may come late, because nobody was there to send.
  return letter.tries <= 1 && waitsTooLong(letter.releasedAt, now) ? now : null
}
