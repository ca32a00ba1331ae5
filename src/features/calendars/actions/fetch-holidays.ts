import { fetchOutside, NotFetched } from '../../../platform/outgoing.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { mostCalendarBytes } from '../contract/sources.ts'
import { holidaysInText, type ReadHolidays, type yearsIn } from './ask-holidays.ts'

/** Somebody waits for it. */
const patienceSeconds = 10

export const calendarHeaders = { accept: 'text/calendar, text/plain;q=0.5' }

/** What an address says now, for whoever is about to choose it; what keeps it from being read is refused by name. */
export async function holidaysAt(
  address: string,
  timeZone: string,
  years: ReturnType<typeof yearsIn>,
  allowed: readonly string[],
): Promise<ReadHolidays> {
  const limits = { maxBytes: mostCalendarBytes, seconds: patienceSeconds, allowed, headers: calendarHeaders }
  const answer = await fetchOutside(address, limits).catch((error: unknown) => {
    if (!(error instanceof NotFetched)) throw error
    throw new Refusal('unreadable_calendar', { because: error.message })
  })
  return holidaysInText(textOf(answer), timeZone, years)
}

/** The text of an answer that is one. */
export function textOf({ status, body }: { status: number; body: Buffer }): string {
  if (status !== 200)
    throw new Refusal('unreadable_calendar', { because: `The host answered with ${status} instead of a calendar.` })
  return body.toString('utf8').replaceAll('\0', '')
}
