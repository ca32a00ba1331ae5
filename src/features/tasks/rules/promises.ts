import * as chrono from 'chrono-node'
import { Temporal } from 'temporal-polyfill'
import type { OpeningHours } from '../../calendars/contract.ts'
import { previewDays } from '../../calendars/rules.ts'
import type { FoundPromise, PromiseKind } from '../contract/promises.ts'

interface Speech {
  dates: chrono.Chrono
  /** Somebody of us says what they will do, or what the customer will hear or get from us. */
  promises: RegExp
  calls: RegExp
  writes: RegExp
  denies: RegExp
}

/** How a promise is given in the languages that are read. */
const speeches: Speech[] = [
  {
    dates: chrono.en.casual,
    promises:
      /\b(i|we)(['’]ll| will| shall| am going to| are going to)\b|\byou(['’]ll| will) (hear|have|get|receive)\b/i,
    calls: /\b(call|phone|ring)\b/i,
    writes: /\b(write|mail|e-mail|reply|answer|get back|let you know|update you|hear from)\b/i,
    denies: /\b(not|never|cannot|can['’]t|won['’]t|unable)\b/i,
  },
  {
    dates: chrono.de.casual,
    promises:
      /\b(ich|wir)\b.*\b(werden?|rufen?|melden?|schicken?|senden?|schreiben?|liefern?|kommen?|geben?|klären?|prüfen?|holen?)\b|\b(rufen?|melden?|schicken?|senden?|schreiben?|liefern?|kommen?|geben?|klären?|prüfen?)\b.{0,20}\b(ich|wir)\b|\bsie (hören|bekommen|erhalten)\b/i,
    calls: /\b(rufen?|anrufen|telefonieren)\b/i,
    writes: /\b(melden?|schreiben?|antworten?|bescheid|hören)\b/i,
    denies: /\b(nicht|kein\w*|nie)\b/i,
  },
  {
    dates: chrono.fr.casual,
    promises:
      /\b(je|j['’]|nous)\b.*(\w+(erai|irai|rai|erons|irons|rons)\b|\b(r?appelle|r?appelons|envoie|envoyons|recontacte|recontactons|reviens|revenons)\b)|\bvous (recevrez|aurez)\b/i,
    calls: /\br?appel/i,
    writes: /\b([eé]cri|recontact|revien|reviendr|r[eé]pond|tien)\w*/i,
    denies: /\b(ne|n['’]|pas|jamais)\b/i,
  },
  {
    dates: chrono.es.casual,
    promises:
      /\b\w+(ar|er|ir)(é|emos)\b|\b(les?|te|os) (llamo|llamamos|envío|enviamos|escribo|escribimos)\b|\brecibirá/i,
    calls: /\bllam/i,
    writes: /\b(escrib|respond|contact|inform)\w*/i,
    denies: /\b(no|nunca)\b/i,
  },
]

export interface Speaking {
  /** When it is said; dates such as “Tuesday” are read from here on. */
  now: Date
  timeZone: string
  /** The hours of the team that has the case: a day without an hour means its last open one. */
  hours: OpeningHours | null
}

/** What a text for a customer promises, each with the date it names. Questions and refusals promise nothing. */
export function promisesIn(text: string, speaking: Speaking): FoundPromise[] {
  const found: FoundPromise[] = []
  for (const sentence of sentencesOf(text)) {
    for (const speech of speeches) {
      if (!speech.promises.test(sentence) || speech.denies.test(sentence)) continue
      const dated = datesIn(sentence, speech.dates, speaking).filter(({ dueAt }) => dueAt > speaking.now)
      if (dated.length === 0) continue
      for (const { said, dueAt } of dated)
        found.push({ kind: kindOf(said, speech), said: said.slice(0, longest), dueAt: dueAt.toISOString() })
      break
    }
    if (found.length >= most) break
  }
  return found.slice(0, most)
}

const longest = 500
const most = 5

const sentencesOf = (text: string): string[] =>
  text
    .slice(0, 20_000)
    .split(/(?<=[.!?…])\s+|\n+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence.length > 0 && !sentence.endsWith('?') && !sentence.startsWith('>'))

function kindOf(sentence: string, { calls, writes }: Speech): PromiseKind {
  if (calls.test(sentence)) return 'call'
  return writes.test(sentence) ? 'write' : 'other'
}

/** What joins two promises in one sentence. */
const joined = /^[\s,;]*(and|und|et|y)?[\s,]+/i

/** Each date that a sentence names, with the words that lead up to it: one sentence may promise twice. */
function datesIn(sentence: string, dates: chrono.Chrono, speaking: Speaking): { said: string; dueAt: Date }[] {
  const { now, timeZone } = speaking
  const here = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone)
  const reference = { instant: now, timezone: here.offsetNanoseconds / 60e9 }
  const read = joinWeeks(sentence, dates.parse(sentence, reference, { forwardDate: true }))
  let from = 0
  return read.map(({ ends, named, week }, at) => {
    const last = at === read.length - 1
    const said = sentence.slice(from, last ? undefined : ends)
    from = ends
    const monday =
      week &&
      here
        .toPlainDate()
        .subtract({ days: here.dayOfWeek - 1 })
        .add(week)
    return { said: at === 0 ? said : said.replace(joined, ''), dueAt: instantOf(named, monday, speaking) }
  })
}

interface Read {
  ends: number
  named: chrono.ParsedComponents
  /** How far on the week is that was named without a day of it, or whose day stands beside it. */
  week: { weeks: number } | null
}

/** “Next week on Tuesday” is read as two dates, and is one. */
function joinWeeks(sentence: string, results: chrono.ParsedResult[]): Read[] {
  const dates: Read[] = []
  for (const { index, text, start, end } of results) {
    const named = end ?? start
    const ends = index + text.length
    const week = named.isCertain('weekday') ? null : weekIn(text)
    const before = dates.at(-1)
    const beside = before && /^[\s,]*$/.test(sentence.slice(before.ends, index)) ? before : null
    const aDay = (date: Read) => date.week === null && date.named.isCertain('weekday')
    const date: Read = { ends, named, week }
    if (beside?.week && aDay(date)) Object.assign(beside, { ends, named })
    else if (beside && week && aDay(beside)) Object.assign(beside, { ends, week })
    else dates.push(date)
  }
  return dates
}

function weekIn(text: string): Read['week'] {
  if (/\b((next|coming|following) week|(nächst|kommend)\w* Woche|semaine prochaine)\b/i.test(text)) return { weeks: 1 }
  return /\bthis week\b/i.test(text) ? { weeks: 0 } : null
}

function instantOf(named: chrono.ParsedComponents, monday: Temporal.PlainDate | null, speaking: Speaking): Date {
  const { timeZone, hours } = speaking
  const weekday = named.isCertain('weekday') ? named.get('weekday') : null
  const date = !monday
    ? Temporal.PlainDate.from({ year: named.get('year')!, month: named.get('month')!, day: named.get('day')! })
    : weekday === null
      ? lastWorkday(monday, hours)
      : monday.add({ days: (weekday + 6) % 7 })
  if (!named.isCertain('hour')) return endOfDay(date, speaking)
  const time = { hour: named.get('hour')!, minute: named.get('minute') ?? 0 }
  return new Date(date.toZonedDateTime({ timeZone, plainTime: time }).epochMilliseconds)
}

/** The last from Monday to Friday on which the team is there; where it never is, Friday. */
function lastWorkday(monday: Temporal.PlainDate, hours: OpeningHours | null): Temporal.PlainDate {
  const open = hours ? previewDays(hours, monday.toString(), 5).findLast((day) => day.open.length > 0) : undefined
  return open ? Temporal.PlainDate.from(open.date) : monday.add({ days: 4 })
}

/** When the team closes on a day; where it is closed all day, five in the afternoon. Said later than that, by midnight. */
function endOfDay(date: Temporal.PlainDate, { now, timeZone, hours }: Speaking): Date {
  const at = (plainTime: string) => new Date(date.toZonedDateTime({ timeZone, plainTime }).epochMilliseconds)
  const last = hours && previewDays(hours, date.toString(), 1)[0]?.open.at(-1)
  const end = last ? new Date(last.to) : at('17:00')
  return end > now ? end : at('23:59')
}
