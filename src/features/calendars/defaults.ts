import type { OpeningHours } from './contract.ts'

const nineToFive = (): [string, string][] => [['09:00', '17:00']]

/** The calendar a fresh installation starts with: Monday to Friday, nine to five, in the organisation's zone. */
export function standardCalendar(timeZone: string): OpeningHours & { name: string } {
  return {
    name: 'Office hours',
    timeZone,
    weekly: { mon: nineToFive(), tue: nineToFive(), wed: nineToFive(), thu: nineToFive(), fri: nineToFive() },
    holidays: [],
    overrides: {},
  }
}
