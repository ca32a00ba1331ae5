import { idAt } from '../../../platform/ids.ts'
import { inTransaction, type Runtime, systemActor } from '../../../platform/runtime.ts'
import { readMail } from '../reading/read-mail.ts'
import { oneLine } from '../reading/safe-text.ts'
import { insertRejected, isRejectedBefore } from '../store/rejected.ts'

export type RejectedBecause = 'unknown_recipient' | 'too_large' | 'bare_line_ends' | 'no_mail' | 'unknown_mailbox'

export interface Refused {
  source: 'smtp' | 'http' | 'import'
  because: RejectedBecause
  /** What whoever handed it in was told. */
  told: string
  /** Who handed it in. */
  client: string
  bytes?: number
  envelopeFrom?: string | null
  envelopeTo?: readonly string[]
  mailboxId?: string
  /** The beginning of the mail, where there was one: its header is read, and none of it is kept. */
  head?: Buffer
}

const headBytes = 16 * 1024

/** A mail that was refused has its fate as well: its envelope and why, without its bytes. Never throws. */
export async function noteRejected(runtime: Runtime, refused: Refused): Promise<void> {
  const { head, told, because, bytes = 0, envelopeFrom = null, envelopeTo = [], mailboxId = null, ...more } = refused
  const mail = head && readMail(head.subarray(0, headBytes), { ownAddresses: [], trustedHosts: [] })
  await insertRejected(runtime.db, {
    ...facts(runtime, {
      told,
      envelopeTo,
      fromEmail: mail?.from?.email ?? (envelopeFrom || null),
      subject: mail?.subject ?? null,
    }),
    ...more,
    client: oneLine(refused.client, 200),
    sourceKey: null,
    reason: because,
    bytes,
    mailboxId,
    envelopeFrom: shortened(envelopeFrom),
    messageId: shortened(mail?.messageId ?? null),
  }).catch((err: unknown) => runtime.log.warn({ err, because }, 'a refused mail was not noted'))
}

export interface TooLarge {
  mailboxId: string
  sourceKey: string
  told: string
  bytes: number
  fromEmail: string | null
  subject: string | null
  messageId: string | null
  envelopeTo: readonly string[]
}

/** A mail on a mail server that is too large to be fetched: in the ledger, in the log, and on the administration's timeline. */
export async function rejectFetched(runtime: Runtime, mail: TooLarge): Promise<void> {
  const { mailboxId, sourceKey, bytes } = mail
  const messageId = shortened(mail.messageId)
  await inTransaction(runtime, systemActor, async (ctx) => {
    if (await isRejectedBefore(ctx.db, { mailboxId, messageId, bytes })) return
    const row = facts(runtime, mail)
    await insertRejected(ctx.db, {
      ...row,
      source: 'imap',
      sourceKey,
      client: 'IMAP',
      reason: 'too_large',
      bytes,
      mailboxId,
      envelopeFrom: null,
      messageId,
    })
    const { fromEmail, subject } = row
    await ctx.record({
      name: 'mail.rejected',
      content: { mailboxId, from: fromEmail, subject, bytes, because: mail.told },
    })
    ctx.changed({ kind: 'settings', id: mailboxId })
    runtime.log.warn({ mailboxId, bytes }, 'a mail is too large to be fetched')
  })
}

const mostRecipients = 20

function facts(
  runtime: Runtime,
  mail: { told: string; envelopeTo: readonly string[]; fromEmail: string | null; subject: string | null },
) {
  const now = runtime.now()
  return {
    id: idAt(now),
    at: now,
    error: oneLine(mail.told, 500),
    fromEmail: shortened(mail.fromEmail)?.toLowerCase() ?? null,
    subject: mail.subject === null ? null : oneLine(mail.subject, 500),
    envelopeTo: mail.envelopeTo.slice(0, mostRecipients).map((address) => oneLine(address, 320)),
  }
}

const shortened = (text: string | null) => (text === null ? null : oneLine(text, 320))
