import { z } from 'zod'
import { endpoint } from '../../platform/endpoint.ts'
import { InstantOut, Ok } from '../../platform/shapes.ts'

const TEN_YEARS_SECONDS = 10 * 366 * 86_400
const EARLIEST = Date.UTC(1900, 0, 1)
const LATEST = Date.UTC(2200, 0, 1)
const LONGEST_SPAN = 60 * 366 * 86_400_000

export const LocalDate = z.iso.date()
export const TimeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, { message: 'is not a time zone of the IANA list, such as Europe/Berlin' })
/** An instant with its offset; kept within what calendars can be laid out for. */
export const Instant = z.iso
  .datetime({ offset: true })
  .max(40)
  .refine(
    (text) => {
      const instant = Date.parse(text)
      return instant >= EARLIEST && instant < LATEST
    },
    { message: 'must lie between the years 1900 and 2200' },
  )

const openingTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { message: 'is not a time of day such as 09:00' })
const closingTime = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, { message: 'is not a time of day such as 17:00, or 24:00' })

/** `[opens, closes)`; a closing that is not after the opening lies on the next date, equal ones are closed. */
export const Interval = z.tuple([openingTime, closingTime])
const DayHours = z.array(Interval).max(48)
export const Weekly = z.strictObject({
  mon: DayHours.optional(),
  tue: DayHours.optional(),
  wed: DayHours.optional(),
  thu: DayHours.optional(),
  fri: DayHours.optional(),
  sat: DayHours.optional(),
  sun: DayHours.optional(),
})
export const Holidays = z.array(LocalDate).max(5_000)
export const Overrides = z
  .record(LocalDate, DayHours)
  .refine((days) => Object.keys(days).length <= 5_000, { message: 'has more than 5000 dates' })

/** What a day is called: a holiday, or the reason for its own hours. */
export const DayName = z.string().trim().min(1).max(120)
export const DayNames = z
  .record(LocalDate, DayName)
  .refine((days) => Object.keys(days).length <= 5_000, { message: 'has more than 5000 dates' })

export const OpeningHours = z.strictObject({
  timeZone: TimeZone,
  weekly: Weekly,
  /** Local dates closed from midnight to midnight, whatever `weekly` and `overrides` say. */
  holidays: Holidays,
  /** The hours that start on these dates, in place of the weekly ones. */
  overrides: Overrides,
  /** What holidays and overridden days are called, where somebody said so. */
  names: DayNames.optional(),
})
export type OpeningHours = z.infer<typeof OpeningHours>

/** A date that a holiday closes, with its name where it has one. */
export const ClosedDay = z.object({ date: LocalDate, name: z.string().nullable() })
export type ClosedDay = z.infer<typeof ClosedDay>

const CalendarName = z.string().trim().min(1).max(80)

/** A holiday as a source tells it. */
export const SourceDay = z.object({
  date: LocalDate,
  name: DayName,
  /** The same every year: the rule of a country's list, the UID of an event. */
  key: z.string().max(200),
  /** Whether it closes unless somebody switched it: bank holidays and half days do not. */
  usual: z.boolean(),
})
export type SourceDay = z.infer<typeof SourceDay>

/** Where holidays of a calendar come from. */
export const HolidaySource = z.object({
  id: z.uuid(),
  kind: z.enum(['country', 'file', 'address']),
  /** What it is called: Germany, Hamburg; holidays.ics; calendar.example.com/…/basic.ics. Addresses are never told whole. */
  label: z.string(),
  days: z.array(SourceDay),
  /** What to know about the last reading. */
  notes: z.array(z.string()),
  switched: z.record(z.string(), z.boolean()),
  triedAt: InstantOut.nullable(),
  readAt: InstantOut.nullable(),
  nextTryAt: InstantOut.nullable(),
  /** Why the last try failed; what was read before is kept. */
  problem: z.string().nullable(),
})
export type HolidaySource = z.infer<typeof HolidaySource>

export const Calendar = OpeningHours.extend({
  id: z.uuid(),
  name: CalendarName,
  version: z.int().positive(),
  /** The organisation's calendar: it counts where target, contract and team name none. */
  isDefault: z.boolean(),
  /** `holidays`, `overrides` and their names are those entered by hand; these bring more. */
  sources: z.array(HolidaySource),
  /** All dates that are closed as holidays, by hand or by source. */
  closed: z.array(ClosedDay),
  /** The release of the zone data that this version counts by, such as 2026c. */
  zoneData: z.string().nullable(),
})
export type Calendar = z.infer<typeof Calendar>

const Pause = z.tuple([Instant, Instant.nullable()]).refine(([from, to]) => to === null || !isAfter(from, to), {
  message: 'ends before it begins',
})

