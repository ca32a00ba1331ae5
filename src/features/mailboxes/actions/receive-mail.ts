import { Refusal } from '../../../platform/refusal.ts'
import { inTransaction, type Runtime, systemActor } from '../../../platform/runtime.ts'
import { mailboxesOf } from '../rules/addresses.ts'
import * as inbound from '../store/inbound.ts'
import { activeMailboxes } from '../store/mailboxes.ts'

export const maxMailBytes = 40 * 1024 * 1024
/** A mail handed in by a caller who waits is worked on at once; its job is for the case that we are killed meanwhile. */
const graceSeconds = 20

export interface RawMail {
  raw: Buffer
  source: 'smtp' | 'http' | 'imap' | 'import'
  /** Handing in the same key of the same source again makes no second mail. */
  sourceKey?: string
  envelopeFrom?: string | null
  envelopeTo?: readonly string[]
  mailboxId?: string
  /** The caller processes it right away. */
  processedByCaller?: boolean
}

export interface ReceivedMail {
  id: string
  /** False where the same key had brought it before. */
  fresh: boolean
}

/** Keeps a mail: its bytes first, then its row and its job in one transaction. What returns is safe to acknowledge. */
export async function receiveRaw(runtime: Runtime, mail: RawMail): Promise<ReceivedMail> {
  if (mail.raw.length > maxMailBytes) throw new Refusal('too_large')
  const { source, sourceKey, envelopeTo = [] } = mail
  const hash = await runtime.files.put(mail.raw)
  return inTransaction(runtime, systemActor, async (ctx) => {
    const mailboxId =
      mail.mailboxId ?? mailboxesOf(await activeMailboxes(ctx.db), envelopeTo, ctx.config.url)[0]?.id ?? null
    const id = ctx.newId()
    const made = await inbound.insertInbound(ctx.db, {
      id,
      source,
      source_key: sourceKey ?? null,
      mailbox_id: mailboxId,
      raw_hash: hash,
      bytes: mail.raw.length,
      envelope_from: mail.envelopeFrom ?? null,
      envelope_to: [...envelopeTo],
      received_at: ctx.now,
      fate: 'pending',
    })
    if (made) {
      const runAt = new Date(ctx.now.getTime() + graceSeconds * 1000)
      // A killed import is simply run again.
      if (source !== 'import')
        await ctx.enqueue('process-mail', { id }, { key: `mail ${id}`, ...(mail.processedByCaller && { runAt }) })
      return { id, fresh: true }
    }
    const known = (await inbound.findBySourceKey(ctx.db, source, sourceKey!))!
    if (known.raw_hash !== hash) throw new Refusal('key_used_for_another_request')
    return { id: known.id, fresh: false }
  })
}
