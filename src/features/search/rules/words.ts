import type { Term } from './parse.ts'

/**
 * A `tsquery` of the terms, or null when nothing is asked for. Terms are letters and digits only, so nothing in them
 * can be an operator. Plural endings are dropped from beginnings of words: "invoices" finds "invoice".
 */
export function tsqueryOf(terms: readonly Term[], weights = ''): string | null {
  if (!terms.some((term) => !term.excluded)) return null
  return terms
    .map((term) => {
      const words = term.words.map((word) =>
        term.exact ? word + suffix('', weights) : stemOf(word) + suffix('*', weights),
      )
      const alike = (term.alike ?? []).map((word) => word + suffix('', weights))
      const all = words.length > 1 ? `(${words.join(' <-> ')})` : oneOf([words[0]!, ...alike])
      return term.excluded ? `!${all}` : all
    })
    .join(' & ')
}

const oneOf = (words: readonly string[]) => (words.length > 1 ? `(${words.join(' | ')})` : words[0]!)

const suffix = (prefix: string, weights: string) => (prefix + weights === '' ? '' : `:${prefix}${weights}`)

/** What a word is looked for by: its beginning, without an English plural. */
export function stemOf(word: string): string {
  if (word.length > 6 && word.endsWith('ies')) return word.slice(0, -3)
  return word.length > 4 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word
}

/** Text folded for comparing: lower case, without accents, as long as it was, so that positions stay true. */
export function folded(text: string): string {
  const lower = text.toLowerCase()
  if (lower.length === text.length && /^[\x00-\x7f]*$/.test(lower)) return lower
  return Array.from({ length: text.length }, (_, i) => {
    const char = text[i]!.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
    return char.length === 1 ? char : text[i]!
  }).join('')
}

const around = 90

/** Plain text round the first match, matched words between « and »; null where none of the words stands in the text. */
export function snippetOf(text: string, words: readonly string[]): string | null {
  const plain = text.replaceAll(/[«»]/g, '"').replaceAll(/\s+/g, ' ')
  const beginnings = words.map((word) => stemOf(folded(word))).filter((word) => word.length > 0)
  if (beginnings.length === 0) return null
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${beginnings.join('|')})[\\p{L}\\p{N}]*`, 'gu')
  const low = folded(plain)
  const first = low.search(pattern)
  if (first < 0) return null
  const from = startOfWord(plain, Math.max(0, first - around))
  const to = Math.min(plain.length, first + around * 2)
  let marked = ''
  let done = from
  for (const match of low.slice(0, to).matchAll(pattern)) {
    if (match.index < from) continue
    marked += `${plain.slice(done, match.index)}«${plain.slice(match.index, match.index + match[0].length)}»`
    done = match.index + match[0].length
  }
  return `${from > 0 ? '… ' : ''}${marked}${plain.slice(done, to)}${to < plain.length ? ' …' : ''}`.toWellFormed()
}

/** The next word begins within a few letters; where it does not (no spaces between words), the cut is as good anywhere. */
function startOfWord(text: string, at: number): number {
  const space = text.indexOf(' ', at)
  return at === 0 || space < 0 || space > at + 30 ? at : space + 1
}
