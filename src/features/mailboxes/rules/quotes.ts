/** A text as it is shown: what was written now, and what folds away. */
export interface FoldedText {
  visible: string
  quoted: string | null
  signature: string | null
}

/** Opens a line like "On Tuesday … wrote:" in the main languages. */
const attributionStart =
  /^\s*(-{2,}\s*)?(on|am|le|el|il|op|em|no dia|den|på|w dniu|dnia|dne|pe|il giorno|på|vào|ngày|tarihinde|pada|ti|في|\d{1,4}[./-]\s?\d|\d{4}年|在|于|il|в|(mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|пн|вт|ср|чт|пт|сб|вс)[a-zа-я]*[,.])/i
const attributionVerb =
  /\b(wrote|writes|schrieb|geschrieben|ha scritto|escribió|escribio|escreveu|schreef|skrev|napisał|napisala|napisał\(a\)|napsal|napsala|kirjoitti|yazdı|a scris|írta|menulis)(?![\p{L}])|a écrit|написал|пише|пишет|写道|寫道|のメール|작성|đã viết|έγραψε|כתב|كتب/iu
const separator =
  /^[ >]*(-{2,}|_{2,})\s*(original message|original appointment|ursprüngliche nachricht|originalnachricht|urspr\. nachricht|message d'origine|message original|mensaje original|messaggio originale|oorspronkelijk bericht|mensagem original|originalmeddelande|oprindelig meddelelse|opprinnelig melding|alkuperäinen viesti|wiadomość oryginalna|původní zpráva|исходное сообщение|原始邮件|元のメッセージ)\s*(-{2,}|_{2,})\s*$/iu
const replyAbove = /^[ >]*#{2,}.{0,80}(reply above|antwort oberhalb|répondre au-dessus)/i
const headerLine =
  /^\s*\*?(from|sent|date|to|cc|subject|von|gesendet|datum|an|betreff|de|envoyé|date|à|objet|enviado|fecha|para|asunto|da|inviato|data|a|oggetto|van|verzonden|aan|onderwerp|från|skickat|till|ämne|fra|sendt|til|emne|od|wysłano|do|temat|от|отправлено|кому|тема|发件人|发送时间|收件人|主题|差出人|送信日時|宛先|件名)\s*\*?\s*[:：]/iu
const firstHeaderLine = /^\s*\*?(from|von|de|da|van|från|fra|od|от|发件人|差出人)\s*\*?\s*[:：].*\S/iu
const forwardMark =
  /^\s*-{2,}\s*(forwarded message|weitergeleitete nachricht|message transféré|mensaje reenviado|messaggio inoltrato|doorgestuurd bericht|mensagem encaminhada)|^\s*(begin forwarded message|anfang der weitergeleiteten nachricht|début du message (réexpédié|transféré)|inicio del mensaje reenviado|inizio messaggio inoltrato)/i
const signatureMark = /^--\s?$/
const deviceSignature =
  /^\s*(sent (from|with|via|using) (my |the )?\S.{0,60}|get outlook for (ios|android).{0,60}|von meinem .{1,40} gesendet|gesendet (von|mit|über) .{1,60}|envoyé (de|depuis|à partir de) .{1,60}|enviado (desde|do|a partir do) .{1,60}|inviato (da|dal) .{1,60}|verstuurd vanaf .{1,60}|verzonden (vanaf|met) .{1,60}|skickat från .{1,60}|sendt fra .{1,60}|wysłane z .{1,60}|отправлено (с|из) .{1,60})$/i

const MAX_ATTRIBUTION_LINES = 4
const MAX_LINE_CHARS = 500
const MAX_SIGNATURE_LINES = 15

/** Facts on all lines, gathered once, so that every question below is answered without walking the text again. */
interface Layout {
  lines: string[]
  quoted: boolean[]
  /** The first filled line at or after each; `lines.length` where none is left. */
  nextFilled: number[]
  /** How often filled lines change between quoted and unquoted from each line on. */
  changes: number[]
  lastQuoted: number
}

/**
 * Folds quoted history and signature out of a plain text. Answers written between quoted lines stay with them,
 * a forwarded message stays visible, and a text that is nothing but quotes is shown whole.
 */
export function foldText(text: string): FoldedText {
  const layout = layoutOf(text.split('\n'))
  const { lines } = layout
  const whole = { visible: text.trim(), quoted: null, signature: null }
  const start = quoteStart(layout)
  if (start === null) return withSignature(lines, whole, [])
  const below = layout.nextFilled[0] === start ? answerBelow(layout, start) : null
  const visible = below === null ? lines.slice(0, start) : lines.slice(below)
  if (isBlank(visible)) return whole
  return withSignature(visible, whole, lines.slice(start, below ?? lines.length))
}

function withSignature(visible: string[], whole: FoldedText, quoted: string[]): FoldedText {
  const at = signatureStart(visible)
  const written = at === null ? visible : visible.slice(0, at)
  if (isBlank(written) && quoted.length === 0) return whole
  return {
    visible: written.join('\n').trim(),
    quoted: quoted.join('\n').trim() || null,
    signature: at === null ? null : visible.slice(at).join('\n').trim(),
  }
}

/** The line where history begins: everything after it folds away, or, at the very top, what stands above an answer. */
function quoteStart(layout: Layout): number | null {
  const { lines, quoted, nextFilled } = layout
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!.slice(0, MAX_LINE_CHARS)
    if (forwardMark.test(line)) return null
    if (separator.test(line) || replyAbove.test(line) || isHeaderBlock(lines, at)) return at
    const isTop = nextFilled[0] === at
    if (isTop && answerBelow(layout, at) !== null) return at
    const end = attributionEnd(lines, at)
    if (end !== null && onlyHistoryFrom(layout, end)) return at
    if (quoted[at] && layout.changes[at] === 0) return at
  }
  return null
}

