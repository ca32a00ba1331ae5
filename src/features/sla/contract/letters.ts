import { z } from 'zod'

/** What became of a letter to the customer; `kept`: it has not left, because no outgoing mail is set up or as `error` says. */
export const Letter = z.object({
  delivery: z.enum(['held', 'queued', 'sent', 'kept', 'failed']),
  error: z.string().nullable(),
})
export type Letter = z.infer<typeof Letter>
