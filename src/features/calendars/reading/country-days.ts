import Holidays from 'date-holidays'
import type { Years } from '../rules/holidays.ts'

export interface ListedCountry {
  code: string
  name: string
  states: { code: string; name: string; regions: { code: string; name: string }[] }[]
}
export interface ReadDay {
  date: string
  name: string
  key: string
  usual: boolean
}

/** Half days, bank holidays and optional ones are offered too, and do not close until somebody says so. */
const offered = ['public', 'bank', 'optional']

/** Every country with a list, its states and their regions, by name. */
export function countries(): ListedCountry[] {
  const lists = new Holidays()
  return named(lists.getCountries('en')).map((country) => ({
    ...country,
    states: named(lists.getStates(country.code, 'en')).map((state) => ({
      ...state,
      regions: named(lists.getRegions(country.code, state.code, 'en')),
    })),
  }))
}

/** What a choice is called, such as Germany, Bayern; null where there is no such place. */
export function placeName(country: string, state: string | null, region: string | null): string | null {
  const lists = new Holidays()
  const found = [lists.getCountries('en')?.[country]]
  if (state !== null) found.push(lists.getStates(country, 'en')?.[state])
  if (region !== null) found.push(state === null ? undefined : lists.getRegions(country, state, 'en')?.[region])
  return found.every((name) => name !== undefined) ? found.join(', ') : null
}

/** The holidays of a place as local dates. */
export function countryDays(country: string, state: string | null, region: string | null, years: Years): ReadDay[] {
  const list = new Holidays({ country, ...(state && { state }), ...(region && { region }) })
  const days: ReadDay[] = []
  for (let year = years.from; year <= years.to; year++) {
    for (const { date, start, end, name, type, rule } of list.getHolidays(year, 'en')) {
      if (!offered.includes(type)) continue
      const first = Date.parse(`${date.slice(0, 10)}T00:00:00Z`)
      const fromMidnight = date.slice(11, 19) === '00:00:00'
      // An hour more or less lies in a day on which clocks change.
      const whole = fromMidnight ? Math.floor((end.getTime() - start.getTime() + hour) / day) : 0
      for (let i = 0; i < Math.max(1, whole); i++) {
        const usual = type === 'public' && whole > 0
        days.push({ date: new Date(first + i * day).toISOString().slice(0, 10), name, key: rule.slice(0, 200), usual })
      }
    }
  }
  return days
}

const hour = 3_600_000
const day = 24 * hour

const named = (list: { [code: string]: string } | undefined) =>
  Object.entries(list ?? {})
    .map(([code, name]) => ({ code, name }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'))
