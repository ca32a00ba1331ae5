import { z } from 'zod'
import { endpoint } from '../../../platform/endpoint.ts'
import { Id } from '../../../platform/shapes.ts'

const Hours = z.object({ id: Id, name: z.string(), timeZone: z.string() })

export const WorkingHours = z.object({
  /** Their own calendar, where they have one; otherwise that of their first team, or the default one, counts. */
  own: Hours.nullable(),
  usual: Hours.nullable(),
  /** Whether they are at work by these hours; null where no calendar says so. */
  openNow: z.boolean().nullable(),
  /** Those to choose from. */
  calendars: z.array(Hours),
})
export type WorkingHours = z.infer<typeof WorkingHours>

const byId = z.object({ id: Id })

export const workingHoursContract = {
  getWorkingHours: endpoint({
    method: 'GET',
    path: '/people/:id/working-hours',
    summary: 'By which calendar somebody works, and which ones there are.',
    params: byId,
    response: WorkingHours,
  }),
  setWorkingHours: endpoint({
    method: 'PUT',
    path: '/people/:id/working-hours',
    summary:
      'Gives somebody a calendar of their own, or with null that of their team again. Outside it nothing new comes.',
    params: byId,
    body: z.strictObject({ calendarId: Id.nullable() }),
    response: WorkingHours,
  }),
}
