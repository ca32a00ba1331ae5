import { compile } from 'html-to-text'
import { limits } from './limits.ts'
import { cut, storable } from './safe-text.ts'

const convert = compile({
  wordwrap: false,
  limits: { maxDepth: limits.htmlDepth, maxInputLength: limits.htmlToTextChars, maxBaseElements: 1 },
  selectors: [
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true, ignoreHref: true } },
    { selector: 'img', format: 'skip' },
    { selector: 'script', format: 'skip' },
    { selector: 'style', format: 'skip' },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
  ],
})

/** The words of an HTML body, for search, rules and mails without a text part. */
export function textOfHtml(html: string): string {
  const bounded = cut(html, limits.htmlToTextChars)
  if (nestsTooDeep(bounded)) return withoutTags(bounded)
  try {
    return storable(convert(bounded)).trim()
  } catch (error) {
    if (error instanceof RangeError) return withoutTags(bounded)
    throw error
  }
}

/** Whether elements may nest deeper than readers can follow in linear time; one pass, and never too low. */
export function nestsTooDeep(html: string): boolean {
  let depth = 0
  for (const [, slash, name] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)/gi)) {
    if (closesItself.test(name!)) continue
    depth = slash ? Math.max(0, depth - 1) : depth + 1
    if (depth > limits.htmlDepth) return true
  }
  return false
}

const closesItself = /^(br|img|hr|meta|input|link|col|area|base|wbr|p|li|td|tr|th|dt|dd|option|tbody|thead|tfoot)$/i

function withoutTags(html: string): string {
  return storable(html.replace(/<(script|style)\b[^<>]*>[^<]*/gi, ' ').replace(/<[^<>]*>/g, ' '))
    .replace(/[ \t]+/g, ' ')
    .trim()
}
