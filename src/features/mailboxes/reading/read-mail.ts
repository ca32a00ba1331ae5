import { type Authentication, authenticationOf } from '../rules/authentication.ts'
import { type MachineReason, machineReasons } from '../rules/machine.ts'
import { type BouncedRecipient, bounceOf } from './bounce.ts'
import { type CalendarInvite, inviteOf } from './calendar.ts'
import { type Attachment, contentsOf } from './contents.ts'
import { type Forwarded, forwardedOf } from './forwarded.ts'
import { headerOf, headersOf } from './header-block.ts'
import {
  addressesOf,
  dateOf,
  type MailAddress,
  messageIdOf,
  messageIdsOf,
  plausibleEmail,
  readableHeader,
} from './header-values.ts'
import { languageOf } from './language.ts'
import { limits } from './limits.ts'
import { splitParts } from './mime.ts'
import { oneLine } from './safe-text.ts'

/** What the installation knows beside the bytes. */
export interface ReadingSetup {
  /** Addresses of our mailboxes, in lower case and without plus parts. */
  ownAddresses: readonly string[]
  /** Hosts whose Authentication-Results are believed. */
  trustedHosts: readonly string[]
  /** The envelope sender where the mail came by SMTP; '' is the null sender. Otherwise Return-Path is taken. */
  envelopeFrom?: string | null
}

/** A mail as people and rules see it. Every text in it can be stored; no clock may start from `date`. */
export interface ReadMail {
  messageId: string | null
  inReplyTo: string[]
  references: string[]
  subject: string
  from: MailAddress | null
  sender: MailAddress | null
  replyTo: MailAddress[]
  to: MailAddress[]
  cc: MailAddress[]
  /** Delivered-To, X-Original-To and the like: where the mail arrived, as opposed to whom it was written to. */
  deliveredTo: string[]
  date: string | null
  text: string
  /** As it came: pass it through `displayHtml` before anyone sees it. */
  html: string | null
  attachments: Attachment[]
  embedded: Attachment[]
  headers: { name: string; value: string }[]
  autoReasons: MachineReason[]
  mustNotAutoReply: boolean
  bounce: BouncedRecipient[] | null
  calendarInvite: CalendarInvite | null
  /** ISO 639-1, or null where the text is too short to tell. */
  language: string | null
  authentication: Authentication | null
  forwarded: Forwarded | null
  sizeBytes: number
  /** What was cut or broken, by code. */
  problems: string[]
}

const deliveryHeaders = [
  'delivered-to',
  'x-original-to',
  'envelope-to',
  'x-envelope-to',
  'x-delivered-to',
  'x-forwarded-to',
]

/** Reads raw bytes as a mail client would. Never throws on any input; work is linear in its size. */
export function readMail(raw: Uint8Array, setup: ReadingSetup): ReadMail {
  const tree = splitParts(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength))
  const { root, problems } = tree
  const contents = contentsOf(tree)
  const field = (name: string) => headerOf(root.headers, name)
  const headers = root.headers.map(({ name, value }) => ({
    name,
    value: oneLine(readableHeader(value), limits.headerValueChars),
  }))
  const subject = oneLine(readableHeader(field('subject') ?? ''), limits.subjectChars)
  const from = addressesOf(field('from'))[0] ?? null
  const autoReasons = machineReasons({
    headers,
    from: from?.email ?? null,
    envelopeFrom: setup.envelopeFrom ?? returnPathOf(field('return-path')),
    contentType: root.type,
    ownAddresses: setup.ownAddresses,
  })
  return {
    messageId: messageIdOf(field('message-id')),
    inReplyTo: messageIdsOf(field('in-reply-to')),
    references: messageIdsOf(field('references')),
    subject,
    from,
    sender: addressesOf(field('sender'))[0] ?? null,
    replyTo: addressesOf(field('reply-to')),
    to: addressesOf(headersOf(root.headers, 'to').join(', ')),
    cc: addressesOf(headersOf(root.headers, 'cc').join(', ')),
    deliveredTo: deliveryHeaders.flatMap((name) =>
      headersOf(root.headers, name).flatMap((value) => plausibleEmail(value) ?? []),
    ),
    date: dateOf(field('date')),
    text: contents.text,
    html: contents.html,
    attachments: contents.attachments,
    embedded: contents.embedded,
    headers,
    autoReasons,
    mustNotAutoReply: autoReasons.length > 0,
    bounce: bounceOf(root),
    calendarInvite: contents.calendars.map(inviteOf).find((invite) => invite !== null) ?? null,
    language: languageOf(contents.text),
    authentication: authenticationOf(headers, setup.trustedHosts),
    forwarded: forwardedOf(root, subject, contents.text),
    sizeBytes: raw.byteLength,
    problems: [...problems].sort(),
  }
}

function returnPathOf(value: string | null): string | null {
  if (value === null) return null
  return /^<?\s*>?$/.test(value) ? '' : plausibleEmail(value)
}
