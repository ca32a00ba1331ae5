import { escaped, notice, paper as whole } from '../../../platform/http/paper.ts'
import { scales } from '../../casetypes/rules/surveys.ts'
import { texts } from '../texts.ts'
import type { SurveyPage, WrongAnswer } from './answer.ts'

const widths = { csat: 'five', ces: 'seven', nps: 'eleven' } as const

/** What was chosen and written, shown again where it could not be taken. */
export interface Written {
  wrong: WrongAnswer
  scores: readonly string[]
  words: string
}

/** The page behind a letter's link: one question, and room for words. Works without scripts. */
export function surveyPage(page: SurveyPage, written: Written | null = null): string {
  const said = texts[page.language]
  if (page.state === 'invalid') return whole(page, said.invalidTitle, notice(said.invalidTitle, said.invalidText))
  const about = `<h1>${escaped(page.subject)}</h1><p class="meta">${escaped(page.number)}</p>`
  if (page.state === 'answered')
    return whole(page, said.answeredTitle, about + notice(said.answeredTitle, said.answeredText))
  const question = said.questions[page.kind]
  const wrong = (key: WrongAnswer) =>
    written?.wrong === key ? `<p class="wrong" role="alert">${escaped(said[key])}</p>` : ''
  return whole(
    page,
    question,
    `${about}<section class="card"><h2 id="question">${escaped(question)}</h2>
<form method="post">${wrong('choose')}${scaleOf(page, written?.scores ?? [])}
<label for="words">${escaped(said.why)}</label><p class="hint" id="why">${escaped(said.optional)}</p>${wrong('tooLong')}
<textarea id="words" name="words" dir="auto" class="brief" aria-describedby="why" maxlength="4000">${escaped(written?.words ?? '')}</textarea>
<button>${escaped(said.send)}</button></form><p class="hint">${escaped(said.nothingYet)}</p></section>`,
  )
}

function scaleOf({ kind, language }: SurveyPage, chosen: readonly string[]): string {
  const { from, to } = scales[kind]
  const points = texts[language].points[kind]
  const each = points.length > 2
  const [first, last] = [points[0]!, points.at(-1)!]
  const named = (score: number) =>
    each ? points[score - from]! : score === from ? first : score === to ? last : undefined
  const labels = Array.from({ length: to - from + 1 }, (_, at) => from + at).map((score) => {
    const word = named(score)
    const checked = chosen.length === 1 && chosen[0] === String(score) ? ' checked' : ''
    const said = word ? `<span${each ? '' : ' class="hidden"'}>${escaped(word)}</span>` : ''
    return `<label><input type="radio" name="score" value="${score}" required${checked}><b>${score}</b>${said}</label>`
  })
  const ends = each
    ? ''
    : `<p class="ends" aria-hidden="true"><span>${escaped(first)}</span><span>${escaped(last)}</span></p>`
  return `<fieldset class="scale ${widths[kind]}"${each ? ' data-words' : ''} aria-labelledby="question">${labels.join('')}</fieldset>${ends}`
}

/** What the customer reads after their answer. */
export function thanksPage(page: SurveyPage): string {
  const said = texts[page.language]
  const about = `<h1>${escaped(page.subject)}</h1><p class="meta">${escaped(page.number)}</p>`
  return whole(page, said.thanksTitle, about + notice(said.thanksTitle, said.thanksText))
}
