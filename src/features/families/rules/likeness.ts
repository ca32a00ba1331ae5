import { commonWords } from './common-words.ts'

/** A case that was resolved longer ago than this is no duplicate but a repeat. */
export const resolvedWithinDays = 14
/** What is less alike is not offered. */
export const leastScore = 60
const mostWords = 12
const dayMs = 86_400_000

export interface AskedCase {
  contactId: string | null
  subject: string
  text: string
  /** Words that say nothing here: the names of the customer. */
  names: readonly string[]
}

export interface CandidateCase {
  contactId: string | null
  subject: string
  text: string
  openedAt: Date
  status: string
  resolvedAt: Date | null
}

export interface Likeness {
  /** In percent. */
  score: number
  /** Why, in words. */
  because: string[]
}

/**
 * How much a case is like another of the same customer, and why: who asked, how many of its rare words the other has,
 * how its subject reads, and how long ago the other was opened. `rare` are those of `rareWords`.
 */
export function likenessOf(asked: AskedCase, other: CandidateCase, rare: readonly string[], now: Date): Likeness {
  const sameContact = asked.contactId !== null && asked.contactId === other.contactId
  const theirs = new Set(wordsIn(`${other.subject} ${other.text}`))
  const common = rare.filter((word) => theirs.has(word)).length
  const subjects = similarity(bare(asked.subject), bare(other.subject))
  const days = Math.max(0, (now.getTime() - other.openedAt.getTime()) / dayMs)
  const share = rare.length === 0 ? 0 : common / rare.length
  const because = [
    sameContact ? 'same contact' : 'same account',
    ...(common > 0 ? [`${common} of ${rare.length} rare words`] : []),
    ...(subjects >= 0.9 ? ['same subject'] : subjects >= 0.5 ? ['similar subject'] : []),
    `opened ${daysAgo(days)}`,
    ...(other.status === 'resolved' || other.status === 'closed' ? ['resolved since'] : []),
  ]
  // One word, or a customer who asks often, is no likeness.
  if (common < 2 && subjects < 0.5) return { score: 0, because }
  const recent = days <= 3 ? 0.1 : days <= 10 ? 0.05 : 0
  const score = (sameContact ? 0.3 : 0.2) + 0.45 * share + 0.2 * subjects + recent
  return { score: Math.min(99, Math.round(score * 100)), because }
}

/** The words of a text that tell it from others of the customer: not common in speech, and not in half of `others`. */
export function rareWords(asked: AskedCase, others: readonly CandidateCase[]): string[] {
  const known = others.map(({ subject, text }) => new Set(wordsIn(`${subject} ${text}`)))
  const names = new Set(asked.names.flatMap(wordsIn))
  const isUsual = (word: string) =>
    known.length >= 6 && known.filter((words) => words.has(word)).length > known.length / 2
  const words = [...new Set(wordsIn(`${bare(asked.subject)} ${asked.text}`))]
  return words.filter((word) => !names.has(word) && !isUsual(word)).slice(0, mostWords)
}

/** Words that can tell: four letters or more, or with a digit; without accents, plural endings, and common speech. */
export function wordsIn(text: string): string[] {
  const plain = text.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '')
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? [])
    .filter((word) => (word.length >= 4 || /\d/.test(word)) && word.length <= 40 && !commonWords.has(word))
    .map((word) => (word.length > 4 && /[^s]s$/.test(word) ? word.slice(0, -1) : word))
}

/** Shared trigrams by all trigrams of two texts, as pg_trgm counts them. */
export function similarity(one: string, other: string): number {
  const [a, b] = [trigramsOf(one), trigramsOf(other)]
  const shared = [...a].filter((trigram) => b.has(trigram)).length
  return a.size + b.size === 0 ? 0 : shared / (a.size + b.size - shared)
}

function trigramsOf(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  return new Set(
    words.flatMap((word) => {
      const padded = `  ${word} `
      return Array.from({ length: padded.length - 2 }, (_, at) => padded.slice(at, at + 3))
    }),
  )
}

const bare = (subject: string): string => subject.replace(/^((re|aw|sv|antw|fwd?|wg)\s*:\s*)+/i, '')

function daysAgo(days: number): string {
  if (days < 1) return 'today'
  return Math.floor(days) === 1 ? 'yesterday' : `${Math.floor(days)} days ago`
}
