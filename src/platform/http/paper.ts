import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { type CustomerLanguage, directionOf } from '../catalogue.ts'

const style = `
:root{color-scheme:light dark;--paper:#fcfbf8;--float:#fff;--ink:#1e1d1a;--ink-2:#4e4b45;--ink-3:#69655d;--line:#e5e1d8;--line-input:#918b7f;--accent:#12505d;--accent-2:#0b3d48;--on-accent:#fff;--overdue:#a12a19}
@media(prefers-color-scheme:dark){:root{--paper:#1a1916;--float:#23221e;--ink:#edeae3;--ink-2:#bdb8ad;--ink-3:#a09b8f;--line:#2c2a26;--line-input:#746f65;--accent:#84c3cc;--accent-2:#a6d7de;--on-accent:#0d2327;--overdue:#f08e7c}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 'Inter Variable',Inter,system-ui,sans-serif;overflow-wrap:anywhere}
header{border-bottom:1px solid var(--line)}
header p{max-width:664px;margin:0 auto;padding:14px 20px;font-size:19px;font-weight:600;color:var(--accent)}
main{max-width:664px;margin:0 auto;padding:32px 20px 64px}
h1,h2,.said{font-family:'Source Serif 4 Variable','Source Serif 4',Georgia,serif}
h1{margin:0;font-size:27px;line-height:1.25;font-weight:600}
h2{margin:0 0 8px;font-size:19px;font-weight:600}
.meta{margin:4px 0 24px;color:var(--ink-3);font-size:14px}
.card{padding:20px;border:1px solid var(--accent);border-radius:8px;background:var(--float)}
.said{margin:0 0 20px;font-size:17px;white-space:pre-line}
button,summary{display:inline-block;min-height:48px;padding:11px 22px;border:1px solid var(--accent);border-radius:8px;background:var(--accent);color:var(--on-accent);font:inherit;font-weight:600;cursor:pointer}
button:hover{background:var(--accent-2)}
summary{background:none;border-color:var(--line-input);color:var(--ink);list-style:none}
summary::-webkit-details-marker{display:none}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
form{margin:0 0 12px}
details form{margin:20px 0 0}
label{display:block;margin-bottom:6px;font-weight:600}
textarea{display:block;width:100%;min-height:140px;margin-bottom:14px;padding:12px;border:1px solid var(--line-input);border-radius:8px;background:var(--paper);color:var(--ink);font:17px/1.5 Georgia,serif;resize:vertical}
.wrong{margin:0 0 12px;color:var(--overdue);font-weight:600}
.facts{margin:0 0 20px}
.facts div{display:flex;gap:12px;padding:6px 0;border-bottom:1px solid var(--line)}
.facts dt{flex:none;width:11em;color:var(--ink-3)}
.facts dd{margin:0;font-weight:600}
.brief{min-height:84px}
a{color:var(--accent)}
.acts{display:flex;flex-wrap:wrap;gap:12px}
button.plain{background:none;border-color:var(--line-input);color:var(--ink)}
button.plain:hover{border-color:var(--ink-3)}
.scale{display:grid;grid-auto-flow:column;grid-auto-columns:1fr;gap:8px;margin:18px 0 6px;padding:0;border:0}
.scale[data-words]{margin-bottom:22px}
.scale label{position:relative;display:grid;align-content:center;justify-items:center;gap:2px;min-height:52px;margin:0;padding:10px 2px;border:1px solid var(--line-input);border-radius:8px;background:var(--paper);font-weight:400;text-align:center;cursor:pointer}
.scale input{position:absolute;inset:0;width:100%;height:100%;margin:0;opacity:0;cursor:pointer}
.scale b{font:500 24px/1.1 'Source Serif 4 Variable','Source Serif 4',Georgia,serif}
.scale span{color:var(--ink-2);font-size:14px;line-height:1.25}
.scale label:hover{border-color:var(--accent)}
.scale label:has(:checked){border-color:var(--accent);background:var(--accent)}
.scale label:has(:checked) b,.scale label:has(:checked) span{color:var(--on-accent)}
.scale label:has(:focus-visible){outline:3px solid var(--accent);outline-offset:2px}
.ends{display:flex;justify-content:space-between;gap:16px;margin:0 0 18px;color:var(--ink-2);font-size:14px}
.hint{margin:0 0 8px;color:var(--ink-3);font-size:14px}
.hidden{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
@media(max-width:560px){
.scale{grid-auto-flow:row;grid-template-columns:repeat(var(--across),1fr);gap:4px}
.scale[data-words]{gap:0;border-top:1px solid var(--line)}
.scale[data-words] label{grid-template-columns:36px 1fr;justify-items:start;align-items:center;padding:0 12px;border:0;border-bottom:1px solid var(--line);border-radius:0;background:none;text-align:start}
.scale[data-words] label:has(:checked){border-radius:8px;background:var(--accent)}
.scale[data-words] span{font-size:16px}
}
.seven{--across:7}.eleven{--across:6}.five{--across:1}
`

/** What the pages may load and do: nothing but their own style and their own form. */
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

export interface Paper {
  language: CustomerLanguage
  organisation: string
}

/** A page behind a signed link, in plain HTML; it works without scripts. `main` is markup, everything else is text. */
export const paper = ({ language, organisation }: Paper, title: string, main: string): string => `<!doctype html>
<html lang="${language}" dir="${directionOf(language)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">
<title>${escaped(title)} · ${escaped(organisation)}</title><style>${style}</style></head>
<body><header><p>${escaped(organisation)}</p></header><main>${main}</main></body>
</html>
`

/** A card that only says something. */
export const notice = (title: string, text: string): string =>
  `<section class="card" role="status"><h2>${escaped(title)}</h2><p>${escaped(text)}</p></section>`

/** Text as it stands in markup. */
export const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[sign]!)

const formBytes = 64 * 1024

/** Routes in this scope take plain forms, and nothing else. */
export function takeForms(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: formBytes },
    (_request, body, done) => done(null, new URLSearchParams(body as string)),
  )
}

/** What somebody wrote into a field of a form, with the line ends and signs that everything here has. */
export const writtenIn = (form: URLSearchParams, field: string): string =>
  form.getAll(field).join('\n').replaceAll('\0', '').replace(/\r\n?/g, '\n').toWellFormed().trim()

export function sendPaper(reply: FastifyReply, status: number, html: string) {
  return (
    reply
      .code(status)
      .header('content-type', 'text/html; charset=utf-8')
      .header('content-security-policy', policy)
      .header('cache-control', 'no-store')
      .header('x-robots-tag', 'noindex')
      // The address is the key: links tell nobody of it, while forms still say which site they come from.
      .header('referrer-policy', 'strict-origin')
      .send(html)
  )
}
