import { createRequire } from 'node:module'
import type * as Tinyld from 'tinyld'

const READ_CHARS = 2000
/** A paragraph tells a language as surely as a page does, in a third of the time. */
const GUESSED_FROM_CHARS = 600
const LEAST_LETTERS = 20
let detectAll: typeof Tinyld.detectAll | undefined

/** The language that a text is written in; null for too few words to tell. */
export function languageOf(text: string): string | null {
  const words = text
    .slice(0, READ_CHARS)
    .split('\n')
    .filter((line) => !line.startsWith('>') && !/https?:|@/.test(line))
    .join(' ')
    .slice(0, GUESSED_FROM_CHARS)
  if (words.replace(/[^\p{L}]/gu, '').length < LEAST_LETTERS) return null
  // Its tables take a tenth of a start of the program to load: the first text that is read loads them.
  detectAll ??= (createRequire(import.meta.url)('tinyld') as typeof Tinyld).detectAll
  return detectAll(words)[0]?.lang ?? null
}
