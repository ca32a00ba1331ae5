import type { SendMailOptions } from 'nodemailer'
import { oneLine } from '../reading/safe-text.ts'
import { safeFileName } from '../rules/file-names.ts'

export interface Address {
  name: string
  email: string
}

/** Everything a mail is made of; nothing of it is trusted to be a line, an address or a name. */
export interface Outgoing {
  messageId: string
  inReplyTo: string | null
  references: readonly string[]
  /** The person or the company that speaks. */
  fromName: string
  mailbox: string
  /** The signed address that leads an answer back to its case. */
  replyTo: string
  to: readonly Address[]
  cc: readonly Address[]
  /** Who is still to get it; those of an earlier try have it already. */
  remaining: readonly string[]
  subject: string
  text: string
  html: string | null
  /** What is answered, below the answer. */
  quote: { text: string; html: string } | null
  language: string | null
  /** The line that proves the case where a mail loses its headers on the way; none where it is about no case. */
  token: string | null
  automatic: 'generated' | 'replied' | null
  at: Date
  files: readonly OutgoingFile[]
}

export interface OutgoingFile {
  name: string
  type: string
  content: NodeJS.ReadableStream
  contentId: string | null
}

/** The mail as it leaves. Whatever could break out of its line was made one line, or refused by `unusableAddress`. */
export function composeMail(mail: Outgoing): SendMailOptions {
  const people = (list: readonly Address[]) =>
    list.map(({ name, email }) => ({ name: oneLine(name, 200), address: email.toLowerCase() }))
  return {
    messageId: mail.messageId,
    date: mail.at,
    from: { name: oneLine(mail.fromName, 120), address: mail.mailbox },
    replyTo: { name: oneLine(mail.fromName, 120), address: mail.replyTo },
    to: people(mail.to),
    cc: people(mail.cc),
    subject: oneLine(mail.subject, 400),
    ...(mail.inReplyTo && { inReplyTo: mail.inReplyTo }),
    references: [...mail.references],
    text: `${lines(mail.text)}\n${mail.token ? `\n${mail.token}\n` : ''}${mail.quote ? `\n${lines(mail.quote.text)}\n` : ''}`,
    html: `${lines(mail.html ?? htmlOf(mail.text))}\n${mail.token ? `<p style="color:#8a8a8a;font-size:11px">${mail.token}</p>\n` : ''}${lines(mail.quote?.html ?? '')}`,
    textEncoding: 'quoted-printable',
    headers: {
      ...(mail.automatic && { 'Auto-Submitted': `auto-${mail.automatic}`, 'X-Auto-Response-Suppress': 'All' }),
      ...(mail.language &&
        /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(mail.language) && { 'Content-Language': mail.language }),
    },
    // Bounces come back to the case, where there is one. Answers that a program writes to a sender have none (RFC 3834 §3.3).
    envelope: {
      from: mail.automatic === 'replied' || mail.token === null ? '' : mail.replyTo,
      to: [...mail.remaining],
    },
    attachments: mail.files.map((file) => ({
      filename: safeFileName(file.name),
      contentType: /^[\w.+-]+\/[\w.+-]+$/.test(file.type) ? file.type : 'application/octet-stream',
      content: file.content as NodeJS.ReadableStream & import('node:stream').Readable,
      ...(file.contentId && /^[\w.@+$-]{1,200}$/.test(file.contentId) && { cid: file.contentId }),
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

/** The ids an answer refers to (RFC 5322 §3.6.4): the first of the thread and its last ones, only well-formed ids. */
export function referencesOf(thread: readonly { messageId: string; direction: string }[]): {
  inReplyTo: string | null
  references: string[]
} {
  const sound = thread.filter(({ messageId }) => /^<[\x21-\x3b\x3d\x3f-\x7e]{3,250}>$/.test(messageId))
  const answered = sound.findLast(({ direction }) => direction === 'in') ?? sound.at(-1)
  const ids = [...new Set(sound.map(({ messageId }) => messageId))]
  const kept = ids.length <= mostReferences ? ids : [ids[0]!, ...ids.slice(1 - mostReferences)]
  const inReplyTo = answered?.messageId ?? null
  // The one that is answered stands last.
  return { inReplyTo, references: inReplyTo ? [...kept.filter((id) => id !== inReplyTo), inReplyTo] : kept }
}
const mostReferences = 20

/** The first address that no mail can be sent to, or null. Quoted local parts are refused: nobody has one. */
export function unusableAddress(emails: readonly string[]): string | null {
  return emails.find((email) => email.length > 320 || !usable.test(email)) ?? null
}
const usable = /^[^\s<>()[\],;:"\\@\x00-\x20\x7f]{1,64}@[^\s<>()[\],;:"\\@\x00-\x20\x7f]{1,255}$/

/** Plain text as HTML that looks the same: paragraphs, line breaks, and web addresses that can be clicked. */
export function htmlOf(text: string): string {
  return lines(text)
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${escaped(paragraph).replace(link, '<a href="$&">$&</a>').replaceAll('\n', '<br>\n')}</p>`)
    .join('\n')
}
const link = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)]/g

const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!)

/** Only whole line ends leave us: a bare CR is how one mail is smuggled into another. */
const lines = (text: string) => text.replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n').replaceAll('\0', '')
