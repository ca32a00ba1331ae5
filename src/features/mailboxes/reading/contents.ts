import { decodedBytes, decodedText } from './body.ts'
import { headerOf } from './header-block.ts'
import { dispositionOf, readableHeader } from './header-values.ts'
import { textOfHtml } from './html-text.ts'
import { limits } from './limits.ts'
import type { Part, PartTree } from './mime.ts'
import { isMultipart } from './mime.ts'
import { asParagraph, cut, oneLine } from './safe-text.ts'
import { openTnef } from './tnef.ts'
import { uudecode, withoutUuencoded } from './uuencode.ts'

export interface Attachment {
  /** As the sender named it: pass it through `safeFileName` before it touches a disk or a header. */
  name: string | null
  type: string
  bytes: Uint8Array
  inline: boolean
  contentId: string | null
}

export interface Contents {
  text: string
  html: string | null
  attachments: Attachment[]
  /** Files found inside: uuencoded in the text, or in a winmail.dat (which stays an attachment as well). */
  embedded: Attachment[]
  calendars: string[]
}

interface Piece {
  text?: string
  html?: string
}

/** What a mail client shows of a mail and offers for download. */
export function contentsOf({ root, problems }: PartTree): Contents {
  const contents: Contents = { text: '', html: null, attachments: [], embedded: [], calendars: [] }
  const pieces: Piece[] = []
  const room = { text: limits.textChars, html: limits.htmlChars }
  visit(root, pieces)
  const hasHtml = pieces.some((piece) => piece.html !== undefined)
  contents.html = hasHtml ? pieces.map((piece) => piece.html ?? asParagraph(piece.text ?? '')).join('\n') : null
  contents.text = pieces
    .map((piece) => piece.text ?? textOfHtml(piece.html ?? ''))
    .filter((text) => text.trim() !== '')
    .join('\n')
  const shown = new Set([...(contents.html ?? '').matchAll(/\bcid:([^"'\s<>)]{1,998})/gi)].map((match) => match[1]))
  for (const file of contents.attachments) file.inline ||= file.contentId !== null && shown.has(file.contentId)
  return contents

  function visit(part: Part, into: Piece[]) {
    if (part.type === 'multipart/alternative' && part.children.length > 0) visitAlternatives(part, into)
    else if (part.children.length > 0) for (const child of part.children) visit(child, into)
    else if (part.type === 'text/calendar') keepCalendar(part)
    else if (isShown(part, into.length === 0 && pieces.length === 0)) showText(part, into)
    else if (part.body.length > 0 || !isMultipart(part)) keepFile(part)
  }

  /** Several forms of one text: the plain one is for reading and rules, the HTML one for display. */
  function visitAlternatives(part: Part, into: Piece[]) {
    const forms: Piece[] = []
    for (const child of part.children) visit(child, forms)
    const text = forms.find((piece) => piece.text !== undefined)?.text
    const rich = forms.flatMap((piece) => piece.html ?? [])
    const html = rich.length > 0 ? rich.join('\n') : undefined
    const usesText = text !== undefined && (text.trim() !== '' || html === undefined)
    if (usesText || html !== undefined) into.push({ ...(usesText && { text }), ...(html !== undefined && { html }) })
  }

  function isShown(part: Part, first: boolean): boolean {
    if (part.type === 'message/delivery-status') return true
    if (part === root && isMultipart(part)) return true
    if (part.type !== 'text/plain' && part.type !== 'text/html') return false
    const { kind, parameters } = dispositionOf(part.headers)
    if (kind !== null && kind !== 'inline') return false
    return !(parameters.filename || part.parameters.name) || first
  }

  /** A text that breaks off is shown, and kept as a file too: it may be the first half of something else. */
  function showText(part: Part, into: Piece[]) {
    into.push(readPiece(part))
    if (part.brokenOff) {
      problems.add('broken_off')
      keepFile(part)
    }
  }

  function readPiece(part: Part): Piece {
    const whole = decodedText(part)
    if (part.type === 'text/html') {
      const html = cut(whole, room.html)
      if (html.length < whole.length) problems.add('html_cut')
      room.html -= html.length
      return { html }
    }
    const files = uudecode(whole)
    for (const file of files) contents.embedded.push(embeddedFile(file.name, file.bytes, null))
    const bare = withoutUuencoded(whole, files)
    const text = cut(bare, room.text)
    if (text.length < bare.length) problems.add('text_cut')
    room.text -= text.length
    return { text }
  }

  function keepFile(part: Part) {
    const { kind, parameters } = dispositionOf(part.headers)
    const name =
      parameters.filename ??
      (kind === null && part.headers.some((f) => f.name === 'content-disposition') ? null : part.parameters.name)
    const bytes = decodedBytes(part)
    const contentId = oneLine(
      readableHeader(headerOf(part.headers, 'content-id') ?? ''),
      limits.messageIdChars,
    ).replace(/^<|>$/g, '')
    contents.attachments.push({
      name: name ? oneLine(name, 1000) : null,
      type: part.type,
      bytes,
      inline: kind === 'inline' && part.type.startsWith('image/'),
      contentId: contentId || null,
    })
    if (part.type === 'application/ms-tnef' || /^winmail\.dat$/i.test(name ?? '')) openWinmail(bytes)
  }

  function openWinmail(bytes: Buffer) {
    const opened = openTnef(bytes)
    if (opened.broken) problems.add('broken_winmail')
    for (const file of opened.files) contents.embedded.push(embeddedFile(file.name, file.bytes, file.type))
    if (pieces.length === 0 && opened.html) pieces.push({ html: cut(opened.html, limits.htmlChars) })
    else if (pieces.length === 0 && opened.text) pieces.push({ text: cut(opened.text, limits.textChars) })
  }

  function keepCalendar(part: Part) {
    contents.calendars.push(decodedText(part))
    keepFile(part)
  }
}

function embeddedFile(name: string, bytes: Buffer, type: string | null): Attachment {
  const known = type && /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type.toLowerCase() : 'application/octet-stream'
  return { name: oneLine(name, 1000) || null, type: known, bytes, inline: false, contentId: null }
}
