import type { Message } from './contract.ts'

export interface MessageFacts {
  id: string
  direction: string
  kind: string
  from_name: string | null
  from_email: string | null
  author_id: string | null
  author_name: string | null
  contact_id: string | null
  contact_name: string | null
  to_addresses: unknown
  cc_addresses: unknown
  subject: string | null
  text: string
  visible_text: string | null
  quoted_text: string | null
  html: string | null
  language: string | null
  received_at: Date
  message_id: string | null
  machine: boolean
  bounce: boolean
  public: boolean
  automatic: boolean
  flags: unknown
  call: unknown
  delivery: string | null
  delivery_error: string | null
  release_at: Date | null
  released_at: Date | null
  undone_at: Date | null
  uncounted_since: Date | null
  inbound_mail_id: string | null
}

type Attachment = Message['attachments'][number]

export function messageOf(row: MessageFacts, attachments: Attachment[]): Message {
  const named = (id: string | null, name: string | null) => (id && name !== null ? { id, name } : null)
  const iso = (date: Date | null) => date?.toISOString() ?? null
  return {
    id: row.id,
    direction: row.direction as Message['direction'],
    kind: row.kind as Message['kind'],
    from: row.from_email ? { name: row.from_name ?? '', email: row.from_email } : null,
    author: named(row.author_id, row.author_name),
    contact: named(row.contact_id, row.contact_name),
    to: row.to_addresses as Message['to'],
    cc: row.cc_addresses as Message['cc'],
    subject: row.subject,
    text: row.text,
    visibleText: row.visible_text ?? row.text,
    quotedText: row.quoted_text,
    html: row.html,
    language: row.language,
    receivedAt: row.received_at.toISOString(),
    messageId: row.message_id,
    attachments,
    machine: row.machine,
    bounce: row.bounce,
    public: row.public,
    automatic: row.automatic,
    flags: row.flags as Message['flags'],
    call: row.call as Message['call'],
    delivery: row.delivery as Message['delivery'],
    deliveryError: row.delivery_error,
    releaseAt: iso(row.release_at),
    releasedAt: iso(row.released_at),
    undoneAt: iso(row.undone_at),
    uncountedSince: iso(row.uncounted_since),
    hasRaw: row.inbound_mail_id !== null,
  }
}

/** The subject of an answer: the case's own, once behind `Re:`, on one line. */
export function replySubject(subject: string, number: string): string {
  const bare = subject
    .replace(/[\r\n]+/g, ' ')
    .replace(/^((re|aw|sv|antw|fwd?|wg)\s*:\s*)+/i, '')
    .trim()
  return `Re: ${bare.includes(number) ? bare : `${bare} [${number}]`}`
}

/** Who a reply goes to: as named by the writer, or as the case says; nobody twice, none of our own addresses. */
export function recipientsOf(
  wanted: { to?: readonly Address[] | undefined; cc?: readonly Address[] | undefined },
  usual: { to: readonly Address[]; cc: readonly Address[] },
): { to: Address[]; cc: Address[] } {
  const to = unique(wanted.to ?? usual.to)
  const taken = new Set(to.map(({ email }) => email.toLowerCase()))
  return { to, cc: unique(wanted.cc ?? usual.cc).filter(({ email }) => !taken.has(email.toLowerCase())) }
}

export interface Address {
  name: string
  email: string
}

function unique(addresses: readonly Address[]): Address[] {
  const seen = new Set<string>()
  return addresses.filter(({ email }) => {
    const key = email.toLowerCase()
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
