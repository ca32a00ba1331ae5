import { decodedBytes, decodedText } from './body.ts'
import { type HeaderField, headerOf, readHeaders } from './header-block.ts'
import { messageIdOf, plausibleEmail, readableHeader } from './header-values.ts'
import { limits } from './limits.ts'
import type { Part } from './mime.ts'
import { oneLine } from './safe-text.ts'

/** One recipient a delivery report speaks of (RFC 3464). */
export interface BouncedRecipient {
  recipient: string
  /** For example 5.1.1; null where the reporter gave none. */
  status: string | null
  action: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded' | null
  diagnostic: string | null
  originalMessageId: string | null
}

const actions = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const

/** The recipients of a delivery report; null if the mail is none. A report that names nobody gives an empty list. */
export function bounceOf(root: Part): BouncedRecipient[] | null {
  const parts = leavesOf(root)
  const report = parts.find((part) => part.type === 'message/delivery-status')
  const isReport =
    root.type === 'multipart/report' && (root.parameters['report-type'] ?? 'delivery-status') === 'delivery-status'
  const failedRecipients = headerOf(root.headers, 'x-failed-recipients')
  if (!report && !isReport && !failedRecipients) return null
  const originalMessageId = originalIdIn(parts)
  const recipients = report ? recipientsIn(report, originalMessageId) : []
  if (recipients.length > 0) return recipients
  return (failedRecipients ?? '').split(',').flatMap((text) => {
    const recipient = plausibleEmail(text)
    return recipient
      ? [{ recipient, status: null, action: 'failed' as const, diagnostic: null, originalMessageId }]
      : []
  })
}

function recipientsIn(report: Part, originalMessageId: string | null): BouncedRecipient[] {
  const groups = decodedText(report).split(/\n[ \t]*\n/)
  return groups.slice(0, limits.bouncedRecipients + 1).flatMap((group) => {
    const fields = fieldsOf(Buffer.from(group, 'latin1'))
    const recipient =
      addressOf(headerOf(fields, 'final-recipient')) ?? addressOf(headerOf(fields, 'original-recipient'))
    if (!recipient) return []
    const word = headerOf(fields, 'action')?.trim().toLowerCase()
    const diagnostic = headerOf(fields, 'diagnostic-code')
    return [
      {
        recipient,
        status: /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(headerOf(fields, 'status') ?? '')?.[0] ?? null,
        action: actions.find((each) => word?.startsWith(each)) ?? null,
        diagnostic: diagnostic ? oneLine(diagnostic.replace(/^[^;]*;/, ''), 500) : null,
        originalMessageId,
      },
    ]
  })
}

function addressOf(value: string | null): string | null {
  return plausibleEmail((value ?? '').replace(/^[^;]*;/, '').trim())
}

/** The returned message stands whole (message/rfc822) or as its header (text/rfc822-headers). */
function originalIdIn(parts: Part[]): string | null {
  for (const part of parts) {
    if (part.type !== 'message/rfc822' && part.type !== 'text/rfc822-headers') continue
    const id = messageIdOf(headerOf(fieldsOf(decodedBytes(part)), 'message-id'))
    if (id) return readableHeader(id)
  }
  return null
}

const fieldsOf = (bytes: Buffer): HeaderField[] => readHeaders(bytes, 0, () => false).fields

function leavesOf(part: Part): Part[] {
  return part.children.length === 0 ? [part] : part.children.flatMap(leavesOf)
}
