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
  if (deepest(bounded) > limits.htmlDepth) return withoutTags(bounded)
  try {
    return storable(convert(bounded)).trim()
  } catch (error) {
    if (error instanceof RangeError) return withoutTags(bounded)
    throw error
  }
}

/** An upper bound of how deep elements nest, in one pass. */
function deepest(html: string): number {
  let depth = 0
  let most = 0
  for (const [tag, slash] of html.matchAll(/<(\/?)[a-z][^<>]*>/gi)) {
    if (slash) depth = Math.max(0, depth - 1)
    else if (!/^<(br|img|hr|meta|input|link|col|area|base|wbr)\b|\/>$/i.test(tag)) most = Math.max(most, ++depth)
  }
  return most
}

function withoutTags(html: string): string {
  return storable(html.replace(/<(script|style)\b[^<>]*>[^<]*/gi, ' ').replace(/<[^<>]*>/g, ' '))
    .replace(/[ \t]+/g, ' ')
    .trim()
}
