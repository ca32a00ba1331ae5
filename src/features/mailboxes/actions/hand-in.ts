import { setTimeout as sleep } from 'node:timers/promises'
import type { Context } from '../../../platform/context.ts'
import { Refusal, refusals } from '../../../platform/refusal.ts'
import type { Runtime } from '../../../platform/runtime.ts'
import type { InboundMailAnswer } from '../contract.ts'
import { bareAddress, mailboxesOf } from '../rules/addresses.ts'
import { looksLikeMail } from '../rules/looks-like-mail.ts'
import { activeMailboxes, isSetUp } from '../store/mailboxes.ts'
import { processMail } from './process-mail.ts'
import { receiveRaw } from './receive-mail.ts'
import { noteRejected } from './reject-mail.ts'

const waitMilliseconds = 10_000

/** Takes a mail from whoever may hand mail in, and answers with its fate, or `pending` where that takes longer. */
export async function handIn(
  runtime: Runtime,
  ctx: Context,
  mail: { raw: Buffer; mailbox: string | undefined; idempotencyKey: string | undefined },
): Promise<InboundMailAnswer> {
  ctx.require('mail.deliver')
  if (!(await isSetUp(ctx.db))) throw new Refusal('unavailable', { because: 'nobody has set this installation up yet' })
  if (!looksLikeMail(mail.raw)) {
    await noteHandedIn(runtime, ctx, { because: 'no_mail', bytes: mail.raw.length, mailbox: mail.mailbox })
    throw new Refusal('unreadable_mail')
  }
  const mailboxId = mail.mailbox === undefined ? undefined : await mailboxOf(ctx, mail.mailbox)
  if (mail.mailbox !== undefined && mailboxId === null) {
    const { raw, mailbox } = mail
    await noteHandedIn(runtime, ctx, { because: 'unknown_mailbox', bytes: raw.length, mailbox, head: raw })
    throw new Refusal('unknown_mailbox', { mailbox })
  }
  const { id } = await receiveRaw(runtime, {
    raw: mail.raw,
    source: 'http',
    processedByCaller: true,
    ...(mailboxId && { mailboxId }),
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

/** A mail that was larger than what is accepted, by whoever may hand mail in. */
export async function noteTooLarge(runtime: Runtime, ctx: Context, bytes: number): Promise<void> {
  ctx.require('mail.deliver')
  await noteHandedIn(runtime, ctx, { because: 'too_large', bytes })
}

function noteHandedIn(
  runtime: Runtime,
  ctx: Context,
  mail: { because: keyof typeof refusalsByHttp; bytes: number; mailbox?: string | undefined; head?: Buffer },
): Promise<void> {
  const { because, bytes, mailbox, head } = mail
  const { status, text } = refusals[refusalsByHttp[because]]
  return noteRejected(runtime, {
    source: 'http',
    because,
    told: `${status} ${text}`,
    client: ctx.actor.name,
    bytes,
    envelopeTo: mailbox === undefined ? [] : [mailbox],
    ...(head && { head }),
  })
}

const refusalsByHttp = {
  no_mail: 'unreadable_mail',
  unknown_mailbox: 'unknown_mailbox',
  too_large: 'too_large',
} as const

/** By id or by address. */
async function mailboxOf(ctx: Context, wanted: string): Promise<string | null> {
  const mailboxes = await activeMailboxes(ctx.db)
  const found =
    mailboxes.find((each) => each.id === wanted) ?? mailboxesOf(mailboxes, [bareAddress(wanted)], ctx.config.url)[0]
  return found?.id ?? null
}
