import type { Context, Db, RecordedEvent } from '../../platform/context.ts'
import type { SearchResult } from './contract.ts'
import { hasFilters, type ParsedSearch, parseSearch, type Term, wordsOf } from './rules/parse.ts'
import { snippetOf, stemOf, tsqueryOf } from './rules/words.ts'
import {
  type Asked,
  caseByNumber,
  casesByFilter,
  casesWithWords,
  textsOf,
  withoutAccents,
  wordsLike,
} from './store/cases.ts'
import * as indexing from './store/indexing.ts'
import { type NameKind, namesLike } from './store/names.ts'

type Kind = SearchResult['kind']
interface Query {
  q: string
  kind?: Kind | undefined
  limit: number
}
type CaseFound = Awaited<ReturnType<typeof casesByFilter>>[number]

/** Fewer exact matches than this, and what is merely alike is looked for too. */
const fewResults = 3
/** Of accounts, contacts and people together, beside the cases. */
const namesBeside = 5

const rightFor = { account: 'customers.read', contact: 'customers.read', person: 'people.read' } as const

/** One box: what the reader may see of cases, accounts, contacts and people, the best first. */
export async function search(ctx: Context, query: Query): Promise<{ items: SearchResult[]; ignored: string[] }> {
  const parsed = await foldTerms(ctx, parseSearch(query.q))
  const [cases, names] = await Promise.all([findCases(ctx, parsed, query), findNames(ctx, parsed, query)])
  return { items: [...names, ...cases].slice(0, query.limit), ignored: parsed.ignored }
}

/** Makes the search rows of one case again; a case that is gone meanwhile needs none. */
export async function indexCase(ctx: Context, caseId: string): Promise<void> {
  await indexing.indexCases(ctx.db, [caseId])
}

/** The same for many cases at once. */
export const indexCases = (db: Db, caseIds: readonly string[]): Promise<void> => indexing.indexCases(db, caseIds)

/** Cases that the transaction opened. */
const opened = new WeakMap<Context['db'], Set<string>>()

/**
 * Reaction to whatever changes the words of a case. A new case is short and is found from its first moment on, which
 * costs less than a job would; later changes are a job after the commit, one for many changes.
 */
export async function indexSoon(ctx: Context, event: RecordedEvent): Promise<void> {
  if (!event.caseId) return
  if (event.name === 'case.opened') {
    const cases = opened.get(ctx.db) ?? new Set()
    opened.set(ctx.db, cases.add(event.caseId))
    // All at once and in order of their words, so that two transactions never wait for each other in a circle.
    ctx.lastly('index of new cases', () => {
      opened.delete(ctx.db)
      return indexing.indexCases(ctx.db, [...cases])
    })
  }
  if (opened.get(ctx.db)?.has(event.caseId)) return
  await ctx.enqueue('index-case', { caseId: event.caseId }, { key: `index-case ${event.caseId}` })
}

async function foldTerms(ctx: Context, parsed: ParsedSearch): Promise<ParsedSearch> {
  const plain = await withoutAccents(
    ctx.db,
    parsed.terms.flatMap((term) => term.words),
  )
  const terms = parsed.terms.map((term) => ({ ...term, words: plain.splice(0, term.words.length).filter(Boolean) }))
  return { ...parsed, terms: terms.filter((term) => term.words.length > 0) }
}

async function findCases(ctx: Context, parsed: ParsedSearch, query: Query): Promise<SearchResult[]> {
  if (query.kind && query.kind !== 'case') return []
  const asked: Asked = { search: parsed, actor: ctx.actor, now: ctx.now, limit: query.limit }
  const words = wordsOf(parsed)
  const [byNumber, byWords] = await Promise.all([
    parsed.number === null ? [] : caseByNumber(ctx.db, ctx.actor, parsed.number),
    matching(ctx, asked),
  ])
  const exact = byNumber.length + byWords.length
  const corrected = exact < fewResults ? await withWordsAlike(ctx, parsed) : null
  const alike = corrected ? await matching(ctx, { ...asked, search: corrected }) : []
  const found = [...new Map([...byNumber, ...byWords, ...alike].map((row) => [row.id, row])).values()]
  const rows = found.slice(0, query.limit)
  const sought = [...words, ...(corrected?.terms.flatMap((term) => term.alike ?? []) ?? [])]
  const texts =
    rows.length > 0 && sought.length > 0
      ? await textsOf(
          ctx.db,
          rows.map((row) => row.id),
          sought.map(stemOf),
        )
      : new Map<string, string>()
  return rows.map((row) => caseResult(row, snippetOf(texts.get(row.id) ?? '', sought)))
}

/** The search with what each word may have been meant as; null where nothing is like any of them. */
async function withWordsAlike(ctx: Context, parsed: ParsedSearch): Promise<ParsedSearch | null> {
  const doubtful = (term: Term) => !term.excluded && term.words.length === 1 && term.words[0]!.length > 3
  const words = parsed.terms.filter(doubtful).map((term) => term.words[0]!)
  const alike = words.length > 0 ? await wordsLike(ctx.db, words) : []
  if (alike.every((each) => each.length === 0)) return null
  return { ...parsed, terms: parsed.terms.map((term) => (doubtful(term) ? { ...term, alike: alike.shift()! } : term)) }
}

async function matching(ctx: Context, asked: Asked): Promise<CaseFound[]> {
  const query = tsqueryOf(asked.search.terms)
  if (query) return casesWithWords(ctx.db, asked, query, tsqueryOf(asked.search.terms, 'A')!)
  return hasFilters(asked.search) ? casesByFilter(ctx.db, asked) : []
}

async function findNames(ctx: Context, parsed: ParsedSearch, query: Query): Promise<SearchResult[]> {
  const text = wordsOf(parsed).join(' ')
  if (text === '' || query.kind === 'case' || (!query.kind && hasFilters(parsed))) return []
  const wanted: NameKind[] = query.kind ? [query.kind] : ['account', 'contact', 'person']
  const allowed = wanted.filter((kind) => ctx.actor.rights.has('*') || ctx.actor.rights.has(rightFor[kind]))
  const rows = await namesLike(ctx.db, query.q.trim(), allowed, query.kind ? query.limit : namesBeside)
  return rows
    .slice(0, query.kind ? query.limit : namesBeside)
    .map((row) => ({ ...row, number: null, status: null, snippet: null, updatedAt: null }))
}

function caseResult(row: CaseFound, snippet: string | null): SearchResult {
  const number = `C-${row.number}`
  return {
    kind: 'case',
    id: row.id,
    title: row.subject,
    subtitle: [number, row.account, row.merged && 'merged into another case'].filter(Boolean).join(' · '),
    number,
    status: row.status as SearchResult['status'],
    snippet,
    updatedAt: row.updatedAt.toISOString(),
  }
}
