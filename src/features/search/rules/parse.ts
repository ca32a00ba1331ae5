import type { Priority, Status } from '../../../platform/shapes.ts'

/** A person, account, team… named in a filter: oneself, nobody, or whoever's name has these words. */
export type NameFilter = { kind: 'me' } | { kind: 'none' } | { kind: 'named'; text: string }

export type Due =
  | { kind: 'overdue' | 'at_risk' | 'on_track' | 'waiting' | 'breached' }
  | { kind: 'within'; minutes: number }

/** A word begins with the text unless `exact`; a phrase is several words in a row. */
export interface Term {
  words: string[]
  /** Words that count as well, where this one may be typed wrong. */
  alike?: string[]
  exact: boolean
  excluded: boolean
}

export interface ParsedSearch {
  /** The case that was named by its number alone. */
  number: number | null
  terms: Term[]
  statuses: Status[]
  restricted: boolean
  owner: NameFilter | null
  account: NameFilter | null
  contact: NameFilter | null
  team: NameFilter | null
  queue: NameFilter | null
  type: string | null
  priorities: Priority[]
  tags: string[]
  due: Due | null
  /** Parts that look like a filter and say nothing we know: shown, never silently obeyed. */
  ignored: string[]
}

const open: Status[] = ['new', 'open', 'pending', 'on_hold']
const statusWords: Record<string, Status[]> = {
  open,
  unresolved: open,
  new: ['new'],
  working: ['open'],
  pending: ['pending'],
  on_hold: ['on_hold'],
  resolved: ['resolved'],
  closed: ['closed'],
  done: ['resolved', 'closed'],
}
const dueWords = ['overdue', 'at_risk', 'on_track', 'waiting', 'breached'] as const
const priorityWords: Priority[] = ['low', 'medium', 'high', 'critical']
const nameKeys = ['owner', 'account', 'contact', 'team', 'queue'] as const
const minutesOf = { m: 1, h: 60, d: 1440 } as const

/** What people type into the search box, read as words and filters. Any text is readable; nothing throws. */
export function parseSearch(text: string): ParsedSearch {
  const search = emptySearch()
  const clean = text
    .toWellFormed()
    .replace(/\p{Cc}/gu, ' ')
    .normalize('NFKC')
    .trim()
  search.number = numberOf(clean)
  const parts = clean.matchAll(/(-?)(?:([a-zA-Z_]+):)?(?:"([^"]*)"?|(\S+))/gu)
  for (const [part, minus, key, quoted, bare] of parts) {
    const value = (quoted ?? bare ?? '').trim()
    if (key === undefined || !readFilter(search, key.toLowerCase(), value, part)) {
      const said = key === undefined ? value : `${key} ${value}`
      addTerm(search, said, { quoted: quoted !== undefined, excluded: minus === '-' })
    }
  }
  return search
}

/** Whether anything narrows the search to cases: then accounts, contacts and people are not looked for. */
export function hasFilters(search: ParsedSearch): boolean {
  const { owner, account, contact, team, queue, type, due } = search
  return (
    [owner, account, contact, team, queue, type, due].some((part) => part !== null) ||
    search.statuses.length + search.priorities.length + search.tags.length > 0 ||
    search.restricted
  )
}

/** The plain words, without those excluded: what a name or a title may be like. */
export const wordsOf = (search: ParsedSearch): string[] =>
  search.terms.filter((term) => !term.excluded).flatMap((term) => term.words)

/** True when the key is one of ours, whether or not its value says something. */
function readFilter(search: ParsedSearch, key: string, value: string, part: string): boolean {
  const word = value.toLowerCase().replaceAll(/[\s-]+/g, '_')
  const ignore = () => {
    if (value !== '') search.ignored.push(part)
    return true
  }
  if (key === 'is' || key === 'status') {
    if (word === 'mine') search.owner = { kind: 'me' }
    else if (word === 'unowned') search.owner = { kind: 'none' }
    else if (word === 'restricted') search.restricted = true
    else if (Object.hasOwn(statusWords, word)) search.statuses.push(...statusWords[word]!)
    else if (isDueWord(word)) search.due = { kind: word }
    else return ignore()
    return true
  }
  const name = nameKeys.find((candidate) => candidate === key)
  if (name) {
    if (value === '') return true
    search[name] = word === 'me' || word === 'none' ? { kind: word } : { kind: 'named', text: value.toLowerCase() }
    return true
  }
  if (key === 'type') search.type = word === '' ? null : word
  else if (key === 'tag') search.tags.push(...(value === '' ? [] : [value]))
  else if (key === 'priority') {
    const found = priorityWords.filter((priority) => word !== '' && priority.startsWith(word))
    if (found.length === 0) return ignore()
    search.priorities.push(...found)
  } else if (key === 'due') {
    const due = dueOf(word)
    if (!due) return ignore()
    search.due = due
  } else return false
  return true
}

function dueOf(word: string): Due | null {
  if (isDueWord(word)) return { kind: word }
  if (word === 'today') return { kind: 'within', minutes: minutesOf.d }
  const span = /^<?(\d{1,4})([mhd])$/.exec(word)
  return span ? { kind: 'within', minutes: Number(span[1]) * minutesOf[span[2] as 'm' | 'h' | 'd'] } : null
}

const isDueWord = (word: string): word is (typeof dueWords)[number] => (dueWords as readonly string[]).includes(word)

function numberOf(text: string): number | null {
  const match = /^(?:C-?|#)?(\d{1,12})$/i.exec(text)
  return match ? Number(match[1]) : null
}

function addTerm(search: ParsedSearch, text: string, how: { quoted: boolean; excluded: boolean }): void {
  const words = text.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  if (words.length === 0) return
  if (how.quoted) search.terms.push({ words, exact: true, excluded: how.excluded })
  else for (const word of words) search.terms.push({ words: [word], exact: isShort(word), excluded: how.excluded })
}

/** So short a beginning would match half of all words; it counts as a whole word. */
const isShort = (word: string): boolean => word.length < (/^\d+$/.test(word) ? 5 : 3)

function emptySearch(): ParsedSearch {
  return {
    number: null,
    terms: [],
    statuses: [],
    restricted: false,
    owner: null,
    account: null,
    contact: null,
    team: null,
    queue: null,
    type: null,
    priorities: [],
    tags: [],
    due: null,
    ignored: [],
  }
}
