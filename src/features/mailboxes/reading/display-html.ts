import sanitizeHtml from 'sanitize-html'
import { nestsTooDeep, textOfHtml } from './html-text.ts'
import { limits } from './limits.ts'
import { markQuotes, quotedMark } from './quoted-html.ts'
import { asParagraph, cut, storable } from './safe-text.ts'

const tags = [
  ...['a', 'abbr', 'address', 'b', 'bdi', 'bdo', 'big', 'blockquote', 'br', 'caption', 'center', 'cite', 'code', 'col'],
  ...[
    'colgroup',
    'dd',
    'del',
    'dfn',
    'div',
    'dl',
    'dt',
    'em',
    'figcaption',
    'figure',
    'font',
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
  ],
  ...[
    'hr',
    'i',
    'img',
    'ins',
    'kbd',
    'li',
    'mark',
    'ol',
    'p',
    'pre',
    'q',
    's',
    'samp',
    'small',
    'span',
    'strike',
    'strong',
  ],
  ...['sub', 'sup', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr', 'tt', 'u', 'ul', 'var', 'wbr'],
]

const colour = /^(#[0-9a-f]{3,8}|[a-z]{3,30}|rgba?\([\d\s,.%]{1,40}\))$/i
const size =
  /^-?(0|\d{1,4}(\.\d{1,3})?(px|pt|em|rem|%)?|auto|normal|thin|medium|thick|small|smaller|large|larger|x-small|x-large)$/i
const sizes = /^((0|\d{1,4}(\.\d{1,3})?(px|pt|em|rem|%)?|auto)\s*){1,4}$/i
const border = /^[a-z0-9#.,%()\s-]{1,60}$/i
const word = /^[a-z-]{1,30}$/i

/** Nothing here can place an element outside its own box, load anything, or run anything. */
const styles: Record<string, RegExp[]> = {
  color: [colour],
  'background-color': [colour],
  'font-family': [/^[\w\s,'"-]{1,200}$/],
  'font-size': [size],
  'font-style': [word],
  'font-weight': [/^([a-z]{1,10}|\d{3})$/i],
  'text-align': [word],
  'text-decoration': [word],
  'text-indent': [/^\d{1,3}(px|pt|em)?$/i],
  'vertical-align': [word],
  'white-space': [word],
  'line-height': [size],
  'list-style-type': [word],
  direction: [/^(ltr|rtl)$/i],
  display: [/^(block|inline|inline-block|none|table|table-row|table-cell|list-item)$/i],
  width: [size],
  'max-width': [size],
  height: [size],
  padding: [sizes],
  'padding-left': [size],
  'padding-right': [size],
  'padding-top': [size],
  'padding-bottom': [size],
  margin: [sizes],
  'margin-left': [/^(0|\d{1,3}(\.\d{1,3})?(px|pt|em)?|auto)$/i],
  'margin-right': [/^(0|\d{1,3}(\.\d{1,3})?(px|pt|em)?|auto)$/i],
  'margin-top': [/^(0|\d{1,3}(\.\d{1,3})?(px|pt|em)?|auto)$/i],
  'margin-bottom': [/^(0|\d{1,3}(\.\d{1,3})?(px|pt|em)?|auto)$/i],
  border: [border],
  'border-left': [border],
  'border-right': [border],
  'border-top': [border],
  'border-bottom': [border],
  'border-collapse': [word],
  'border-spacing': [sizes],
}

const options: sanitizeHtml.IOptions = {
  allowedTags: tags,
  allowedAttributes: {
    '*': ['style', 'dir', 'lang', 'title', 'align', 'valign', 'bgcolor', 'width', 'height', quotedMark],
    a: ['href', 'target', 'rel'],
    img: ['alt', 'data-remote-src', 'data-cid'],
    table: ['border', 'cellpadding', 'cellspacing', 'summary'],
    td: ['colspan', 'rowspan', 'nowrap', 'headers'],
    th: ['colspan', 'rowspan', 'nowrap', 'scope'],
    ol: ['start', 'type'],
    li: ['value'],
    font: ['color', 'face', 'size'],
    col: ['span'],
    colgroup: ['span'],
  },
  allowedStyles: { '*': styles },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowedSchemesAppliedToAttributes: ['href'],
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  nonTextTags: [
    'script',
    'style',
    'textarea',
    'option',
    'noscript',
    'title',
    'xml',
    'svg',
    'math',
    'template',
    'iframe',
    'object',
    'embed',
    'applet',
    'audio',
    'video',
  ],
  nestingLimit: limits.htmlDepth,
  enforceHtmlBoundary: false,
  transformTags: { a: linkOutside, img: imageAtRest },
}

/**
 * A mail's HTML for a sandboxed frame: no script, style sheet, form, frame or remote load; quoted history marked
 * `data-quoted`. Remote pictures rest in `data-remote-src` until the reader asks, pictures of the mail in `data-cid`.
 */
export function displayHtml(html: string): string {
  const bounded = cut(html, limits.htmlChars)
  if (nestsTooDeep(bounded)) return asParagraph(textOfHtml(bounded))
  return storable(sanitizeHtml(markQuotes(bounded), options))
}

function linkOutside(tagName: string, { href, title }: sanitizeHtml.Attributes): sanitizeHtml.Tag {
  const kept = title ? { title } : {}
  if (!href) return { tagName, attribs: kept }
  return { tagName, attribs: { ...kept, href: href.trim(), target: '_blank', rel: 'noopener noreferrer nofollow' } }
}

function imageAtRest(
  tagName: string,
  { src = '', alt, width, height, style }: sanitizeHtml.Attributes,
): sanitizeHtml.Tag {
  const attribs: sanitizeHtml.Attributes = {
    ...(alt && { alt }),
    ...(width && { width }),
    ...(height && { height }),
    ...(style && { style }),
  }
  const address = src.trim()
  const inMail = /^cid:(.{1,998})$/is.exec(address)?.[1]
  if (inMail) attribs['data-cid'] = inMail
  else if (/^(https?:)?\/\//i.test(address)) attribs['data-remote-src'] = address.replace(/^\/\//, 'https://')
  return { tagName, attribs }
}