/** After "On … wrote:" either marked lines to the end, or (from mailers that mark nothing) no marked line at all. */
function onlyHistoryFrom({ lines, quoted, nextFilled, changes, lastQuoted }: Layout, end: number): boolean {
  const next = nextFilled[end] ?? lines.length
  if (next >= lines.length) return true
  return quoted[next] ? (changes[next] ?? 0) <= 1 : lastQuoted < end
}

/** Where the answer begins if the text opens with one quoted block and only unquoted lines follow. */
function answerBelow({ lines, quoted, nextFilled, lastQuoted }: Layout, start: number): number | null {
  const first = nextFilled[attributionEnd(lines, start) ?? start] ?? lines.length
  if (!quoted[first]) return null
  let at = first
  while (at < lines.length && (quoted[at] || lines[at]!.trim() === '')) at++
  return at < lines.length && lastQuoted < at ? at : null
}

/** The index after "On … wrote:", which mailers break over up to four lines. */
function attributionEnd(lines: string[], start: number): number | null {
  if (!attributionStart.test((lines[start] ?? '').slice(0, MAX_LINE_CHARS))) return null
  let joined = ''
  for (let at = start; at < Math.min(lines.length, start + MAX_ATTRIBUTION_LINES); at++) {
    const line = lines[at]!.slice(0, MAX_LINE_CHARS).trim()
    if (line === '') return null
    joined = `${joined} ${line}`
    if (!/[:：]$/.test(line)) continue
    return /\d/.test(joined) && (attributionVerb.test(joined) || /年|@/.test(joined)) ? at + 1 : null
  }
  return null
}

function isHeaderBlock(lines: string[], at: number): boolean {
  if (!firstHeaderLine.test(lines[at]!.slice(0, MAX_LINE_CHARS))) return false
  return lines.slice(at + 1, at + 7).filter((line) => headerLine.test(line.slice(0, MAX_LINE_CHARS))).length >= 2
}

function signatureStart(lines: string[]): number | null {
  const lastFilled = lines.findLastIndex((line) => line.trim() !== '')
  const from = Math.max(1, lastFilled - MAX_SIGNATURE_LINES)
  for (let at = lastFilled; at >= from; at--) if (signatureMark.test(lines[at]!)) return at
  return lastFilled > 0 && deviceSignature.test(lines[lastFilled]!.slice(0, MAX_LINE_CHARS)) ? lastFilled : null
}

function layoutOf(lines: string[]): Layout {
  const quoted = lines.map((line) => /^\s{0,3}>/.test(line))
  const nextFilled = new Array<number>(lines.length + 1).fill(lines.length)
  const changes = new Array<number>(lines.length + 1).fill(0)
  for (let at = lines.length - 1; at >= 0; at--) {
    const filled = lines[at]!.trim() !== ''
    const next = nextFilled[at + 1]!
    nextFilled[at] = filled ? at : next
    changes[at] = changes[at + 1]! + (filled && next < lines.length && quoted[next] !== quoted[at] ? 1 : 0)
  }
  return { lines, quoted, nextFilled, changes, lastQuoted: quoted.lastIndexOf(true) }
}

const isBlank = (lines: string[]) => lines.every((line) => line.trim() === '')
