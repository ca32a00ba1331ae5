import { askProcess, ProcessFailed } from '../../../platform/own-process.ts'
import { Refusal } from '../../../platform/refusal.ts'
import type { CountryChoice } from '../contract/sources.ts'
import type { SourceDay } from '../contract.ts'
import type { ListedCountry } from '../reading/country-days.ts'
import type { HolidayAnswer, HolidayQuestion } from '../reading/holiday-process.ts'
import { type Years, yearsAt } from '../rules/holidays.ts'
import { dateOfDay, dayOf } from '../rules/zone-offsets.ts'

export interface ReadHolidays {
  /** What the place is called, where holidays are those of one. */
  label: string | null
  days: SourceDay[]
  notes: string[]
}

const reader = new URL('../reading/holiday-process.ts', import.meta.url)
const most = { seconds: 15, megabytes: 128 }

let known: Promise<ListedCountry[]> | undefined

/** Every country with a list; asked for once, because a list does not change while a program runs. */
export function knownCountries(): Promise<ListedCountry[]> {
  known ??= ask({ about: 'countries' }).then((answer) => ('countries' in answer ? answer.countries : []))
  known.catch(() => {
    known = undefined
  })
  return known
}

export const holidaysOfCountry = ({ country, state, region }: CountryChoice, years: Years): Promise<ReadHolidays> =>
  holidays({ about: 'country', country, state, region, years })

export const holidaysInText = (text: string, timeZone: string, years: Years): Promise<ReadHolidays> =>
  holidays({ about: 'text', text, timeZone, years })

/** The date it is in a zone. */
export const todayIn = (timeZone: string, now: Date): string => dateOfDay(dayOf(timeZone, now.getTime()))

export const yearsIn = (timeZone: string, now: Date): Years => yearsAt(todayIn(timeZone, now))

async function holidays(asked: HolidayQuestion): Promise<ReadHolidays> {
  const answer = await ask(asked)
  if ('unreadable' in answer) throw new Refusal('unreadable_calendar', { because: answer.unreadable })
  if ('countries' in answer) throw new TypeError('the reader answered another question')
  return answer
}

async function ask(question: HolidayQuestion): Promise<HolidayAnswer> {
  try {
    return await askProcess<HolidayAnswer>(reader, question, most)
  } catch (error) {
    if (!(error instanceof ProcessFailed) || !error.tooCostly) throw error
    throw new Refusal('unreadable_calendar', { because: 'It repeats so much that it was given up.' })
  }
}
