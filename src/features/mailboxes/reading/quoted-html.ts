import { type ChildNode, Element, type ParentNode } from 'domhandler'
import { DomUtils, parseDocument } from 'htmlparser2'

/** The attribute that marks what the viewer folds away. */
export const quotedMark = 'data-quoted'

const quoteClasses =
  /(^|\s)(gmail_quote(_container|_attribution)?|gmail_attr|yahoo_quoted|protonmail_quote|tutanota_quote|zmail_extra|moz-cite-prefix|OutlookMessageHeader|moz-email-headers-table|AOLReplyMessage|hmquote)(\s|$)/
const quoteIds =
  /^(divRplyFwdMsg|appendonsend|OLK_SRC_BODY_SECTION|reply-intro|yahoo_quoted_.*|AOLMsgPart_.*|stopSpelling|zwchr|mail-editor-reference-message-container|isForwardContent|isReplyContent|x_divRplyFwdMsg)$/
/** From these on, all that follows in the mail is history. */
const historyIds = /^(divRplyFwdMsg|x_divRplyFwdMsg|appendonsend|stopSpelling|zwchr|SkyDrivePlaceholder)$/
const outlookRule = /border(-top)?\s*:[^;]*solid/i
const headerLead = /^\s*(from|von|de|da|van|från|fra|od|от|发件人|差出人)\s*[:：]/i
const headerNext =
  /(sent|date|gesendet|datum|envoyé|enviado|fecha|inviato|verzonden|skickat|sendt|wysłano|отправлено|发送时间)\s*[:：].{1,900}?(subject|betreff|objet|asunto|oggetto|onderwerp|ämne|emne|temat|assunto|тема|主题|件名)\s*[:：]|(subject|betreff)\s*[:：].{1,900}?(date|datum)\s*[:：]/is
const originalMark =
  /^\s*-{2,}\s*(original message|ursprüngliche nachricht|message d'origine|mensaje original|messaggio originale)/i
const attribution =
  /\b(on|am|le|el|il|op|em|den|\d{1,4}[./-]\d).{5,300}(wrote|schrieb|a écrit|escribió|ha scritto|schreef|escreveu|skrev|написал).{0,120}:\s*$/is
const LEAD_CHARS = 600

/** Marks quoted history in an HTML body for folding; the words stay as they are. Unreadable nesting stays unmarked. */
export function markQuotes(html: string): string {
  try {
    const document = parseDocument(html)
    const history = DomUtils.findOne(opensHistory, document.children)
    if (history && !isAllOf(document, history)) foldFrom(history)
    for (const quote of DomUtils.findAll(isQuote, document.children)) mark(quote)
    return DomUtils.getOuterHTML(document)
  } catch (error) {
    if (error instanceof RangeError) return html
    throw error
  }
}

function opensHistory(element: Element): boolean {
  const { id = '', style = '' } = element.attribs
  if (historyIds.test(id)) return true
  if (!/^(div|p|td|span|font|b|hr)$/.test(element.name)) return false
  const lead = startOf(element, 60)
  if (originalMark.test(lead)) return true
  if (!headerLead.test(lead)) return false
  return outlookRule.test(style) || headerNext.test(leadWithFollowers(element))
}

/** A mail that is nothing but history is shown. */
function isAllOf(document: ParentNode, history: Element): boolean {
  for (let node: ChildNode | ParentNode | null = history; node && node !== document; node = node.parent) {
    for (let before = (node as ChildNode).prev; before; before = before.prev) {
      if (before.type === 'text' ? before.data.trim() !== '' : startOf(before, 1) !== '') return false
    }
  }
  return true
}

/** Wraps an element and everything after it in the mail, level by level up to the nearest table cell. */
function foldFrom(history: Element) {
  let first: ChildNode | null = history
  while (first) {
    const parent: ParentNode | null = first.parent
    if (!parent) return
    const followers: ChildNode[] = []
    for (let next: ChildNode | null = first; next; next = next.next) followers.push(next)
    const wrapper = new Element('div', { [quotedMark]: '' })
    DomUtils.prepend(first, wrapper)
    for (const node of followers) DomUtils.appendChild(wrapper, node)
    const climbs: boolean = parent instanceof Element && !/^(td|th|tr|tbody|table|body|html)$/.test(parent.name)
    first = climbs ? (parent as Element).next : null
  }
}

function isQuote(element: Element): boolean {
  const { class: classes = '', id = '', type = '' } = element.attribs
  if (quoteClasses.test(classes) || quoteIds.test(id)) return true
  return element.name === 'blockquote' && (type.toLowerCase() === 'cite' || textBefore(element) !== null)
}

function mark(quote: Element) {
  quote.attribs[quotedMark] = ''
  const before = quote.name === 'blockquote' ? textBefore(quote) : null
  if (before && /^\s*(on|am|le|el|il|op|em|den|\d)/i.test(startOf(before))) before.attribs[quotedMark] = ''
}

/** The element before a quote that says who wrote it. */
function textBefore(quote: Element): Element | null {
  for (let before = quote.prev; before; before = before.prev) {
    if (before.type === 'text' && before.data.trim() !== '') return null
    if (before instanceof Element && before.name !== 'br') {
      return attribution.test(startOf(before, LEAD_CHARS)) ? before : null
    }
  }
  return null
}

/** The first words of an element and of what follows beside it. */
function leadWithFollowers(element: Element): string {
  let text = ''
  let node: ChildNode | null = element
  for (let steps = 0; node && steps < 12 && text.length < LEAD_CHARS; steps++) {
    text += ` ${startOf(node, LEAD_CHARS)}`
    node = node.next ?? (node.parent instanceof Element && steps === 0 ? node.parent.next : null)
  }
  return text.slice(0, 2 * LEAD_CHARS)
}

/** The first words below a node, without walking more of it than needed. */
function startOf(start: ChildNode, chars = 40): string {
  const pending: ChildNode[] = [start]
  let text = ''
  for (let steps = 0; pending.length > 0 && text.length < chars && steps < 200; steps++) {
    const node = pending.shift()!
    if (node.type === 'text') text = (text + node.data).trimStart()
    else if ('children' in node && node.type !== 'style' && node.type !== 'script') {
      pending.unshift(...(node.children as ChildNode[]).slice(0, 50))
    }
  }
  return text.slice(0, chars)
}
