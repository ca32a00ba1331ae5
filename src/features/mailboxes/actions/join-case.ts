import type { Context } from '../../../platform/context.ts'
import { applyReply, type CustomerMessage, placeReply } from '../../cases/actions/customer-wrote.ts'
import { involveTeam } from '../../cases/actions/involve-team.ts'
import { openCase } from '../../cases/actions/open-case.ts'
import { isBareThanks } from '../../cases/rules/lifecycle.ts'
import { keepAttachments, keepMessage } from '../../conversations/actions/stored-message.ts'
import { findOrCreateContact } from '../../customers/actions/find-or-create-contact.ts'
import type { MailReading } from '../reading/bounded.ts'
import { cut, oneLine } from '../reading/safe-text.ts'
import { writtenAt } from '../rules/written-at.ts'
import type { InboundRow } from '../store/inbound.ts'
import type { MailboxRow } from '../store/mailboxes.ts'
import { type Decision, requesterOf } from './decide-fate.ts'
import type { KeptFile } from './keep-files.ts'

export interface ArrivedMail {
  row: InboundRow
  reading: MailReading
  files: readonly KeptFile[]
  decision: Decision
  /** The mailboxes it was for; the first one's settings count. */
  mailboxes: readonly MailboxRow[]
  own: readonly string[]
}

export interface Joined {
  caseId: string
  messageId: string
  eventId: string
}

const subjectChars = 500
const placingChars = 20_000
const noSubject = '(no subject)'

/** Opens a case for a mail that belongs to none, or may not join the one it names. */
export async function openCaseForMail(ctx: Context, arrived: ArrivedMail): Promise<Joined> {
  const { row, decision } = arrived
  const { mail, folded } = arrived.reading
  const imported = row.source === 'import'
  const contactId = await contactFor(ctx, arrived)
  const [mailbox] = arrived.mailboxes
  const opened = await openCase(ctx, {
    subject: subjectOf(arrived),
    text: cut(folded.visible, placingChars),
    contactId,
    channel: 'email',
    language: mail.language,
    opening: 'customer',
    receivedAt: row.received_at,
    imported,
    ...(mailbox && { mailboxId: mailbox.id }),
    ...(mailbox && { usual: { teamId: mailbox.teamId ?? undefined, queueId: mailbox.queueId ?? undefined } }),
    ...(mailbox?.typeId && { typeId: mailbox.typeId }),
    ...(decision.fate.proposedCaseId && { proposedCaseId: decision.fate.proposedCaseId }),
  })
  if (decision.fate.fate === 'held') {
    await ctx.record({
      name: 'case.held_apart',
      caseId: opened.id,
      causeId: opened.openedEventId,
      content: { proposedCaseId: decision.fate.proposedCaseId, because: decision.fate.reason },
    })
  }
  return writeMessage(ctx, arrived, { caseId: opened.id, contactId, opening: true, causeId: opened.openedEventId })
}

/** Adds a mail to the case it belongs to, with all that this does to the case. Imported history moves nothing. */
export async function joinCase(ctx: Context, arrived: ArrivedMail, caseId: string): Promise<Joined> {
  const { row, decision } = arrived
  const { mail, folded } = arrived.reading
  const isMachine = decision.fate.fate === 'machine'
  const contactId = isMachine ? decision.sender.contactId : await contactFor(ctx, arrived)
  if (row.source === 'import') return writeMessage(ctx, arrived, { caseId, contactId, opening: false, causeId: null })
  const message: CustomerMessage = {
    receivedAt: row.received_at,
    machine: isMachine,
    bareThanks: isThanks(arrived),
    subject: subjectOf(arrived),
    text: cut(folded.visible, placingChars),
    contactId,
    channel: 'email',
    sender: mail.from?.name || mail.from?.email || 'Somebody',
  }
  const placed = await placeReply(ctx, caseId, message)
  const joined = await writeMessage(ctx, arrived, {
    caseId: placed.caseId,
    contactId,
    opening: placed.followUp !== null,
    causeId: placed.followUp?.openedEventId ?? null,
  })
  if (!placed.followUp) await applyReply(ctx, placed.caseId, message, joined.eventId)
  return joined
}

/** The teams of all other mailboxes that the mail was for hear of the case. */
export async function involveTeams(
  ctx: Context,
  caseId: string,
  mailboxes: readonly MailboxRow[],
  causeId: string | null,
): Promise<void> {
  for (const { teamId, address } of mailboxes)
    if (teamId) await involveTeam(ctx, caseId, teamId, `the mail was also for ${address}`, causeId)
}

