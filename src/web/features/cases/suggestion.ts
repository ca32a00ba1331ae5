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
 * answer, the owner's own where there is one. Null where nobody has answered.
 */
export function suggestSummary(messages: readonly Message[], owner: Case['owner']): Suggestion | null {
  const answers = messages.filter(isAnswer)
  const answer = answers.findLast(({ author }) => author?.id === owner?.id) ?? answers.at(-1)
  if (!answer) return null
  const said = sentencesOf(answer.visibleText, mostSentences, longestAnswer)
  if (!said) return null
  const first = messages.find((message) => message.direction === 'in' && !message.machine && !message.bounce)
  const ask = first ? sentencesOf(first.visibleText, 1, longestAsk) : ''
  const text = ask ? `“${ask}”\n\n${said}` : said
  return { text, answeredAt: answer.receivedAt, by: answer.author?.name ?? null }
}

const isAnswer = ({ direction, kind, public: open, automatic, undoneAt, delivery }: Message): boolean =>
  direction === 'out' && kind !== 'call' && open && !automatic && !undoneAt && delivery !== 'failed'

/** The first sentences of a letter, without its greeting and farewell. */
function sentencesOf(letter: string, most: number, longest: number): string {
  const lines = letter.split('\n').map((line) => line.trim())
  const end = lines.findIndex((line, at) => at > 0 && farewell.test(line) && line.length < 60)
  const body = (end < 0 ? lines : lines.slice(0, end)).filter(Boolean).join(' ').replace(greeting, '').trim()
  const chosen: string[] = []
  for (const sentence of joined(body.split(/(?<=[.!?])\s+/))) {
    if (chosen.length === most || [...chosen, sentence].join(' ').length > longest) break
    chosen.push(sentence)
  }
  const text = chosen.join(' ') || body.slice(0, longest)
  return text.charAt(0).toUpperCase() + text.slice(1)
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
