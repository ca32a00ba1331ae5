import { type HeaderField, readHeaders } from './header-block.ts'
import { contentTypeOf } from './header-values.ts'
import { limits } from './limits.ts'

/** One part of a mail: its header fields, and where its body lies. A multipart has children instead. */
export interface Part {
  headers: HeaderField[]
  type: string
  parameters: Record<string, string>
  /** Still transfer-encoded. */
  body: Uint8Array
  children: Part[]
  /** The mail ended before the boundary that should close this part. */
  brokenOff: boolean
}

export interface PartTree {
  root: Part
  problems: Set<string>
}

interface Open {
  part: Part
  boundary: string
}

type Boundaries = Map<string, number[]>

const LINE_FEED = 0x0a
const DASH = 0x2d
const MAX_BOUNDARY_LINE = 400

/**
 * Splits raw bytes into parts (RFC 2046), in one pass over the lines.
 * An open inner boundary is tried before the outer ones; a multipart without parts stays a leaf.
 */
export function splitParts(raw: Buffer): PartTree {
  const problems = new Set<string>()
  const open: Open[] = []
  /** Depths at which a boundary is open: a child that repeats its parent's shadows it. */
  const boundaries: Boundaries = new Map()
  let count = 1
  let at = startOfMail(raw)
  let part = readPart(null)
  const root = part
  let bodyStart = at
  let atRest = false

  while (at < raw.length) {
    const lineStart = at
    const lineFeed = raw.indexOf(LINE_FEED, at)
    at = lineFeed < 0 ? raw.length : lineFeed + 1
    const found = boundaryAt(raw, lineStart, at, boundaries)
    if (!found) continue
    endBody(lineStart)
    closeDownTo(found.depth)
    if (found.closes) {
      closeDownTo(found.depth - 1)
      atRest = true
      continue
    }
    if (count >= limits.parts) {
      problems.add('too_many_parts')
      break
    }
    count++
    atRest = false
    const parent = open[found.depth]!.part
    part = readPart(parent)
    parent.children.push(part)
    bodyStart = at
  }
  endBody(raw.length)
  part.brokenOff = !atRest && part !== root && part.body.length > 0
  return { root, problems }

  function readPart(parent: Part | null): Part {
    const head = readHeaders(raw, at, (start, end) => boundaryAt(raw, start, end, boundaries) !== null)
    if (head.cut) problems.add('headers_cut')
    at = head.end
    const fallback = parent?.type === 'multipart/digest' ? 'message/rfc822' : 'text/plain'
    const { type, parameters } = contentTypeOf(head.fields, fallback)
    const created: Part = {
      headers: head.fields,
      type,
      parameters,
      body: raw.subarray(0, 0),
      children: [],
      brokenOff: false,
    }
    const boundary = type.startsWith('multipart/') ? (parameters.boundary ?? '') : ''
    if (boundary) {
      if (open.length < limits.depth) {
        boundaries.set(boundary, [...(boundaries.get(boundary) ?? []), open.length])
        open.push({ part: created, boundary })
      } else problems.add('too_deep')
    }
    return created
  }

  function endBody(end: number) {
    if (!atRest && part.children.length === 0)
      part.body = raw.subarray(bodyStart, withoutLineBreak(raw, bodyStart, end))
  }

  function closeDownTo(depth: number) {
    while (open.length > depth + 1) {
      const { boundary } = open.pop()!
      const left = boundaries.get(boundary)?.slice(0, -1) ?? []
      if (left.length > 0) boundaries.set(boundary, left)
      else boundaries.delete(boundary)
    }
  }
}

/** A multipart without children holds its preamble as its body: at the root that is shown, since nothing else is there. */
export const isMultipart = (part: Part) => part.type.startsWith('multipart/')

function boundaryAt(raw: Buffer, start: number, end: number, boundaries: Boundaries) {
  if (boundaries.size === 0 || raw[start] !== DASH || raw[start + 1] !== DASH) return null
  if (end - start > MAX_BOUNDARY_LINE) return null
  const line = raw.toString('latin1', start + 2, end).trimEnd()
  const depth = boundaries.get(line)?.at(-1)
  if (depth !== undefined) return { depth, closes: false }
  if (!line.endsWith('--')) return null
  const closing = boundaries.get(line.slice(0, -2).trimEnd())?.at(-1)
  return closing === undefined ? null : { depth: closing, closes: true }
}

function withoutLineBreak(raw: Buffer, start: number, end: number): number {
  if (end > start && raw[end - 1] === LINE_FEED) return end - 1 > start && raw[end - 2] === 0x0d ? end - 2 : end - 1
  return end
}

/** Leading empty lines, a byte-order mark and an mbox "From " line stand before the header. */
function startOfMail(raw: Buffer): number {
  let at = raw[0] === 0xef && raw[1] === 0xbb && raw[2] === 0xbf ? 3 : 0
  while (at < raw.length && (raw[at] === LINE_FEED || raw[at] === 0x0d)) at++
  if (raw.toString('latin1', at, at + 5) === 'From ') at = raw.indexOf(LINE_FEED, at) + 1 || raw.length
  return at
}
