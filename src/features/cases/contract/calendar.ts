import { z } from 'zod'
import { endpoint } from '../../../platform/endpoint.ts'
import { InstantOut, PlainDate, TimeZone } from '../../../platform/shapes.ts'
import { CaseRow } from './case-row.ts'
import { CaseFilter } from './filter.ts'

/** What falls on a day: the clock of a case that ends first, its next step, or a task or promise of it, with its words. */
export const CalendarItem = z.object({
  at: InstantOut,
  kind: z.enum(['due', 'step', 'task', 'promise']),
  text: z.string().nullable(),
  case: CaseRow,
})
export type CalendarItem = z.infer<typeof CalendarItem>

export const CalendarDay = z.object({ date: PlainDate, total: z.int(), items: z.array(CalendarItem) })
export type CalendarDay = z.infer<typeof CalendarDay>

export const calendarContract = {
  calendar: endpoint({
    method: 'GET',
    path: '/cases/calendar',
    summary:
      'What is due on each day: clocks that end, then promises, next steps and tasks of open cases, the first ones in order.',
    query: CaseFilter.omit({ sort: true }).extend({
      from: PlainDate,
      days: z.coerce.number().int().min(1).max(42),
      /** Whose days; the time zone of the organisation unless said otherwise. */
      zone: TimeZone.optional(),
      /** So many of a day are told; its total counts all. */
      perDay: z.coerce.number().int().min(1).max(500).default(6),
    }),
    response: z.object({ days: z.array(CalendarDay) }),
  }),
}
