import { createHash } from 'node:crypto'
import { directionOf, filled } from '../../../platform/catalogue.ts'
import { texts } from '../texts.ts'
import type { ConfirmPage } from './answer-confirm.ts'

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
`

/** What the pages may load and do: nothing but their own style and their own form. */
export const pagePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

export type Wrong = { key: 'writeSomething' | 'tooLong'; text: string } | null

/** The page behind a letter's link: what was done, and the two answers. Works without scripts. */
export function confirmPage(page: ConfirmPage, wrong: Wrong = null): string {
  const said = texts[page.language]
  const about = `<h1>${escaped(page.subject)}</h1><p class="meta">${escaped(page.number)}</p>`
  if (page.state === 'invalid') return whole(page, said.invalidTitle, notice(said.invalidTitle, said.invalidText))
  if (page.state === 'used') return whole(page, said.usedTitle, about + notice(said.usedTitle, said.usedText))
  if (page.state === 'open') return whole(page, said.openTitle, about + notice(said.openTitle, said.openText))
  const closed = page.state === 'closed'
  const title = closed ? said.closedTitle : said.question
  const yes = closed ? '' : `<form method="post"><button name="answer" value="yes">${said.yes}</button></form>`
  const open = closed || wrong !== null
  return whole(
    page,
    title,
    `${about}<section class="card"><h2>${title}</h2>${closed ? `<p>${said.closedText}</p>` : ''}
<p class="said" dir="auto">${escaped(page.summary)}</p>
${yes}<details${open ? ' open' : ''}><summary>${said.notYet}</summary>
<form method="post"><label for="text">${said.whatIsWrong}</label>${wrong ? `<p class="wrong" role="alert">${said[wrong.key]}</p>` : ''}
<textarea id="text" name="text" dir="auto" required maxlength="10000">${escaped(wrong?.text ?? '')}</textarea>
<button name="answer" value="no">${said.send}</button></form></details></section>`,
  )
}

/** What the customer reads after their answer. */
export function thanksPage(
  page: ConfirmPage,
  done: 'confirmed' | 'reopened' | 'follow_up',
  followUp: string | null,
): string {
  const said = texts[page.language]
  const text =
    done === 'confirmed'
      ? said.thanksYes
      : done === 'reopened'
        ? said.thanksNo
        : filled(said.thanksFollowUp, { number: followUp ?? '' })
  const about = `<h1>${escaped(page.subject)}</h1><p class="meta">${escaped(page.number)}</p>`
  return whole(page, said.thanksTitle, about + notice(said.thanksTitle, text))
}

const notice = (title: string, text: string) =>
  `<section class="card" role="status"><h2>${escaped(title)}</h2><p>${escaped(text)}</p></section>`

function whole(page: ConfirmPage, title: string, main: string): string {
  return `<!doctype html>
<html lang="${page.language}" dir="${directionOf(page.language)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">
<title>${escaped(title)} · ${escaped(page.organisation)}</title><style>${style}</style></head>
<body><header><p>${escaped(page.organisation)}</p></header><main>${main}</main></body>
</html>
`
}

const escaped = (text: string) =>
  text.replace(/[&<>"']/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[sign]!)
