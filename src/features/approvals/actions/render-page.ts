import { filled } from '../../../platform/catalogue.ts'
import { escaped, notice, paper } from '../../../platform/http/paper.ts'
import { texts } from '../texts.ts'
import type { DecidePage } from './answer-link.ts'

export type Wrong = { key: 'commentNeeded' | 'tooLong'; text: string } | null

/** The page behind the link in an approver’s mail: what is approved, the case in short, and the two answers. */
export function decidePage(page: DecidePage, wrong: Wrong = null): string {
  const said = texts[page.language]
  const { about } = page
  if (page.state !== 'ask' || !about) return standingPage(page)
  const { approval, instead, due, customer } = about
  const facts: [string, string][] = [
    ...approval.values.map(({ label, words }): [string, string] => [label, words]),
    ...(customer ? [[said.customer, customer] as [string, string]] : []),
  ]
  const who = approval.requestedBy ? filled(said.requested, { name: approval.requestedBy.name }) : null
  const when = [who, due && filled(said.due, { due })].filter((each) => each !== null)
  const note = [
    ...(instead ? [filled(said.forOther, instead)] : []),
    ...(approval.rejectTo ? [filled(said.leads, { stage: approval.rejectTo })] : []),
  ]
  return paper(
    page,
    approval.title,
    `<h1>${escaped(approval.title)}</h1><p class="meta">${escaped([...when, `${about.number} ${about.subject}`].join(' · '))}</p>
<section class="card"><h2>${said.question}</h2><p class="said" dir="auto">${escaped(approval.asks)}</p>
${facts.length > 0 ? `<dl class="facts">${facts.map(([label, words]) => `<div><dt>${escaped(label)}</dt><dd dir="auto">${escaped(words)}</dd></div>`).join('')}</dl>` : ''}
${note.map((line) => `<p>${escaped(line)}</p>`).join('')}
<form method="post"><label for="comment">${said.comment}</label>${wrong ? `<p class="wrong" role="alert">${said[wrong.key]}</p>` : ''}
<textarea id="comment" class="brief" name="comment" dir="auto" maxlength="2000">${escaped(wrong?.text ?? '')}</textarea>
<div class="acts"><button name="decision" value="approved">${approval.selfCheck ? said.checkedAgain : said.approve}</button>
<button class="plain" name="decision" value="rejected">${said.reject}</button></div></form></section>
<p class="meta"><a href="${escaped(about.url)}">${said.open}</a></p>`,
  )
}

/** Why there is nothing to decide here. */
function standingPage(page: DecidePage): string {
  const said = texts[page.language]
  const [title, text] = {
    ask: [said.invalidTitle, said.invalidText],
    invalid: [said.invalidTitle, said.invalidText],
    used: [said.usedTitle, said.usedText],
    expired: [said.expiredTitle, said.expiredText],
    settled: [said.settledTitle, said.settledText],
    void: [said.voidTitle, filled(said.voidText, { because: page.because })],
    not_yours: [said.notYoursTitle, filled(said.notYoursText, { because: page.because })],
  }[page.state] as [string, string]
  return paper(page, title, notice(title, text))
}

/** What somebody reads after they decided. */
export function decidedPage(page: DecidePage, decision: 'approved' | 'rejected'): string {
  const said = texts[page.language]
  const title = decision === 'approved' ? said.approvedTitle : said.rejectedTitle
  return paper(page, title, `<h1>${escaped(page.about?.approval.title ?? '')}</h1>${notice(title, said.thanks)}`)
}
