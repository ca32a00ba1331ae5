import { z } from 'zod'
import { Id, Text } from '../../../platform/shapes.ts'

/** How the open incidents of a problem end with it: a code by type, where that of the problem does not fit. */
export const IncidentsEnding = z.strictObject({
  codes: z.record(Id, z.string().max(60)).default({}),
  tellCustomers: z.boolean().default(true),
  /** What their customers and colleagues read instead of the summary of the problem; needed where that is restricted. */
  summary: Text(10_000).optional(),
})
