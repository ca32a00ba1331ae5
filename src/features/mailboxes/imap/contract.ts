import { z } from 'zod'
import { endpoint } from '../../../platform/endpoint.ts'
import { Id, InstantOut, Ok, Text } from '../../../platform/shapes.ts'

const Settings = z.object({
  host: z
    .string()
    .trim()
    .regex(/^[a-z0-9]([a-z0-9.:-]*[a-z0-9])?$/i, 'a host name or address')
    .max(253),
  port: z.int().min(1).max(65_535).default(993),
  /** `tls` from the first byte, `starttls` before signing in, `none` only within one's own network. */
  security: z.enum(['tls', 'starttls', 'none']).default('tls'),
  user: Text(320),
  folder: Text(255).default('INBOX'),
})
export type ImapSettings = z.infer<typeof Settings>

export const ImapHealth = z.object({
  state: z.enum(['never', 'connected', 'failing']),
  /** Since when it stands so. */
  since: InstantOut.nullable(),
  /** When it was last looked for new mail. */
  lastFetchAt: InstantOut.nullable(),
  lastError: z.string().nullable(),
  /** Mails that are too large to be taken, and that nobody has read on the server yet: they stay there. */
  tooLarge: z.int(),
  /** When a failing one is tried again. */
  nextTryAt: InstantOut.nullable(),
  /** Whether it fails because user or password are not accepted: waiting mends nothing then. */
  signInRefused: z.boolean(),
  /** The last mail that came in here, by whatever way. */
  lastMailAt: InstantOut.nullable(),
  usualGapSeconds: z.int().nullable(),
  /** Nothing came for far longer than is usual here. */
  silent: z.boolean(),
})
export type ImapHealth = z.infer<typeof ImapHealth>

const Shown = z.object({
  /** Null where the mailbox does not fetch. The password is never shown. */
  settings: Settings.nullable(),
  hasPassword: z.boolean(),
  health: ImapHealth,
  /** Where its answers leave by, set for the whole installation; null where nothing leaves. */
  outgoing: z
    .object({ host: z.string(), port: z.int(), encrypted: z.boolean(), user: z.string().nullable() })
    .nullable(),
})
export type ShownImap = z.infer<typeof Shown>

const Steps = z.array(
  z.object({
    step: z.enum(['connect', 'secure', 'sign_in', 'folder', 'send']),
    /** Null: not tried. */
    ok: z.boolean().nullable(),
    said: z.string(),
  }),
)

const OneId = z.object({ id: Id })
const Written = z.strictObject({
  ...Settings.shape,
  /** Left out: the stored one stays. */
  password: z.string().min(1).max(1000).optional(),
})
export type WrittenImap = z.infer<typeof Written>

export const imapContract = {
  getImap: endpoint({
    method: 'GET',
    path: '/mailboxes/:id/imap',
    summary: 'How a mailbox fetches its mail, and whether that works.',
    params: OneId,
    response: Shown,
  }),
  setImap: endpoint({
    method: 'PUT',
    path: '/mailboxes/:id/imap',
    summary: 'Lets a mailbox fetch its mail by IMAP. The password is stored sealed and never shown again.',
    params: OneId,
    body: Written,
    response: Shown,
  }),
  removeImap: endpoint({
    method: 'DELETE',
    path: '/mailboxes/:id/imap',
    summary: 'Stops fetching and forgets the password; nothing on the mail server is touched.',
    params: OneId,
    response: Ok,
  }),
}

/** Speaks to the mail server while one waits, so it stands outside of any transaction. */
export const imapTestContract = {
  testImap: endpoint({
    method: 'POST',
    path: '/mailboxes/:id/test',
    summary: 'Tries each step of fetching with these settings, or the stored ones, and the way out; changes nothing.',
    params: OneId,
    body: z.strictObject({ imap: Written.optional() }),
    response: z.discriminatedUnion('ok', [
      z.object({
        ok: z.literal(true),
        messages: z.int(),
        unseen: z.int(),
        folders: z.array(z.string()),
        /** Whether new mail is told at once; otherwise it is looked for every few minutes. */
        tellsAtOnce: z.boolean(),
        steps: Steps,
      }),
      z.object({ ok: z.literal(false), problem: z.string(), steps: Steps }),
    ]),
  }),
}
