import type { Context } from '../../../platform/context.ts'
import { installationSecret } from '../../../platform/installation.ts'
import { sideParticipants, sidesByClues } from '../../sideconversations/actions/take-mail.ts'
import type { ReadMail } from '../reading/read-mail.ts'
import { type Authorisation, authoriseForSide, authoriseSender, type SenderFacts } from '../rules/authorise.ts'
import { type Fate, fateOf, isThroughOurList } from '../rules/fate.ts'
import { isOwnAddress } from '../rules/machine.ts'
import {
  cluesOf,
  nearerThread,
  numbersOf,
  type SideThread,
  sideNumbersOf,
  sideThreadOf,
  type Thread,
  type ThreadingClues,
  threadOf,
} from '../rules/threading.ts'
import { readOurMessageId, readSideMessageId } from '../rules/tokens.ts'
import type { InboundRow } from '../store/inbound.ts'
import * as lookups from '../store/lookups.ts'

const hour = 3_600_000

export interface Decision {
  fate: Fate
  /** The mail that this one repeats, by its Message-ID. */
  known: Awaited<ReturnType<typeof lookups.settledMailsOf>>[number] | null
  sender: Awaited<ReturnType<typeof lookups.senderFacts>> & { email: string }
  /** What the answer was recognised by, for people to read. */
  evidence: string | null
  /** The case that something we signed proves: an address, a mark, or the Message-ID of a message of ours. */
  provenCaseId: string | null
  /** The side conversation that it belongs to, or for machine mail the one it is shown in. */
  sideId: string | null
  provenSideId: string | null
  /** The side conversation that a held mail may be let into. */
  proposedSideId: string | null
}

const nobody = { contactId: null, verifiedAccountId: null, maySeeAccountCases: false, personId: null, lately: 0 }

/** Gathers what the rules ask for and lets them decide what becomes of a mail. */
export async function decideFate(
  ctx: Context,
  row: InboundRow,
  mail: ReadMail,
  facts: { ownAddresses: readonly string[]; bodyHash: string },
): Promise<Decision> {
  const secret = await installationSecret(ctx.db, 'mail_token_secret', ctx.now)
  const known = await knownMail(ctx, row, mail, facts.bodyHash)
  const email = mail.from?.email.toLowerCase() ?? ''
  const hourAgo = new Date(ctx.now.getTime() - hour)
  const sender = { email, ...(email ? await lookups.senderFacts(ctx.db, email, hourAgo) : nobody) }
  const clues = cluesOf(
    {
      inReplyTo: mail.inReplyTo,
      references: mail.references,
      recipients: [
        ...[...mail.to, ...mail.cc].map((address) => address.email),
        ...mail.deliveredTo,
        ...row.envelope_to,
      ],
      subject: mail.subject,
      text: mail.text,
      bouncedIds: (mail.bounce ?? []).flatMap(({ originalMessageId }) => originalMessageId ?? []),
    },
    secret,
  )
  const thread = threadOf(
    clues,
    {
      caseOfSentMessage: await lookups.casesOfMessages(ctx.db, clues.answeredIds),
      caseOfNumber: await lookups.casesOfNumbers(ctx.db, numbersOf(clues, secret)),
    },
    secret,
  )
  const who = { ...sender, authentication: mail.authentication }
  const belongs = await belongsTo(ctx, clues, thread, who, secret)
  const fate = fateOf({
    known: known && { id: known.id, sameBody: known.body_hash === facts.bodyHash },
    isOurMessage:
      mail.messageId !== null &&
      (readOurMessageId(secret, mail.messageId) !== null || readSideMessageId(secret, mail.messageId) !== null),
    autoReasons: mail.autoReasons,
    isBounce: mail.bounce !== null,
    throughOurList: isThroughOurList(mail.headers, facts.ownAddresses),
    fromSenderThisHour: 1 + (row.source === 'import' ? 0 : sender.lately),
    thread: belongs.thread,
    authorisation: belongs.authorisation,
  })
  const evidence = belongs.thread.caseId === null ? null : belongs.thread.evidence
  const proven = isSigned(belongs.thread, secret)
  const { side } = belongs
  return {
    fate,
    known,
    sender,
    evidence,
    provenCaseId: proven && !side ? belongs.thread.caseId : null,
    sideId: side && fate.caseId !== null ? side.id : null,
    provenSideId: proven && side ? side.id : null,
    proposedSideId: side && fate.fate === 'held' && !belongs.ofCustomer ? side.id : null,
  }
}

interface Belonging {
  thread: Thread
  authorisation: Authorisation | null
  side: SideThread | null
  /** The sender has a part in the customer's thread of the case, so that is where they may belong. */
  ofCustomer: boolean
}

/**
 * The thread a mail belongs to where it may lead to two: who wrote it decides, since neither thread is open to those of
 * the other. Whoever has a part in both belongs where the mail is nearer to; whoever has a part in neither is held.
 */
async function belongsTo(
  ctx: Context,
  clues: ThreadingClues,
  thread: Thread,
  sender: SenderFacts,
  secret: Uint8Array,
): Promise<Belonging> {
  const onCase = async (id: string | null) => {
    const target = id === null ? undefined : await lookups.caseFacts(ctx.db, id)
    return target ? authoriseSender(sender, target) : null
  }
  const numbers = sideNumbersOf(clues, secret)
  const found = clues.answeredIds.length + numbers.length > 0 && (await sidesByClues(ctx, clues.answeredIds, numbers))
  const side = found ? sideThreadOf(clues, found, secret) : null
  const authorisation = await onCase(thread.caseId)
  const ofCase = { thread, authorisation, side: null, ofCustomer: true }
  if (!side) return ofCase
  const inSide = authoriseForSide(sender, { caseId: side.caseId, participants: await sideParticipants(ctx, side.id) })
  if (authorisation?.ok && (!inSide.ok || nearerThread(clues, thread, side) === 'case')) return ofCase
  const ofCustomer = !inSide.ok && ((await onCase(side.caseId))?.ok ?? false)
  return { thread: side, authorisation: inSide, side, ofCustomer }
}

/** A Message-ID that others chose proves nothing; whoever saw the mail knows it. */
const isSigned = (thread: Thread, secret: Uint8Array): boolean =>
  thread.caseId !== null &&
  (thread.by !== 'reference' ||
    readOurMessageId(secret, thread.evidence) !== null ||
    readSideMessageId(secret, thread.evidence) !== null)

/** A repeat of the same text counts before another text under the same id. */
async function knownMail(ctx: Context, row: InboundRow, mail: ReadMail, bodyHash: string) {
  if (mail.messageId === null) return null
  await lookups.takeTurn(ctx.db, mail.messageId)
  const known = await lookups.settledMailsOf(ctx.db, mail.messageId, row.id)
  return known.find((each) => each.body_hash === bodyHash) ?? known[0] ?? null
}

/** The person a case is opened for: the sender, or whom one of our people forwarded. Never ourselves, never nobody. */
export function requesterOf(mail: ReadMail, decision: Decision, ownAddresses: readonly string[]) {
  const forwarded = decision.sender.personId === null ? null : mail.forwarded
  const from = forwarded && !isOwnAddress(forwarded.from.email, ownAddresses) ? forwarded.from : mail.from
  return from && !isOwnAddress(from.email, ownAddresses) ? from : null
}
