import { z } from 'zod'
import { Requirement } from './case-row.ts'

/** What resolving a case asks for, and what it means for whoever asked. */
export const Closure = z.object({
  codes: z.array(z.object({ key: z.string(), label: z.string() })),
  rootCauseRequired: z.boolean(),
  askCustomer: z.boolean(),
  /** After so many days of silence a resolved case closes. */
  days: z.int(),
  requirements: z.array(Requirement),
  /** Whether the customer of a resolved case was told how it ended; whoever was not is not silent. */
  asked: z.boolean(),
  /** Whom the letter that tells how it ended goes to, the case's own customer first. */
  readers: z.array(z.object({ name: z.string(), email: z.string() })),
})
