import { z } from 'zod'
import { Id, InstantOut } from '../../platform/shapes.ts'

/** What became of a mail. Each mail seen has exactly one; `pending` and `failed` are still being worked on. */
export const fates = [
  'pending',
  'new_case',
  'reply',
  'duplicate',
  'machine',
  'held',
  'quarantined',
  'rejected',
  'failed',
] as const
export const Fate = z.enum(fates)
export type Fate = z.infer<typeof Fate>

/** The answer to a mail handed in by HTTP, and what the SMTP listener logs. */
export const InboundMailAnswer = z.object({
  /** The row in the mail ledger. */
  id: Id,
  fate: Fate,
  caseId: Id.optional(),
  caseNumber: z.string().optional(),
  messageId: Id.optional(),
  reason: z.string().optional(),
})
export type InboundMailAnswer = z.infer<typeof InboundMailAnswer>

/** One line of the mail ledger. */
export const LedgerRow = z.object({
  id: Id,
  source: z.enum(['smtp', 'http', 'imap', 'import']),
  mailboxId: Id.nullable(),
  fate: Fate,
  reason: z.string().nullable(),
  fromEmail: z.string().nullable(),
  subject: z.string().nullable(),
  messageId: z.string().nullable(),
  bytes: z.int(),
  receivedAt: InstantOut,
  processedAt: InstantOut.nullable(),
  attempts: z.int(),
  error: z.string().nullable(),
  caseId: Id.nullable(),
  caseNumber: z.string().nullable(),
  duplicateOfId: Id.nullable(),
})
export type LedgerRow = z.infer<typeof LedgerRow>
