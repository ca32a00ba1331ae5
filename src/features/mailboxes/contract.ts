import { z } from 'zod'
import { endpoint } from '../../platform/endpoint.ts'
import { Email, Id, InstantOut, Named, Paging, page, Text, Version } from '../../platform/shapes.ts'

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
  /** Where it went to a side conversation of the case. */
  sideConversationId: Id.optional(),
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
  /** False for a rejected mail: of it only the envelope and the cause are kept. */
  hasRaw: z.boolean(),
  receivedAt: InstantOut,
  processedAt: InstantOut.nullable(),
  /** Tries to process it; of a rejected mail, how many like it this line stands for. */
  attempts: z.int(),
  error: z.string().nullable(),
  caseId: Id.nullable(),
  caseNumber: z.string().nullable(),
  /** The side conversation of that case which it went to, or where a held one may belong. */
  sideConversation: z.object({ id: Id, party: z.string() }).nullable(),
  duplicateOfId: Id.nullable(),
  /** The case that a held mail may belong to, where the reader may see it. */
  proposedCase: z.object({ id: Id, number: z.string(), subject: z.string(), closed: z.boolean() }).nullable(),
})
export type LedgerRow = z.infer<typeof LedgerRow>

/** A line of the ledger with what it hangs on. */
export const LedgerEntry = LedgerRow.extend({
  /** Who handed in a rejected mail: the address or key that was told so. */
  client: z.string().nullable(),
  envelopeFrom: z.string().nullable(),
  envelopeTo: z.array(z.string()),
  messageRowId: Id.nullable(),
})
export type LedgerEntry = z.infer<typeof LedgerEntry>

/** What a person decides about a mail that the rules held. */
const Decision = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('accept') }),
  z.strictObject({ do: z.literal('keep') }),
  z.strictObject({ do: z.literal('discard'), reason: Text(200) }),
  z.strictObject({ do: z.literal('take_back') }),
])
export type MailDecision = z.infer<typeof Decision>

const FateCount = z.object({ fate: Fate, count: z.int() })
export const LedgerCounts = z.object({
  /** Since midnight where the organisation is, each mail under its one fate. */
  today: z.array(FateCount),
  /** Held and failed ones, however old: they wait for somebody. */
  waiting: z.array(FateCount),
})
export type LedgerCounts = z.infer<typeof LedgerCounts>

export const Mailbox = z.object({
  id: Id,
  name: z.string(),
  address: z.string(),
  /** Where its cases go; null: where their type says. */
  team: Named.nullable(),
  /** What its cases are; null: what their words say. */
  type: Named.nullable(),
  /** Whether people get a word that their mail arrived. */
  acknowledge: z.boolean(),
  /** Hosts whose Authentication-Results are believed. */
  trustedHosts: z.array(z.string()),
  isDefault: z.boolean(),
  disabled: z.boolean(),
  version: Version,
})
export type Mailbox = z.infer<typeof Mailbox>

/** Within a company, and on one's own machine, a host may have a name without a dot. */
const MailboxAddress = z.union([
  Email,
  z
    .string()
    .trim()
    .toLowerCase()
    .max(320)
    .regex(/^[a-z0-9._-]+@[a-z0-9-]+$/, 'an email address'),
])

const mailboxFields = {
  name: Text(80),
  address: MailboxAddress,
  teamId: Id.nullable().optional(),
  typeId: Id.nullable().optional(),
  acknowledge: z.boolean().optional(),
  trustedHosts: z.array(Text(255).toLowerCase()).max(20).optional(),
}
const OneId = z.object({ id: Id })

/** Handing a mail in (`POST /inbound-mail`) and the raw bytes are not JSON: `mail.routes.ts` mounts them beside these. */
export const mailboxesContract = {
  getInboundMail: endpoint({
    method: 'GET',
    path: '/inbound-mail/:id',
    summary: 'What became of a mail that was handed in.',
    params: OneId,
    response: InboundMailAnswer,
  }),
  listLedger: endpoint({
    method: 'GET',
    path: '/mail-ledger',
    summary: 'Every mail seen and its one fate, the newest first.',
    query: Paging.extend({
      fate: Fate.optional(),
      mailbox: Id.optional(),
      /** Found in sender, subject and Message-ID. */
      q: z.string().trim().max(200).optional(),
    }).strict(),
    response: page(LedgerRow),
  }),
  getLedgerEntry: endpoint({
    method: 'GET',
    path: '/mail-ledger/:id',
    summary: 'One mail of the ledger.',
    params: OneId,
    response: LedgerEntry,
  }),
  retryMail: endpoint({
    method: 'POST',
    path: '/mail-ledger/:id/retry',
    summary: 'Works on a failed or quarantined mail once more.',
    params: OneId,
    response: LedgerEntry,
  }),
  countLedger: endpoint({
    method: 'GET',
    path: '/mail-ledger-counts',
    summary: 'How many mails each fate came to today, and how many wait for somebody.',
    response: LedgerCounts,
  }),
  decideMail: endpoint({
    method: 'POST',
    path: '/mail-ledger/:id/decision',
    summary:
      'Adds a held mail to the case it was proposed for, keeps it as a case of its own, discards it, or takes a discarded one back.',
    params: OneId,
    body: Decision,
    response: LedgerEntry,
  }),
  listMailboxes: endpoint({
    method: 'GET',
    path: '/mailboxes',
    summary: 'The addresses that mail comes in at, and where their cases go.',
    response: z.object({ items: z.array(Mailbox) }),
  }),
  createMailbox: endpoint({
    method: 'POST',
    path: '/mailboxes',
    summary: 'Accepts mail at another address.',
    body: z.strictObject(mailboxFields),
    response: Mailbox,
  }),
  changeMailbox: endpoint({
    method: 'PATCH',
    path: '/mailboxes/:id',
    summary: 'Changes where the cases of a mailbox go, or stops taking mail at it.',
    params: OneId,
    body: z.strictObject({
      version: Version,
      ...z.object(mailboxFields).partial().shape,
      disabled: z.boolean().optional(),
      /** From now on it speaks where no case says otherwise; the one that did is one of the others. */
      isDefault: z.literal(true).optional(),
    }),
    response: Mailbox,
  }),
}
