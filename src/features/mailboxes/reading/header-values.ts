import libmime from 'libmime'
import addressparser from 'nodemailer/lib/addressparser'
import type { HeaderField } from './header-block.ts'
import { headerOf } from './header-block.ts'
import { limits } from './limits.ts'
import { cut, oneLine } from './safe-text.ts'

export interface MailAddress {
  name: string
  email: string
}

/** The type of a part and its parameters; what is missing or broken falls back as RFC 2045 §5.2 and mail clients do. */
export function contentTypeOf(fields: HeaderField[], fallback: string) {
  const raw = headerOf(fields, 'content-type')
  if (!raw) return { type: fallback, parameters: {} as Record<string, string> }
  const { value, params } = parsed(raw)
  const type = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+/.exec(value)?.[0].toLowerCase() ?? shortType(value, fallback)
  const lost = type.startsWith('multipart/') && !params.boundary && /boundary\s*=\s*"?([^";]{1,200})/i.exec(raw)?.[1]
  return { type, parameters: lost ? { ...params, boundary: lost.trim() } : params }
}

export function dispositionOf(fields: HeaderField[]) {
  const raw = headerOf(fields, 'content-disposition')
  const { value, params } = parsed(raw ?? '')
  const kind = value.trim().toLowerCase()
  return kind ? { kind, parameters: params } : { kind: null, parameters: {} as Record<string, string> }
}

/** Header text as people read it: encoded words decoded, bytes above ASCII read as UTF-8 (RFC 6532). */
export function readableHeader(value: string): string {
  return withWordsDecoded(bytesAsText(value))
}

/** Addresses in order, groups opened; an entry without a plausible address is left out. */
export function addressesOf(value: string | null): MailAddress[] {
  if (!value) return []
  const found: MailAddress[] = []
  for (const entry of addressparser(bytesAsText(value))) {
    const members = entry.group ?? [entry]
    for (const member of members) {
      const address = addressIn(member)
      if (address && found.length < limits.addresses) found.push(address)
    }
  }
  return found
}

function addressIn({ name, address }: { name: string; address?: string | undefined }): MailAddress | null {
  const named = oneLine(withWordsDecoded(name), limits.nameChars)
  const email = plausibleEmail(address ?? '')
  if (email) return { name: named, email }
  const inName = /^\S+@\S+$/.test(named) ? plausibleEmail(named) : null
  return inName ? { name: '', email: inName } : null
}

/** An address in lower case, or null. The domain needs no dot: machines inside a company have none. */
export function plausibleEmail(text: string): string | null {
  const email = oneLine(text, limits.addressChars).toLowerCase().replace(/^<|>$/g, '')
  return /^[^\s@<>"(),;:\\]+@[^\s@<>"(),;\\]+$/.test(email) || /^"[^"\\]+"@[^\s@<>"(),;\\]+$/.test(email) ? email : null
}

/** Message-IDs in angle brackets, in order, each once. Phrases and comments between them are passed over. */
export function messageIdsOf(value: string | null): string[] {
  const ids = new Set<string>()
  for (const [id] of (value ?? '').matchAll(/<[^<>]{1,998}>/g)) {
    const clean = oneLine(bytesAsText(id), limits.messageIdChars)
    if (clean.length > 2) ids.add(clean)
  }
  const all = [...ids]
  return all.length <= limits.references ? all : [all[0]!, ...all.slice(1 - limits.references)]
}

/** The Message-ID, with or without its brackets. */
export function messageIdOf(value: string | null): string | null {
  const inBrackets = messageIdsOf(value)[0]
  if (inBrackets) return inBrackets
  const bare = oneLine(bytesAsText(value ?? ''), limits.messageIdChars - 2).replace(/[<>]/g, '')
  return /^\S+@\S+$/.test(bare) ? `<${bare}>` : null
}

/** The Date header as an instant, for information only: no clock ever starts from it. */
export function dateOf(value: string | null): string | null {
  const instant = Date.parse((value ?? '').slice(0, 100).replace(/\([^)]*\)/g, ''))
  const year = Number.isNaN(instant) ? Number.NaN : new Date(instant).getUTCFullYear()
  return year >= 1970 && year <= 9999 ? new Date(instant).toISOString() : null
}

function parsed(raw: string): { value: string; params: Record<string, string> } {
  const { value, params } = libmime.parseHeaderValue(bytesAsText(raw))
  const decoded = Object.entries(params).map(([key, text]) => [
    key,
    cut(withWordsDecoded(text), limits.headerValueChars),
  ])
  return { value: value || '', params: Object.fromEntries(decoded) }
}

/** Bytes as UTF-8, except inside an encoded word, which names its own charset. */
function bytesAsText(value: string): string {
  if (!/[\x80-\xff]/.test(value)) return value
  const escaped = value.replace(/=\?[\w*-]+\?[Qq]\?[^?]*\?=/g, (word) =>
    word.replace(/[\x80-\xff]/g, (byte) => `=${byte.charCodeAt(0).toString(16).toUpperCase()}`),
  )
  return escaped.replace(/[\x80-\xff]+/g, (bytes) => Buffer.from(bytes, 'latin1').toString('utf8'))
}

const withWordsDecoded = (text: string) => (text.includes('=?') ? libmime.decodeWords(text) : text)

/** Old mailers wrote "text" or "Text" alone. */
function shortType(value: string, fallback: string): string {
  const word = value.trim().toLowerCase()
  if (word === 'text') return 'text/plain'
  if (word === 'html') return 'text/html'
  return word.startsWith('multipart') ? 'multipart/mixed' : fallback
}
