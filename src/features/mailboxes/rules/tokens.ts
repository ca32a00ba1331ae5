import { createHmac, timingSafeEqual } from 'node:crypto'

/** 130 bits as 26 letters and digits that survive any change of case (RFC 4648 base32). */
const TOKEN_LENGTH = 26
const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'

/**
 * The token that proves that a mail answers a case: `c10482.` and 130 bits of HMAC-SHA256 over the number.
 * Numbers are never reused, so a token is good for as long as the installation keeps its secret.
 */
export function signCaseToken(secret: Uint8Array, caseNumber: number): string {
  return `c${caseNumber}.${signature(secret, 'case', String(caseNumber))}`
}

/** The case number a token proves, or null if this installation never made it. */
export function readCaseToken(secret: Uint8Array, token: string): number | null {
  const [, number, given] = /^c([1-9]\d{0,14})\.([a-z2-7]{26})$/.exec(token.toLowerCase()) ?? []
  if (!number || !given) return null
  return isSame(signature(secret, 'case', number), given) ? Number(number) : null
}

/** Where answers to a case go: support@desk.example → support+c10482.<token>@desk.example. */
export function replyAddress(secret: Uint8Array, mailbox: string, caseNumber: number): string {
  const at = mailbox.lastIndexOf('@')
  return `${mailbox.slice(0, at)}+${signCaseToken(secret, caseNumber)}${mailbox.slice(at)}`
}

/** The case number proved by the plus part of an address, or null. */
export function readReplyAddress(secret: Uint8Array, address: string): number | null {
  const plus = /\+([^@+]+)@[^@]+$/.exec(address.slice(0, 320))?.[1]
  return plus ? readCaseToken(secret, plus) : null
}

/** The line that carries the token in a body, for mail that loses its headers and addresses on the way. */
export function bodyToken(secret: Uint8Array, caseNumber: number): string {
  return `ref:${signCaseToken(secret, caseNumber)}`
}

const MAX_BODY_TOKENS = 20

/** Case numbers proved by tokens in a text, in order, each once. */
export function readBodyTokens(secret: Uint8Array, text: string): number[] {
  const found = new Set<number>()
  let tried = 0
  for (const [, token] of text.matchAll(/\bref:(c\d{1,15}\.[a-z2-7]{26})(?![a-z2-7])/gi)) {
    if (++tried > MAX_BODY_TOKENS) break
    const number = readCaseToken(secret, token!)
    if (number !== null) found.add(number)
  }
  return [...found]
}

/** The Message-ID of a message we send, stable over retries, recognisable as ours when it is quoted back to us. */
export function ourMessageId(secret: Uint8Array, caseNumber: number, messageId: string, domain: string): string {
  const id = messageId.replaceAll('-', '').toLowerCase()
  return `<c${caseNumber}.${id}.${signature(secret, 'message', `${caseNumber}.${id}`)}@${domain}>`
}

/** What a Message-ID of ours says; null if it is not ours, or pretends to be. */
export function readOurMessageId(secret: Uint8Array, id: string): { caseNumber: number; messageId: string } | null {
  const [, number, hex, given] =
    /^<?c([1-9]\d{0,14})\.([0-9a-f]{32})\.([a-z2-7]{26})@[^@<>\s]+>?$/.exec(id.toLowerCase()) ?? []
  if (!number || !hex || !given || !isSame(signature(secret, 'message', `${number}.${hex}`), given)) return null
  return { caseNumber: Number(number), messageId: hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-') }
}

/**
 * Side conversations have marks of their own, made for another purpose with another number: none of them proves a case,
 * and no mark of a case leads into one.
 */
export function sideReplyAddress(secret: Uint8Array, mailbox: string, number: number): string {
  const at = mailbox.lastIndexOf('@')
  return `${mailbox.slice(0, at)}+${signSideToken(secret, number)}${mailbox.slice(at)}`
}

const signSideToken = (secret: Uint8Array, number: number) => `s${number}.${signature(secret, 'side', String(number))}`

/** The side conversation proved by a token, or null. */
function readSideToken(secret: Uint8Array, token: string): number | null {
  const [, number, given] = /^s([1-9]\d{0,14})\.([a-z2-7]{26})$/.exec(token.toLowerCase()) ?? []
  if (!number || !given) return null
  return isSame(signature(secret, 'side', number), given) ? Number(number) : null
}

/** The side conversation proved by the plus part of an address, or null. */
export function readSideAddress(secret: Uint8Array, address: string): number | null {
  const plus = /\+([^@+]+)@[^@]+$/.exec(address.slice(0, 320))?.[1]
  return plus ? readSideToken(secret, plus) : null
}

/** The line in a body that leads an answer back to a side conversation. */
export const sideBodyToken = (secret: Uint8Array, number: number): string => `ref:${signSideToken(secret, number)}`

/** Side conversations proved by tokens in a text, in order, each once. */
export function readSideBodyTokens(secret: Uint8Array, text: string): number[] {
  const found = [...text.matchAll(/\bref:(s\d{1,15}\.[a-z2-7]{26})(?![a-z2-7])/gi)].slice(0, MAX_BODY_TOKENS)
  return [...new Set(found.flatMap(([, token]) => readSideToken(secret, token!) ?? []))]
}

/** The Message-ID of a mail of a side conversation. */
export function sideMessageId(secret: Uint8Array, number: number, messageId: string, domain: string): string {
  const id = messageId.replaceAll('-', '').toLowerCase()
  return `<s${number}.${id}.${signature(secret, 'side message', `${number}.${id}`)}@${domain}>`
}

/** The side conversation that a Message-ID of ours names; null if it is none of these. */
export function readSideMessageId(secret: Uint8Array, id: string): number | null {
  const [, number, hex, given] =
    /^<?s([1-9]\d{0,14})\.([0-9a-f]{32})\.([a-z2-7]{26})@[^@<>\s]+>?$/.exec(id.toLowerCase()) ?? []
  if (!number || !hex || !given) return null
  return isSame(signature(secret, 'side message', `${number}.${hex}`), given) ? Number(number) : null
}

/** A text without any mark of ours: neither tokens, nor signed addresses, nor Message-IDs. What was quoted by hand proves nothing. */
export function withoutMarks(text: string): string {
  return text
    .replace(/<?\b[cs]\d{1,15}\.[0-9a-f]{32}\.[a-z2-7]{26}@[^\s<>"]+>?/gi, '')
    .replace(/\+[cs]\d{1,15}\.[a-z2-7]{26}(?=@)/gi, '')
    .replace(/(?:\bC-\d{1,15} · )?\bref:[cs]\d{1,15}\.[a-z2-7]{26}/gi, '')
}

function signature(secret: Uint8Array, purpose: 'case' | 'message' | 'side' | 'side message', text: string): string {
  const mac = createHmac('sha256', secret).update(`caseward ${purpose} ${text}`).digest()
  let bits = 0
  let held = 0
  let out = ''
  for (const byte of mac) {
    held = ((held << 8) | byte) & 0xfff
    bits += 8
    while (bits >= 5 && out.length < TOKEN_LENGTH) {
      bits -= 5
      out += alphabet[(held >> bits) & 31]
    }
  }
  return out
}

const isSame = (a: string, b: string) => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
