import type { SideConversation, SideMessage } from './contract.ts'

export interface SideFacts {
  id: string
  case_id: string
  case_number: string
  case_subject: string
  kind: string
  subject: string
  party: string
  team_id: string | null
  team_name: string | null
  person_id: string | null
  person_name: string | null
  owner_id: string
  owner_name: string
  status: string
  due_at: Date | null
  on_case: string
  created_at: Date
  closed_at: Date | null
  version: number
  last: LastWord | null
  lastLetter: { to: Address[]; cc: Address[] } | null
}

interface LastWord {
  author_name: string | null
  from_name: string | null
  from_email: string | null
  ours: boolean
  text: string
  at: string
  delivery: string | null
}

export interface Address {
  name: string
  email: string
}

/** A side conversation as it is shown at an instant: whose move it is, and whether they are late. */
export function sideOf(row: SideFacts, now: Date): SideConversation {
  const named = (id: string | null, name: string | null) => (id && name !== null ? { id, name } : null)
  const move = row.status === 'closed' ? null : row.status === 'open' ? 'theirs' : 'ours'
  return {
    id: row.id,
    case: { id: row.case_id, number: row.case_number, subject: row.case_subject },
    kind: row.kind as 'mail',
    subject: row.subject,
    party: row.party,
    team: named(row.team_id, row.team_name),
    person: named(row.person_id, row.person_name),
    to: row.lastLetter?.to ?? [],
    cc: row.lastLetter?.cc ?? [],
    owner: { id: row.owner_id, name: row.owner_name },
    status: row.status as 'open',
    move,
    dueAt: row.due_at?.toISOString() ?? null,
    overdue: move === 'theirs' && row.due_at !== null && row.due_at <= now,
    onCase: row.on_case as 'nothing',
    last: row.last && {
      by: row.last.author_name ?? row.last.from_name ?? row.last.from_email ?? row.party,
      text: oneLine(row.last.text, 240),
      at: new Date(row.last.at).toISOString(),
      ours: row.last.ours,
    },
    failed: row.last?.delivery === 'failed',
    createdAt: row.created_at.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
    version: row.version,
  }
}

export interface SideMessageFacts {
  id: string
  direction: string
  author_id: string | null
  author_name: string | null
  from_name: string | null
  from_email: string | null
  to_addresses: unknown
  cc_addresses: unknown
  text: string
  visible_text: string | null
  quoted_text: string | null
  machine: boolean
  bounce: boolean
  flags: unknown
  received_at: Date
  delivery: string | null
  delivery_error: string | null
  release_at: Date | null
  undone_at: Date | null
  inbound_mail_id: string | null
  /** Null without a page. */
  remote_pictures: boolean | null
}

export function sideMessageOf(row: SideMessageFacts, files: SideMessage['files']): SideMessage {
  const { alsoToCustomer = [], asked = false } = row.flags as { alsoToCustomer?: string[]; asked?: boolean }
  return {
    id: row.id,
    direction: row.direction as 'in',
    ours: row.direction === 'out' || (row.direction === 'internal' && !asked),
    author: row.author_id && row.author_name !== null ? { id: row.author_id, name: row.author_name } : null,
    from: row.from_email ? { name: row.from_name ?? '', email: row.from_email } : null,
    to: row.to_addresses as Address[],
    cc: row.cc_addresses as Address[],
    text: row.visible_text || row.text,
    quotedText: row.quoted_text,
    machine: row.machine,
    bounce: row.bounce,
    alsoToCustomer,
    at: row.received_at.toISOString(),
    delivery: row.delivery as SideMessage['delivery'],
    deliveryError: row.delivery_error,
    releaseAt: row.release_at?.toISOString() ?? null,
    undoneAt: row.undone_at?.toISOString() ?? null,
    hasRaw: row.inbound_mail_id !== null,
    files,
    page: row.remote_pictures === null ? null : { remotePictures: row.remote_pictures },
  }
}

/**
 * Whether what somebody of ours writes in an internal thread is the answer of those who were asked. Whoever sees to the
 * thread asks, also where they belong to the team that is asked. Who stands in for those on leave writes for them.
 */
export function isAnswer(
  side: { owner_id: string; team_id: string | null; person_id: string | null },
  writer: { id: string | null; teamIds: readonly string[]; standsFor: readonly string[] },
): boolean {
  if (writer.id === null || writer.id === side.owner_id) return false
  if (writer.id === side.person_id || (side.team_id !== null && writer.teamIds.includes(side.team_id))) return true
  const { standsFor } = writer
  return side.person_id !== null && standsFor.includes(side.person_id) && !standsFor.includes(side.owner_id)
}

/**
 * Whether it asks them anew: from whoever sees to the thread it does, from others where it names a date for the answer.
 * All else is a remark, after which it is the same one's move as before.
 */
export const isQuestion = (
  side: { owner_id: string },
  writer: { id: string | null; standsFor: readonly string[] },
  namesDate = false,
): boolean => namesDate || writer.id === side.owner_id || writer.standsFor.includes(side.owner_id)

/** Until when they should answer what is asked now: a date that has passed moves on by the time they had before it. */
export function dueOfNext(dueAt: Date | null, askedAt: Date, now: Date): Date | null {
  if (dueAt === null || dueAt > now) return dueAt
  const had = dueAt.getTime() - askedAt.getTime()
  return had > 0 ? new Date(now.getTime() + had) : null
}

export type RecipientRefusal = { email: string; because: 'customer' | 'ourselves' }

/**
 * The first recipient whom no side conversation may be led with: the customer has a thread, and mail to ourselves would
 * come back as a case.
 */
export function refusedRecipient(
  recipients: readonly Address[],
  { customer, own }: { customer: ReadonlySet<string>; own: readonly string[] },
): RecipientRefusal | null {
  for (const { email } of recipients) {
    const address = email.toLowerCase()
    if (customer.has(address)) return { email, because: 'customer' }
    if (own.some((each) => isSameMailbox(each.toLowerCase(), address))) return { email, because: 'ourselves' }
  }
  return null
}

/** With or without a plus part. */
function isSameMailbox(own: string, address: string): boolean {
  const at = own.lastIndexOf('@')
  return address === own || (address.startsWith(`${own.slice(0, at)}+`) && address.endsWith(own.slice(at)))
}

/** Everybody once: whoever stands in To is not in Cc too. */
export function unique(to: readonly Address[], cc: readonly Address[]): { to: Address[]; cc: Address[] } {
  const seen = new Set<string>()
  const once = (list: readonly Address[]) =>
    list.filter(({ email }) => !seen.has(email.toLowerCase()) && seen.add(email.toLowerCase()))
  return { to: once(to), cc: once(cc) }
}

/** What they are called where nobody named them: the first recipient's name, else the address. */
export const partyOf = (to: readonly Address[]): string => oneLine(to[0]?.name || to[0]?.email || '', 200)

/** What the case says it waits for. */
export const stepText = (party: string, subject: string): string => `${party} answers: ${oneLine(subject, 120)}`
export const answeredText = (party: string): string => `${party} answered: read it and go on`

export function oneLine(text: string, most: number): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > most ? `${line.slice(0, most - 1).trimEnd()}…` : line
}