export const DueQuestion = z
  .strictObject({
    timezone: TimeZone,
    weekly: Weekly,
    holidays: Holidays.optional(),
    overrides: Overrides.optional(),
    start: Instant,
    pauses: z.array(Pause).max(1_000).optional(),
    targetSeconds: z.number().min(0).max(TEN_YEARS_SECONDS).optional(),
    end: Instant.optional(),
  })
  .refine((asked) => (asked.targetSeconds === undefined) !== (asked.end === undefined), {
    message: 'give either targetSeconds or end',
    path: ['targetSeconds'],
  })
  .refine((asked) => asked.end === undefined || Date.parse(asked.end) - Date.parse(asked.start) <= LONGEST_SPAN, {
    message: 'is more than 60 years after start',
    path: ['end'],
  })
export type DueQuestion = z.infer<typeof DueQuestion>

export const NoDueReason = z.enum(['never_open', 'paused', 'beyond_horizon'])
export type NoDueReason = z.infer<typeof NoDueReason>

export const DueAnswer = z.union([
  z.object({ due: z.iso.datetime() }),
  z.object({ due: z.null(), reason: NoDueReason }),
  z.object({ workedSeconds: z.number() }),
])
export type DueAnswer = z.infer<typeof DueAnswer>

export const PreviewDay = z.object({
  date: LocalDate,
  closedBecause: z.enum(['holiday', 'no_hours']).nullable(),
  /** What the day is called, where it has a name: Epiphany. */
  name: z.string().nullable(),
  open: z.array(z.object({ from: z.iso.datetime(), to: z.iso.datetime() })),
})
export type PreviewDay = z.infer<typeof PreviewDay>

export const NewCalendar = OpeningHours.extend({ name: CalendarName, isDefault: z.boolean().optional() })
export const CalendarParams = z.object({ id: z.uuid() })

/** What counts by a calendar now, or would without another choice. */
const CalendarUsage = z.object({
  teams: z.array(z.object({ id: z.uuid(), name: z.string() })),
  /** People with working hours of their own. */
  people: z.array(z.object({ id: z.uuid(), name: z.string() })),
  policies: z.array(z.object({ id: z.uuid(), name: z.string() })),
  /** Service contracts that have not ended. */
  contracts: z.array(z.object({ id: z.uuid(), name: z.string() })),
  /** Running and paused clocks of open cases. */
  clocks: z.int(),
})
export type CalendarUsage = z.infer<typeof CalendarUsage>

export const calendarsContract = {
  calendarUsage: endpoint({
    method: 'GET',
    path: '/calendars/:id/usage',
    summary: 'Which teams, policies, service contracts and running clocks count by a calendar.',
    params: CalendarParams,
    response: CalendarUsage,
  }),
  removeCalendar: endpoint({
    method: 'DELETE',
    path: '/calendars/:id',
    summary: 'Takes away a calendar that nothing counts by; finished clocks keep the hours they were counted by.',
    params: CalendarParams,
    response: Ok,
  }),
  listCalendars: endpoint({
    method: 'GET',
    path: '/calendars',
    summary: 'Business calendars.',
    response: z.object({ items: z.array(Calendar), nextCursor: z.string().nullable() }),
  }),
  getCalendar: endpoint({
    method: 'GET',
    path: '/calendars/:id',
    summary: 'One calendar.',
    params: CalendarParams,
    response: Calendar,
  }),
  changeCalendar: endpoint({
    method: 'PATCH',
    path: '/calendars/:id',
    summary: 'Changes a calendar; open clocks that use it are recomputed.',
    params: CalendarParams,
    body: NewCalendar.partial().extend({ version: z.int().positive() }),
    response: Calendar,
  }),
  previewCalendar: endpoint({
    method: 'POST',
    path: '/calendars/preview',
    summary: 'The open hours of coming days, before saving.',
    body: z.strictObject({ hours: OpeningHours, from: LocalDate, days: z.int().min(1).max(62) }),
    response: z.object({ days: z.array(PreviewDay) }),
  }),
  computeDue: endpoint({
    method: 'POST',
    path: '/calendars/due',
    summary: 'When a clock on a given calendar is due, or how much working time lies between two instants.',
    body: DueQuestion,
    response: DueAnswer,
  }),
}

function isTimeZone(name: string): boolean {
  // Bare offsets such as +02:00 are no place: they know no daylight saving.
  if (!/^[A-Za-z][A-Za-z0-9_+\-/]*$/.test(name)) return false
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}

function isAfter(from: string, to: string): boolean {
  return Date.parse(from) > Date.parse(to)
}
