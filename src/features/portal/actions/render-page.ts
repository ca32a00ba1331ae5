import { filled } from '../../../platform/catalogue.ts'
import { escaped, notice, paper as whole } from '../../../platform/http/paper.ts'
import { texts } from '../texts.ts'
import type { ConfirmPage } from './answer-confirm.ts'

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
