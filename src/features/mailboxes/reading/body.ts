import charset from 'libmime/lib/charset.js'
import { headerOf } from './header-block.ts'
import type { Part } from './mime.ts'
import { storable } from './safe-text.ts'
import { uudecode } from './uuencode.ts'

/** The bytes of a part with its transfer encoding undone; an unknown encoding leaves them as they are. */
export function decodedBytes(part: Part): Buffer {
  const encoding = (headerOf(part.headers, 'content-transfer-encoding') ?? '').trim().toLowerCase()
  const body = Buffer.from(part.body.buffer, part.body.byteOffset, part.body.byteLength)
  if (encoding.startsWith('base64')) return fromBase64(body)
  if (encoding.startsWith('quoted-printable')) return fromQuotedPrintable(body)
  if (/^(x-)?uu(encode|e)?$/.test(encoding)) return uudecode(body.toString('latin1'))[0]?.bytes ?? body
  return body
}

/** A text part as text: charset undone, flowed lines joined, line ends as \n, storable. */
export function decodedText(part: Part): string {
  const text = fromCharset(decodedBytes(part), part.parameters.charset)
  const flowed = part.type === 'text/plain' && part.parameters.format?.toLowerCase() === 'flowed'
  const joined = flowed ? unflowed(text, part.parameters.delsp?.toLowerCase() === 'yes') : text
  return storable(joined.replace(/\r\n?/g, '\n'))
}

/** Joins soft line breaks of format=flowed (RFC 3676): only lines of one quote depth, never over a signature mark. */
function unflowed(text: string, deletesSpace: boolean): string {
  const paragraphs: { depth: number; pieces: string[]; open: boolean }[] = []
  for (const line of text.split(/\r?\n/)) {
    const depth = /^>*/.exec(line)![0].length
    const content = line.slice(depth).replace(/^ /, '')
    const soft = content.endsWith(' ') && content !== '-- '
    const piece = soft && deletesSpace ? content.slice(0, -1) : content
    const last = paragraphs.at(-1)
    if (last?.open && last.depth === depth && content !== '-- ') {
      last.pieces.push(piece)
      last.open = soft
    } else paragraphs.push({ depth, pieces: [piece], open: soft })
  }
  return paragraphs
    .map(({ depth, pieces }) => `${'>'.repeat(depth)}${depth > 0 ? ' ' : ''}${pieces.join('')}`)
    .join('\n')
}

function fromCharset(bytes: Buffer, name: string | undefined): string {
  const marked = byteOrderMark(bytes)
  if (marked) return marked
  const label = (name ?? 'utf-8').trim().toLowerCase()
  if (/^(us-ascii|ascii|utf-?8|unknown.*|x-unknown|default)$/.test(label)) return bytes.toString('utf8')
  return charset.decode(bytes, label)
}

function byteOrderMark(bytes: Buffer): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return bytes.toString('utf8', 3)
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le', 2)
  return null
}

/** Segments that each end in padding are joined, as mail clients do. */
function fromBase64(body: Buffer): Buffer {
  const text = body.toString('latin1').replace(/[^A-Za-z0-9+/=]+/g, '')
  const segments = text.match(/[^=]+=*/g) ?? []
  return segments.length === 1
    ? Buffer.from(segments[0]!, 'base64')
    : Buffer.concat(segments.map((segment) => Buffer.from(segment, 'base64')))
}

const EQUALS = 0x3d

function fromQuotedPrintable(body: Buffer): Buffer {
  const out = Buffer.allocUnsafe(body.length)
  let length = 0
  for (let at = 0; at < body.length; at++) {
    if (body[at] !== EQUALS) {
      out[length++] = body[at]!
      continue
    }
    const high = hexDigit(body[at + 1])
    const low = hexDigit(body[at + 2])
    const lineEnd = high < 0 || low < 0 ? softBreakEnd(body, at + 1) : -1
    if (high >= 0 && low >= 0) {
      out[length++] = high * 16 + low
      at += 2
    } else if (lineEnd >= 0) at = lineEnd
    else out[length++] = EQUALS
  }
  return out.subarray(0, length)
}

function softBreakEnd(body: Buffer, start: number): number {
  let at = start
  while (at - start < 80 && (body[at] === 0x20 || body[at] === 0x09)) at++
  if (at >= body.length) return at
  if (body[at] === 0x0d) at++
  return body[at] === 0x0a ? at : -1
}

function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return -1
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const letter = byte & ~0x20
  return letter >= 0x41 && letter <= 0x46 ? letter - 0x37 : -1
}
