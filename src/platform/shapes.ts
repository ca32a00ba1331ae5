import { z } from 'zod'

/** Shapes that every contract shares. */
export const Id = z.uuid()
export const Instant = z.iso.datetime({ offset: true })
/** Dates leave the database as `Date` and the API as ISO text. */
export const InstantOut = z.union([z.date().transform((date) => date.toISOString()), z.iso.datetime()])
export const Version = z.int().positive()
export const Priority = z.enum(['low', 'medium', 'high', 'critical'])
export type Priority = z.infer<typeof Priority>
export const Status = z.enum(['new', 'open', 'pending', 'on_hold', 'resolved', 'closed'])
export type Status = z.infer<typeof Status>
export const Risk = z.enum(['overdue', 'at_risk', 'on_track', 'waiting'])
export type Risk = z.infer<typeof Risk>
export const Channel = z.enum(['email', 'form', 'portal', 'chat', 'phone', 'sms', 'messaging', 'api', 'agent'])
export const Named = z.object({ id: Id, name: z.string() })
export type Named = z.infer<typeof Named>
export const Tag = z.string().trim().min(1).max(60)
export const Email = z
  .email()
  .max(320)
  .transform((email) => email.toLowerCase())
export const Language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'a language tag such as en or pt-BR')
export const TimeZone = z.string().max(60).refine(isTimeZone, 'an IANA time zone such as Europe/Berlin')
/** How long a letter waits, in seconds, in which its writer can take it back. */
export const UndoSeconds = z.int().min(0).max(60)
export const PlainDate = z.iso.date()
export const Text = (max: number) => z.string().trim().min(1).max(max)
export const Ok = z.object({ ok: z.literal(true) })

/** A page of a keyset-paged list: `nextCursor` is null on the last one. */
export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() })
export const Paging = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(400).optional(),
})

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return !/^[+-]/.test(name)
  } catch {
    return false
  }
}
