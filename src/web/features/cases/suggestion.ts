import type { Case } from '../../../features/cases/contract.ts'
import type { Message } from '../../../features/conversations/contract.ts'

export interface Suggestion {
  text: string
  /** When the answer that it is taken from was written. */
  answeredAt: string
  /** Whose answer that was. */
  by: string | null
}

const longestAsk = 200
const longestAnswer = 420
const mostSentences = 3

const greeting =
  /^(hello|hi|hey|dear|good (morning|afternoon|evening|day)|hallo|guten (tag|morgen|abend)|sehr geehrte[rs]?|liebe[rs]?|bonjour|ch[eè]re?s?|hola|buen(os|as)? (d[ií]as?|tardes)|estimad[oa]s?|hei|god (dag|morgen)|kj[æe]re|ol[aá])\b[^,.!?:\n]{0,60}[,.!:]?\s*/i
const farewell =
  /^(with )?(best|kind|warm|many thanks|thanks|thank you|regards|sincerely|cheers|yours|(mit )?(freundliche|beste|herzliche|sch[oö]ne|viele|liebe)[nr]? gr[uü]\S*|vielen dank|cordialement|bien [àa] vous|merci|saludos|un saludo|atentamente|gracias|(med )?vennlig hilsen|hilsen|takk|mvh)(?![a-z])/i

/**
 * A draft of the resolution summary, taken word for word from the thread: what was asked first, and the last public
 * answer that says more than what will be done, the owner's own where there is one. Null where nobody gave one.
 */
export function suggestSummary(messages: readonly Message[], owner: Case['owner']): Suggestion | null {
  const answers = messages.filter(isAnswer)
  const owners = answers.filter(({ author }) => author?.id === owner?.id)
  const solves = ({ visibleText }: Message) => sentencesOf(visibleText, mostSentences, longestAnswer, isSolution)
  const answer = owners.findLast(solves) ?? answers.findLast(solves)
  if (!answer) return null
  const said = solves(answer)
  const first = messages.find((message) => message.direction === 'in' && !message.machine && !message.bounce)
  const ask = first ? sentencesOf(first.visibleText, 1, longestAsk) : ''
  const text = ask ? `“${ask}”\n\n${said}` : said
  return { text, answeredAt: answer.receivedAt, by: answer.author?.name ?? null }
}

/** Whoever wrote it may still take it back, or it never arrived. */
const unsent = new Set<Message['delivery']>(['held', 'failed'])
const isAnswer = ({ direction, kind, public: open, automatic, undoneAt, delivery }: Message): boolean =>
  direction === 'out' && kind !== 'call' && open && !automatic && !undoneAt && !unsent.has(delivery)

/** What somebody will do, or asks, solved nothing yet; nor did thanks for writing. */
const pledge =
  /\b(i|we)(['’]ll| will| shall| am going to| are going to)\b|\byou(['’]ll| will) (hear|have|get|receive)\b|\b(ich|wir)\b.{0,40}\b(werden?|melden?|rufen?|schicken?|senden?)\b|\b(werden?|melden?|rufen?|schicken?|senden?) (ich|wir)\b|\b(je|j['’]|nous)\b.*\w+(rai|rons)\b|\b(les?|te|os) (llamo|llamamos|envío|enviamos|escribo|escribimos)\b|\b\w+(aré|eré|iré|aremos|eremos|iremos)\b/i
const isSolution = (sentence: string): boolean =>
  !sentence.endsWith('?') &&
  !pledge.test(sentence) &&
  !/^(thank you|thanks|danke|vielen dank|merci|gracias|takk)\b/i.test(sentence)

/** The first sentences of a letter, without its greeting and farewell; empty where none of them counts. */
function sentencesOf(letter: string, most: number, longest: number, counts?: (sentence: string) => boolean): string {
  const lines = letter.split('\n').flatMap(closingApart)
  const end = lines.findIndex((line, at) => at > 0 && farewell.test(line) && line.length < 60)
  const body = (end < 0 ? lines : lines.slice(0, end)).filter(Boolean).join(' ').replace(greeting, '').trim()
  const chosen: string[] = []
  for (const sentence of joined(body.split(/(?<=[.!?])\s+/))) {
    if (counts && !counts(sentence)) continue
    if (chosen.length === most || [...chosen, sentence].join(' ').length > longest) break
    chosen.push(sentence)
  }
  const text = chosen.join(' ') || (counts && !counts(body) ? '' : body.slice(0, longest))
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** A closing that was written on in the same line stands in one of its own. */
function closingApart(line: string): string[] {
  const sentences = line.trim().split(/(?<=[.!?])\s+/)
  const at = sentences.findIndex(
    (sentence, i) => i > 0 && farewell.test(sentence) && sentences.slice(i).join(' ').length < 60,
  )
  return at < 0 ? [line.trim()] : [sentences.slice(0, at).join(' '), sentences.slice(at).join(' ')]
}

/** A full stop before a small letter or a digit ends no sentence: “e.g. this”, “no. 3381”. */
function joined(parts: string[]): string[] {
  const sentences: string[] = []
  for (const part of parts.map((each) => each.trim()).filter(Boolean)) {
    const before = sentences.at(-1)
    if (before && /^[\p{Ll}\d]/u.test(part)) sentences[sentences.length - 1] = `${before} ${part}`
    else sentences.push(part)
  }
  return sentences
}
