import { setTimeout as sleep } from 'node:timers/promises'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import type { Runtime } from '../../../platform/runtime.ts'
import type { InboundMailAnswer } from '../contract.ts'
import { bareAddress, mailboxesOf } from '../rules/addresses.ts'
import { looksLikeMail } from '../rules/looks-like-mail.ts'
import { activeMailboxes, isSetUp } from '../store/mailboxes.ts'
import { processMail } from './process-mail.ts'
import { receiveRaw } from './receive-mail.ts'

const waitMilliseconds = 10_000

/** Takes a mail from whoever may hand mail in, and answers with its fate, or `pending` where that takes longer. */
export async function handIn(
  runtime: Runtime,
  ctx: Context,
  mail: { raw: Buffer; mailbox: string | undefined; idempotencyKey: string | undefined },
): Promise<InboundMailAnswer> {
  ctx.require('mail.deliver')
  if (!looksLikeMail(mail.raw)) throw new Refusal('unreadable_mail')
  if (!(await isSetUp(ctx.db))) throw new Refusal('unavailable', { because: 'nobody has set this installation up yet' })
  const mailboxId = mail.mailbox === undefined ? undefined : await mailboxOf(ctx, mail.mailbox)
  const { id } = await receiveRaw(runtime, {
    raw: mail.raw,
    source: 'http',
    processedByCaller: true,
    ...(mailboxId !== undefined && { mailboxId }),
    ...(mail.mailbox?.includes('@') && { envelopeTo: [mail.mailbox] }),
    ...(mail.idempotencyKey && { sourceKey: `${ctx.actor.kind}:${ctx.actor.id} ${mail.idempotencyKey}` }),
  })
  const pending: InboundMailAnswer = { id, fate: 'pending' }
  const timeout = new AbortController()
  const processed = processMail(runtime, id).catch((error: unknown) => {
    runtime.log.error({ err: error, mailId: id }, 'mail will be tried again')
    return pending
  })
  const answer = await Promise.race([
    processed,
    sleep(waitMilliseconds, pending, { signal: timeout.signal }).catch(() => pending),
  ])
  timeout.abort()
  return answer
}

/** By id or by address. */
async function mailboxOf(ctx: Context, wanted: string): Promise<string> {
  const mailboxes = await activeMailboxes(ctx.db)
  const found =
    mailboxes.find((each) => each.id === wanted) ?? mailboxesOf(mailboxes, [bareAddress(wanted)], ctx.config.url)[0]
  if (!found) throw new Refusal('unknown_mailbox', { mailbox: wanted })
  return found.id
}