async function contactFor(ctx: Context, { reading, decision, own }: ArrivedMail): Promise<string | null> {
  const requester = requesterOf(reading.mail, decision, own)
  if (!requester) return null
  const contact = await findOrCreateContact(ctx, { ...requester, language: reading.mail.language })
  return contact.id
}

interface Place {
  caseId: string
  contactId: string | null
  opening: boolean
  causeId: string | null
}

async function writeMessage(ctx: Context, arrived: ArrivedMail, place: Place): Promise<Joined> {
  const { row, reading, decision, files } = arrived
  const { mail, html, folded } = reading
  const id = ctx.newId()
  const machine = decision.fate.fate === 'machine'
  const bounce = mail.bounce !== null
  const imported = row.source === 'import'
  const embedded = files.filter((file) => file.embedded).map((file) => ({ ...file, id: ctx.newId() }))
  await keepMessage(ctx, {
    id,
    case_id: place.caseId,
    kind: 'email',
    direction: 'in',
    public: true,
    machine,
    bounce,
    contact_id: place.contactId,
    from_name: mail.from?.name ?? null,
    from_email: mail.from?.email ?? null,
    to_addresses: JSON.stringify(mail.to),
    cc_addresses: JSON.stringify(mail.cc),
    subject: mail.subject,
    text: mail.text,
    html,
    visible_text: folded.visible,
    quoted_text: [folded.quoted, folded.signature].filter(Boolean).join('\n\n') || null,
    language: mail.language,
    message_id: mail.messageId,
    in_reply_to: mail.inReplyTo[0] ?? null,
    reference_ids: mail.references,
    flags: JSON.stringify({ ...flagsOf(arrived), ...(embedded.length > 0 && { embedded: embedded.map(shownFile) }) }),
    inbound_mail_id: row.id,
    received_at: imported ? writtenAt(mail.date, row.received_at) : row.received_at,
    created_at: ctx.now,
  })
  const attached = files.filter((file) => !file.embedded).map((file) => ({ ...file, id: ctx.newId() }))
  await keepAttachments(ctx, place.caseId, [...attached.map((file) => ({ ...file, messageId: id })), ...embedded])
  const eventId = await ctx.record({
    name: 'message.received',
    caseId: place.caseId,
    at: row.received_at,
    ...(place.causeId && { causeId: place.causeId }),
    content: {
      messageId: id,
      mailId: row.id,
      from: mail.from?.email ?? null,
      fromName: mail.from?.name ?? null,
      subject: mail.subject,
      machine,
      bounce,
      opening: place.opening,
      thanks: !machine && isThanks(arrived),
      imported,
      mustNotAutoReply: mail.mustNotAutoReply,
      receivedAt: row.received_at.toISOString(),
      fate: decision.fate.fate,
      because: decision.fate.reason,
      evidence: decision.evidence,
    },
  })
  await involveTeams(ctx, place.caseId, arrived.mailboxes.slice(1), eventId)
  return { caseId: place.caseId, messageId: id, eventId }
}

function flagsOf({ reading: { mail }, decision }: ArrivedMail): Record<string, unknown> {
  const { fate, sender } = decision
  return {
    fate: fate.fate,
    because: fate.reason,
    ...(mail.authentication && { authentication: mail.authentication }),
    ...(fate.proposedCaseId && { proposedCaseId: fate.proposedCaseId }),
    ...(decision.proposedSideId && { proposedSideId: decision.proposedSideId }),
    ...(fate.flags.includes('message_id_reused') && { messageIdReused: mail.messageId }),
    ...(mail.mustNotAutoReply && { mustNotAutoReply: true, autoReasons: mail.autoReasons }),
    ...(mail.bounce && { bounced: mail.bounce }),
    ...(sender.personId && mail.forwarded && { forwarded: mail.forwarded, forwardedBy: sender.personId }),
    ...(mail.calendarInvite && { calendarInvite: mail.calendarInvite }),
    ...(mail.problems.length > 0 && { problems: mail.problems }),
  }
}

const isThanks = ({ reading }: ArrivedMail) => isBareThanks(reading.folded.visible)

const subjectOf = ({ reading, decision }: ArrivedMail) => {
  const forwarded = decision.sender.personId === null ? null : reading.mail.forwarded?.subject
  return oneLine(forwarded || reading.mail.subject, subjectChars) || noSubject
}

const shownFile = ({ id, name, type, bytes }: KeptFile & { id: string }) => ({ id, name, type, bytes })
