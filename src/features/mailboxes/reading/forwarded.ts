import { decodedBytes } from './body.ts'
import { headerOf, readHeaders } from './header-block.ts'
import { addressesOf, type MailAddress, plausibleEmail, readableHeader } from './header-values.ts'
import { limits } from './limits.ts'
import type { Part } from './mime.ts'
import { oneLine } from './safe-text.ts'

/** Who wrote the message inside a forwarded mail: becomes the requester if an agent forwarded it. */
export interface Forwarded {
  from: MailAddress
  subject: string | null
  /** Where it was read: an attached message is firmer than lines in a text anyone can type. */
  by: 'attached_message' | 'text'
}

const marker =
  /^[ \t>]*(-{2,}[^\n-]{3,60}-{2,}|Begin forwarded message:|Anfang der weitergeleiteten Nachricht:|Début du message (?:réexpédié|transféré) ?:|Inicio del mensaje reenviado:|Inizio messaggio inoltrato:|_{20,})[ \t]*$/m
const fromLine =
  /^[ \t>*]*(?:From|Von|De|Da|Van|Från|Fra|Od|Lähettäjä|От|发件人|差出人|보낸 사람|من)[ \t\u00a0]*:[* \t\u00a0]*(.{3,400})$/m
const subjectLine =
  /^[ \t>*]*(?:Subject|Betreff|Objet|Asunto|Oggetto|Onderwerp|Ämne|Emne|Temat|Assunto|Тема)[ \t\u00a0]*:[* \t\u00a0]*(.{1,500})$/m
const forwardSubject = /^\s*(fwd?|wg|tr|rv|i|doorst|vs|vb|enc|pd)\s*:/i
const SEARCHED_CHARS = 8000

export function forwardedOf(root: Part, subject: string, text: string): Forwarded | null {
  const attached = root.children.filter((part) => part.type === 'message/rfc822')
  const inner = attached.length === 1 && root.type === 'multipart/mixed' ? innerHeader(attached[0]!) : null
  if (inner) return inner
  return forwardSubject.test(subject) ? inText(text.slice(0, SEARCHED_CHARS)) : null
}

function innerHeader(part: Part): Forwarded | null {
  const { fields } = readHeaders(decodedBytes(part), 0, () => false)
  const from = addressesOf(headerOf(fields, 'from'))[0]
  const subject = headerOf(fields, 'subject')
  if (!from) return null
  return {
    from,
    subject: subject ? oneLine(readableHeader(subject), limits.subjectChars) : null,
    by: 'attached_message',
  }
}

function inText(text: string): Forwarded | null {
  const start = marker.exec(text)
  if (!start) return null
  const block = text.slice(start.index + start[0].length, start.index + start[0].length + 2000)
  const line = fromLine.exec(block)?.[1]
  const email = plausibleEmail(/[^\s<>[\]("':]+@[^\s<>[\])"',;]+/.exec(line ?? '')?.[0] ?? '')
  if (!line || !email) return null
  const name = oneLine((line.split(/[<[(]/)[0] ?? '').replace(/["*]/g, ''), limits.nameChars)
  const subject = subjectLine.exec(block)?.[1]
  return {
    from: { name: name.includes('@') ? '' : name, email },
    subject: subject ? oneLine(subject, limits.subjectChars) : null,
    by: 'text',
  }
}
