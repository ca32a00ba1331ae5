import { limits } from './limits.ts'

export interface UuencodedFile {
  name: string
  bytes: Buffer
  /** Where its lines stand in the text, from the "begin" to after the "end". */
  start: number
  end: number
}

const begin = /^begin [0-7]{3,4} ([^\r\n]{1,200})\r?\n/gm

/** Files uuencoded inside a text. A block without its "end" is text, so that a sentence beginning with "begin 600" stays. */
export function uudecode(text: string): UuencodedFile[] {
  const files: UuencodedFile[] = []
  let from = 0
  for (const match of text.matchAll(begin)) {
    if (match.index < from || files.length >= limits.embeddedFiles) continue
    const block = decodeLines(text, match.index + match[0].length)
    if (!block) continue
    files.push({ name: match[1]!.trim(), bytes: block.bytes, start: match.index, end: block.end })
    from = block.end
  }
  return files
}

export function withoutUuencoded(text: string, files: UuencodedFile[]): string {
  let kept = ''
  let at = 0
  for (const { start, end } of files) {
    kept += text.slice(at, start)
    at = end
  }
  return files.length === 0 ? text : kept + text.slice(at)
}

function decodeLines(text: string, start: number): { bytes: Buffer; end: number } | null {
  const chunks: Buffer[] = []
  let at = start
  while (at < text.length) {
    const lineFeed = text.indexOf('\n', at)
    const next = lineFeed < 0 ? text.length : lineFeed + 1
    const line = text.slice(at, Math.min(next, at + 100)).trimEnd()
    if (line === 'end') return { bytes: Buffer.concat(chunks), end: next }
    if (!/^[\x20-\x60]{0,70}$/.test(line)) return null
    if (line) chunks.push(decodeLine(line))
    at = next
  }
  return null
}

function decodeLine(line: string): Buffer {
  const length = sixBits(line, 0)
  const out = Buffer.alloc(length)
  for (let byte = 0, at = 1; byte < length; byte += 3, at += 4) {
    const bits =
      (sixBits(line, at) << 18) | (sixBits(line, at + 1) << 12) | (sixBits(line, at + 2) << 6) | sixBits(line, at + 3)
    out[byte] = bits >> 16
    if (byte + 1 < length) out[byte + 1] = (bits >> 8) & 0xff
    if (byte + 2 < length) out[byte + 2] = bits & 0xff
  }
  return out
}

const sixBits = (line: string, at: number) => (at < line.length ? (line.charCodeAt(at) - 0x20) & 0x3f : 0)
