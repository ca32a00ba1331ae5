import { type CustomerLanguage, filled, instantText } from '../../../platform/catalogue.ts'
import { cut, oneLine } from '../reading/safe-text.ts'
import { htmlOf } from './compose.ts'
import { texts } from './texts.ts'

/** A message of the thread, public and by people. */
export interface QuotableMessage {
  direction: string
  fromName: string | null
  fromEmail: string | null
  to: readonly { email: string }[]
  cc: readonly { email: string }[]
  /** What was written then, without what that quoted. */
  text: string
  at: Date
}

export interface Quote {
  text: string
  html: string
}

const mostMessages = 3
const messageChars = 8_000
const quoteChars = 16_000

/**
 * The history below an answer, as mail clients write it: the message that is answered, below it what came before.
 * Only what every recipient of the answer had a part in is quoted; where one of them never saw the message that is
 * answered, nothing is. `thread` is ordered, the newest last.
 */
export function quoteBelow(
  thread: readonly QuotableMessage[],
  recipients: readonly string[],
  { language, timeZone }: { language: CustomerLanguage; timeZone: string },
): Quote | null {
  const answered = thread.findLastIndex(({ direction }) => direction === 'in')
  if (answered < 0 || !sawIt(thread[answered]!, recipients)) return null
  const seen = thread.slice(0, answered + 1).filter((message) => sawIt(message, recipients))
  let room = quoteChars
  const quoted = seen
    .slice(-mostMessages)
    .toReversed()
    .flatMap((message) => {
      const text = shortened(message.text, Math.min(messageChars, room))
      room -= text.length
      if (text === '') return []
      const name = oneLine(message.fromName || message.fromEmail || '', 120)
      return [{ wrote: filled(texts[language].wrote, { name, at: instantText(message.at, language, timeZone) }), text }]
    })
  return quoted.reduceRight<Quote | null>((below, { wrote, text }) => {
    const inner = below ? `${text}\n\n${below.text}` : text
    return {
      text: `${wrote}\n${inner
        .split('\n')
        .map((line) => (line.startsWith('>') ? `>${line}` : `> ${line}`.trimEnd()))
        .join('\n')}`,
      html: `<p>${htmlOf(wrote).replace(/^<p>|<\/p>$/g, '')}</p>\n<blockquote type="cite" style="${quoteStyle}">\n${htmlOf(text)}\n${below?.html ?? ''}</blockquote>\n`,
    }
  }, null)
}

const quoteStyle = 'margin:0 0 0 8px;padding-left:10px;border-left:2px solid #ccc'

function sawIt({ fromEmail, to, cc }: QuotableMessage, recipients: readonly string[]): boolean {
  const parties = new Set([fromEmail, ...[...to, ...cc].map(({ email }) => email)].map((email) => email?.toLowerCase()))
  return recipients.length > 0 && recipients.every((email) => parties.has(email.toLowerCase()))
}

/** Marks of ours never travel in a quote: the one of the answer itself says which case it is. */
function shortened(text: string, most: number): string {
  const bare = text
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(/^.*\bref:[cs]\d{1,15}\.[a-z2-7]{26}.*$/gim, '')
    .trim()
  return bare.length <= most ? bare : most < 200 ? '' : `${cut(bare, most - 4).trimEnd()} […]`
}
