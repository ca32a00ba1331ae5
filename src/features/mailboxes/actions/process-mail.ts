import { createHash } from 'node:crypto'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/refusal.ts'
import { inTransaction, type Runtime, systemActor } from '../../../platform/runtime.ts'
import { caseNumberText } from '../../cases/rules/numbers.ts'
import type { Fate, InboundMailAnswer } from '../contract.ts'
import { type MailReading, readBounded } from '../reading/bounded.ts'
import type { ReadMail } from '../reading/read-mail.ts'
import { mailboxesOf, ownAddresses } from '../rules/addresses.ts'
import * as inbound from '../store/inbound.ts'
import { activeMailboxes, type MailboxRow } from '../store/mailboxes.ts'
import { takeBounce } from './bounce.ts'
import { decideFate } from './decide-fate.ts'
import { type ArrivedMail, involveTeams, joinCase, openCaseForMail } from './join-case.ts'
import { joinSide } from './join-side.ts'
import { keepFiles } from './keep-files.ts'

/** After so many tries a mail rests as failed, until somebody retries it. */
export const mostAttempts = 5

/**
 * Gives a kept mail its fate, in one transaction with all that follows from it. Safe to call again at any time and from
 * anywhere: a mail that has its fate keeps it.
 */
export async function processMail(runtime: Runtime, id: string): Promise<InboundMailAnswer> {
  const row = await inbound.beginTry(runtime.db, id, { attempts: mostAttempts, at: runtime.now() })
  if (row?.fate !== 'pending' || row.raw_hash === null) return settledAnswer(runtime, id)
  const mailboxes = await activeMailboxes(runtime.db)
  const own = ownAddresses(mailboxes, runtime.config.url)
  const read = await readBounded(await runtime.files.read(row.raw_hash), {
    ownAddresses: own,
    trustedHosts: mailboxes.find((each) => each.id === row.mailbox_id)?.trustedHosts ?? [],
    envelopeFrom: row.envelope_from,
    // What twice did not come to an end is read where it can do no harm; once may have been anybody's end.
    ...(row.attempts > 2 && { apart: true }),
  })
  const files = read.ok ? await keepFiles(runtime.files, read.reading.mail) : []
  return inTransaction(runtime, systemActor, async (ctx) => {
    if (await inbound.claimPending(ctx.db, id)) {
      if (read.ok) await settle(ctx, row, { reading: read.reading, files }, mailboxes, own)
      else await quarantine(ctx, row, read)
      ctx.changed({ kind: 'mail', id })
    }
    return answerOf((await inbound.findInbound(ctx.db, id))!)
  })
}

async function settledAnswer(runtime: Runtime, id: string): Promise<InboundMailAnswer> {
  const row = await inbound.findInbound(runtime.db, id)
  if (!row) throw new Refusal('not_found', { what: 'mail', id })
  if (row.fate === 'failed') runtime.publish([{ kind: 'mail', id }])
  return answerOf(row)
}

async function quarantine(ctx: Context, row: inbound.InboundRow, why: { reason: string; detail: string }) {
  await inbound.updateInbound(ctx.db, row.id, {
    fate: 'quarantined',
    reason: why.reason,
    error: why.detail.slice(0, 500),
    processed_at: ctx.now,
  })
}

async function settle(
  ctx: Context,
  row: inbound.InboundRow,
  read: { reading: MailReading; files: ArrivedMail['files'] },
  mailboxes: MailboxRow[],
  own: readonly string[],
): Promise<void> {
  const { mail } = read.reading
  const bodyHash = hashOfBody(mail, read.files)
  const reached = reachedBy(row, mail, mailboxes, ctx.config.url)
  const decision = await decideFate(ctx, row, mail, { ownAddresses: own, bodyHash })
  const { fate, known } = decision
  const facts = {
    message_id: mail.messageId,
    body_hash: bodyHash,
    from_email: mail.from?.email.toLowerCase() ?? null,
    subject: mail.subject,
    mailbox_id: reached[0]?.id ?? null,
    processed_at: ctx.now,
  }
  if (fate.fate === 'duplicate' && known) {
    await inbound.settleInbound(ctx.db, row.id, {
      ...facts,
      fate: 'duplicate',
      reason: fate.reason,
      duplicate_of_id: known.id,
      case_id: known.case_id,
      message_row_id: known.message_row_id,
      side_message_id: known.side_message_id,
    })
    if (known.case_id && !known.side_message_id) await involveTeams(ctx, known.case_id, reached, null)
    return
  }
  const arrived: ArrivedMail = { ...read, row, decision, mailboxes: reached, own }
  const opens = fate.fate === 'new_case' || fate.fate === 'held'
  const joined = opens
    ? await openCaseForMail(ctx, arrived)
    : decision.sideId
      ? await joinSide(ctx, arrived, decision.sideId)
      : fate.caseId
        ? await joinCase(ctx, arrived, fate.caseId)
        : null
  if (mail.bounce)
    await takeBounce(ctx, mail.bounce, {
      provenCaseId: decision.provenCaseId,
      provenSideId: decision.provenSideId,
      causeId: joined?.eventId ?? null,
    })
  await inbound.settleInbound(ctx.db, row.id, {
    ...facts,
    fate: fate.fate,
    reason: fate.reason,
    case_id: joined?.caseId ?? null,
    ...(joined && 'sideMessageId' in joined
      ? { side_message_id: joined.sideMessageId }
      : { message_row_id: joined?.messageId ?? null }),
  })
}

/** What was said, however it was encoded on its way: white space, trace and list headers do not count. */
function hashOfBody(mail: ReadMail, files: readonly { hash: string }[]): string {
  const said = [mail.from?.email.toLowerCase() ?? '', mail.text.replace(/\s+/g, ' ').trim()]
  return createHash('sha256')
    .update([...said, ...files.map((file) => file.hash).sort()].join('\n'))
    .digest('hex')
}

/** The mailboxes a mail was for: where it was handed in, its envelope, then whom it was written to. */
function reachedBy(row: inbound.InboundRow, mail: ReadMail, mailboxes: MailboxRow[], url: string): MailboxRow[] {
  const addresses = [...row.envelope_to, ...[...mail.to, ...mail.cc].map(({ email }) => email), ...mail.deliveredTo]
  const first = mailboxes.find((each) => each.id === row.mailbox_id)
  const reached = mailboxesOf(mailboxes, addresses, url)
  const all = [...new Set([...(first ? [first] : []), ...reached])]
  return all.length > 0 ? all : mailboxes.filter((each) => each.isDefault)
}

export function answerOf(row: inbound.FoundMail): InboundMailAnswer {
  return {
    id: row.id,
    fate: row.fate as Fate,
    ...(row.case_id && { caseId: row.case_id }),
    ...(row.case_number && { caseNumber: caseNumberText(row.case_number) }),
    ...(row.message_row_id && { messageId: row.message_row_id }),
    ...(row.side_id && { sideConversationId: row.side_id }),
    ...(row.reason && { reason: row.reason }),
  }
}
