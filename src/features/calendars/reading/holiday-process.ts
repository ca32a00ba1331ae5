import type { Years } from '../rules/holidays.ts'
import type { ListedCountry, ReadDay } from './country-days.ts'

export type HolidayQuestion =
  | { about: 'countries' }
  | { about: 'country'; country: string; state: string | null; region: string | null; years: Years }
  | { about: 'text'; text: string; timeZone: string; years: Years }

export type HolidayAnswer =
  | { countries: ListedCountry[] }
  | { label: string | null; days: ReadDay[]; notes: string[] }
  | { unreadable: string }

// Both libraries are loaded for one answer and gone with the process: they weigh as much as half the program.
async function answer(asked: HolidayQuestion): Promise<HolidayAnswer> {
  if (asked.about === 'text') {
    const { icalDays, UnreadableCalendar } = await import('./ical-days.ts')
    try {
      return { label: null, ...icalDays(asked.text, asked.timeZone, asked.years) }
    } catch (error) {
      if (error instanceof UnreadableCalendar) return { unreadable: error.message }
      throw error
    }
  }
  const { countries, countryDays, placeName } = await import('./country-days.ts')
  if (asked.about === 'countries') return { countries: countries() }
  const { country, state, region, years } = asked
  const label = placeName(country, state, region)
  if (label === null) return { unreadable: 'There is no such country, state or region in the list.' }
  return { label, days: countryDays(country, state, region, years), notes: [] }
}

process.once('message', async (asked: HolidayQuestion) => process.send?.(await answer(asked)))
