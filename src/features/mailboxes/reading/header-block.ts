import { limits } from './limits.ts'

/** A header field as it stands in the mail: name in lower case, value unfolded, each byte one character. */
export interface HeaderField {
  name: string
  value: string
}

interface HeaderBlock {
  fields: HeaderField[]
  /** Where the body begins. */
  end: number
  cut: boolean
}

const fieldName = /^([\x21-\x39\x3b-\x7e][\x20-\x39\x3b-\x7e]{0,199}?)[ \t]*:/
const LINE_FEED = 0x0a

/**
 * Reads header fields from `start` to the empty line (RFC 5322 §2.2). A line that is no field is passed over,
 * unless nothing came before it: then there is no header and all is body.
 */
export function readHeaders(
  raw: Buffer,
  start: number,
  isBoundary: (start: number, end: number) => boolean,
): HeaderBlock {
  const fields: { name: string; lines: string[] }[] = []
  let at = start
  let kept = 0
  let cut = false
  while (at < raw.length) {
    const lineFeed = raw.indexOf(LINE_FEED, at)
    const next = lineFeed < 0 ? raw.length : lineFeed + 1
    if (isBoundary(at, next)) break
    const line = raw.toString('latin1', at, Math.min(next, at + limits.headerValueChars)).replace(/[\r\n]+$/, '')
    if (line === '') {
      at = next
      break
    }
    const field = fieldName.exec(line)
    if (kept + line.length > limits.headerBytesPerPart || fields.length >= limits.headersPerPart) cut = true
    else if (/^[ \t]/.test(line)) fields.at(-1)?.lines.push(line)
    else if (field) fields.push({ name: field[1]!.toLowerCase(), lines: [line.slice(field[0].length)] })
    else if (fields.length === 0) break
    if (next - at > limits.headerValueChars) cut = true
    kept += line.length
    at = next
  }
  return { fields: fields.map(({ name, lines }) => ({ name, value: unfolded(lines) })), end: at, cut }
}

function unfolded(lines: string[]): string {
  return lines.join('').slice(0, limits.headerValueChars).replaceAll('\t', ' ').trim()
}

/** The first field of that name: a second one was never allowed, and what a mail client shows is the first. */
export function headerOf(fields: HeaderField[], name: string): string | null {
  return fields.find((field) => field.name === name)?.value ?? null
}

export function headersOf(fields: HeaderField[], name: string): string[] {
  return fields.filter((field) => field.name === name).map((field) => field.value)
}
