import { z } from 'zod'

const At = z.iso.datetime()
/** One local day of a clock's own hours; a day that a holiday closed has no parts. */
export const TrackDay = z.object({
  date: z.iso.date(),
  closedBy: z.enum(['holiday']).nullable(),
  /** What the day is called, where it has a name. */
  name: z.string().nullable(),
  parts: z.array(
    z.object({
      kind: z.enum(['before', 'run', 'pause', 'left', 'over', 'after']),
      from: At,
      to: At,
    }),
  ),
})
export type TrackDay = z.infer<typeof TrackDay>
