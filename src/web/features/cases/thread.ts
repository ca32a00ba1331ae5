import type { TimelineEntry } from '../../../features/cases/contract.ts'
import type { Message } from '../../../features/conversations/contract.ts'
import { isRepeated, isTold } from './eventWords.ts'

export type ThreadItem =
  | { kind: 'letter' | 'note' | 'brief' | 'call'; id: string; at: string; message: Message }
  | { kind: 'event'; id: string; at: string; entry: TimelineEntry }

/** Messages and events on one line of time. A message that was taken back leaves only its event. */
export function threadOf(entries: TimelineEntry[], messages: Message[]): ThreadItem[] {
  const told = new Set([...messages.map((message) => message.id), ...elsewhere(entries)])
  const events = entries
    .filter((entry) => isTold(entry.name) || !entry.messageId || !told.has(entry.messageId))
    .filter((entry) => !isRepeated(entry))
    .map((entry): ThreadItem => ({ kind: 'event', id: entry.id, at: entry.at, entry }))
  const briefs = new Set(
    entries.flatMap(({ content, messageId }) => (content?.brief === true ? (messageId ?? []) : [])),
  )
  const kindHere = (message: Message) => (briefs.has(message.id) ? 'brief' : kindOf(message))
  const writings = messages
    .filter((message) => !message.undoneAt)
    .map((message): ThreadItem => ({ kind: kindHere(message), id: message.id, at: message.receivedAt, message }))
  // equal instants: what was written stands before what followed from it
  return [...writings, ...events].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
}

/**
 * What a reader is taken to: the customer's newest word while it is unread and nobody answered it, else the newest that
 * somebody wrote or said. A brief retells the case; it is never what somebody came for.
 */
export function restOf(items: readonly ThreadItem[], unread: boolean): string | null {
  const written = items.flatMap((item) => (item.kind === 'event' || item.kind === 'brief' ? [] : [item]))
  const asked = written.findLastIndex(({ kind, message }) => kind === 'letter' && isFromCustomer(message))
  const answered = written.slice(asked + 1).some(({ kind, message }) => kind === 'call' || message.direction === 'out')
  return (unread && !answered ? written[asked] : undefined)?.id ?? written.at(-1)?.id ?? null
}

const isFromCustomer = ({ direction, machine }: Message): boolean => direction === 'in' && !machine

/** Messages that went to another case: there they are told, here only that they went. */
function elsewhere(entries: TimelineEntry[]): string[] {
  const merge = entries.findLast(({ name }) => name === 'case.merged' || name === 'case.unmerged')
  if (merge?.name === 'case.merged') return entries.flatMap(({ messageId }) => messageId ?? [])
  return entries.flatMap(({ name, content, messageId }) =>
    name === 'case.merge_undone'
      ? ((content?.messageIds as string[]) ?? [])
      : name === 'message.moved_out'
        ? (messageId ?? [])
        : [],
  )
}

function kindOf(message: Message): 'letter' | 'note' | 'call' {
  if (message.kind === 'note' || message.kind === 'call') return message.kind
  return 'letter'
}
