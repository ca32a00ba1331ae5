import { z } from 'zod'
import { Id } from '../../../platform/shapes.ts'

/** How the open incidents of a problem end with it: a code by type, where that of the problem does not fit. */
export const IncidentsEnding = z.strictObject({
  codes: z.record(Id, z.string().max(60)).default({}),
  tellCustomers: z.boolean().default(true),
})
