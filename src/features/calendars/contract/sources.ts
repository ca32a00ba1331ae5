import { z } from 'zod'
import { endpoint } from '../../../platform/endpoint.ts'
import { Id, InstantOut } from '../../../platform/shapes.ts'
import { Calendar, CalendarParams, NewCalendar, SourceDay, TimeZone } from '../contract.ts'

const Code = z.string().regex(/^[A-Z0-9]{1,10}$/, { message: 'is not a code of the list' })
export const CountryChoice = z.strictObject({
  country: Code,
  state: Code.nullable().default(null),
  region: Code.nullable().default(null),
})
export type CountryChoice = z.infer<typeof CountryChoice>

/** A megabyte holds a lifetime of holidays. */
export const mostCalendarBytes = 1_000_000

const Region = z.object({ code: z.string(), name: z.string() })
const Country = Region.extend({ states: z.array(Region.extend({ regions: z.array(Region) })) })
export type Country = z.infer<typeof Country>

const Address = z.string().trim().min(1).max(2_000)
export const NewSource = z.discriminatedUnion('kind', [
  CountryChoice.extend({ kind: z.literal('country') }),
  z.strictObject({
    kind: z.literal('file'),
    name: z.string().trim().min(1).max(200),
    text: z.string().min(1).max(mostCalendarBytes),
  }),
  z.strictObject({ kind: z.literal('address'), address: Address }),
])
export type NewSource = z.infer<typeof NewSource>

/** By key of a holiday (every year) or by date (once): whether it closes; null leaves it to what is usual. */
const Switches = z
  .record(z.string().min(1).max(200), z.boolean().nullable())
  .refine((all) => Object.keys(all).length <= 500, {
    message: 'switches more than 500 holidays',
  })

/** A calendar takes over from at most so many. */
export const mostSources = 10
const ChosenSource = z.strictObject({ source: NewSource, switched: Switches.optional() })

const SourceParams = CalendarParams.extend({ sourceId: Id })

export const sourcesContract = {
  createCalendar: endpoint({
    method: 'POST',
    path: '/calendars',
    summary: 'Makes a calendar, with the holidays of its sources from its first version on.',
    body: NewCalendar.extend({ sources: z.array(ChosenSource).max(mostSources).default([]) }),
    response: Calendar,
  }),
  listCountries: endpoint({
    method: 'GET',
    path: '/calendars/countries',
    summary: 'Countries whose holidays are known, with their states and regions.',
    response: z.object({ items: z.array(Country) }),
  }),
  readHolidays: endpoint({
    method: 'POST',
    path: '/calendars/holidays',
    summary: 'The holidays of a country, or of an iCalendar text or address, in the years that would be taken over.',
    body: z.strictObject({
      timeZone: TimeZone,
      from: z.union([
        CountryChoice,
        z.strictObject({ text: z.string().min(1).max(mostCalendarBytes) }),
        z.strictObject({ address: Address }),
      ]),
    }),
    response: z.object({ days: z.array(SourceDay), notes: z.array(z.string()) }),
  }),
  addSource: endpoint({
    method: 'POST',
    path: '/calendars/:id/sources',
    summary:
      'Takes holidays over from a country list, an iCalendar text, or an iCalendar address that is then read daily.',
    params: CalendarParams,
    body: ChosenSource,
    response: Calendar,
  }),
  switchHolidays: endpoint({
    method: 'PATCH',
    path: '/calendars/:id/sources/:sourceId',
    summary: 'Switches holidays of a source off or on, for every year or for a single date.',
    params: SourceParams,
    body: z.strictObject({ switched: Switches }),
    response: Calendar,
  }),
  readSourceNow: endpoint({
    method: 'POST',
    path: '/calendars/:id/sources/:sourceId/reading',
    summary: 'Reads a source again as soon as possible; the calendar tells when that was done, and what came of it.',
    params: SourceParams,
    response: z.object({ askedAt: InstantOut }),
  }),
  removeSource: endpoint({
    method: 'DELETE',
    path: '/calendars/:id/sources/:sourceId',
    summary: 'Removes a source and the holidays that came from it; those entered by hand stay.',
    params: SourceParams,
    response: Calendar,
  }),
}
