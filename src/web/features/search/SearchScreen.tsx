import { TextInput } from '@mantine/core'
import { useDebouncedValue, useWindowEvent } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { SearchResult } from '../../../features/search/contract.ts'
import { ApiProblem } from '../../../platform/client.ts'
import { useQueryPart, useSetQuery } from '../../ui/address.ts'
import { Go } from '../../ui/Go.tsx'
import { Instant } from '../../ui/Instant.tsx'
import { IconSearch } from '../../ui/icons.ts'
import { Empty, ErrorState, LinesSkeleton } from '../../ui/States.tsx'
import { Hints } from './Hints.tsx'
import { searchQuery } from './queries.ts'
import { addressOf, kinds, Snippet } from './results.tsx'
import styles from './SearchScreen.module.css'

const mostResults = 50
const typingMs = 150

/** One box over cases, messages, people and accounts; what is typed is the address, so a search can be sent on. */
export function SearchScreen() {
  const asked = useQueryPart('q') ?? ''
  const setQuery = useSetQuery()
  const [typed, setTyped] = useState(asked)
  const [q] = useDebouncedValue(typed.trim(), typingMs)
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (q !== asked) setQuery({ q: q || null })
    // only what is typed moves the address; the address is read once, when the screen opens
  }, [q])
  useWindowEvent('keydown', (event) => {
    if (list.current?.contains(event.target as Node)) stepBetweenLinks(event, list.current)
  })
  return (
    <div className={styles.screen}>
      <div className={styles.page}>
        <h1>Search</h1>
        <TextInput
          className={styles.box!}
          size="md"
          type="search"
          aria-label="Search"
          placeholder="Words, a number, a name, or is:open owner:me"
          leftSection={<IconSearch size={18} stroke={1.6} aria-hidden />}
          value={typed}
          maxLength={200}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowDown' && event.key !== 'Enter') return
            event.preventDefault()
            list.current?.querySelector<HTMLElement>('a')?.[event.key === 'Enter' ? 'click' : 'focus']()
          }}
          autoFocus
        />
        <Hints typed={typed} onType={setTyped} />
        <div ref={list}>{q ? <Found q={q} /> : <Waiting />}</div>
      </div>
    </div>
  )
}

function Waiting() {
  return (
    <Empty title="Type to find" icon={<IconSearch size={26} stroke={1.4} aria-hidden />}>
      Cases with what was written in them, accounts, contacts and colleagues. A typo is forgiven; the number of a case
      finds it at once.
    </Empty>
  )
}

function Found({ q }: { q: string }) {
  const { data, error, isPlaceholderData, refetch } = useQuery(searchQuery(q, mostResults))
  if (error && !data) {
    const refused = error instanceof ApiProblem && error.status < 500
    return (
      <ErrorState title="The search was not done" onRetry={refused ? undefined : () => void refetch()}>
        {refused ? error.message : 'The server did not answer. What you typed stands in the address and is kept.'}
      </ErrorState>
    )
  }
  if (!data) return <LinesSkeleton label="Searching" lines={8} />
  if (data.items.length === 0) {
    return (
      <Empty title={`Nothing found for “${q}”`} icon={<IconSearch size={26} stroke={1.4} aria-hidden />}>
        Try fewer words, the beginning of a name, or a filter such as is:open. Cases you may not see are not found.
      </Empty>
    )
  }
  return (
    <div className={styles.results} data-old={isPlaceholderData || undefined}>
      <p className={styles.said} role="status">
        {data.items.length === mostResults ? `The first ${mostResults} of more` : `${data.items.length} found`}
      </p>
      {kinds.map(({ kind, name, icon: Icon }) => {
        const here = data.items.filter((item) => item.kind === kind)
        if (here.length === 0) return null
        return (
          <section key={kind} aria-label={name}>
            <h2>
              {name} <span className="num">{here.length}</span>
            </h2>
            <ul>
              {here.map((result) => (
                <li key={result.id}>
                  <Go to={addressOf(result)} className={styles.result}>
                    <Icon size={17} stroke={1.6} aria-hidden />
                    <Lines result={result} />
                  </Go>
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </div>
  )
}

function Lines({ result: { title, subtitle, snippet, updatedAt } }: { result: SearchResult }) {
  return (
    <span className={styles.lines}>
      <span className={styles.title}>
        <b>{title}</b>
        {updatedAt && <Instant at={updatedAt} as="ago" />}
      </span>
      <span className={styles.subtitle}>{subtitle}</span>
      {snippet && (
        <span className={styles.snippet}>
          <Snippet text={snippet} />
        </span>
      )}
    </span>
  )
}

/** Arrow keys walk through the results, and from the first one back into the box. */
function stepBetweenLinks(event: KeyboardEvent, list: HTMLElement) {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (!by) return
  event.preventDefault()
  const links = [...list.querySelectorAll<HTMLElement>('a')]
  const next = links[links.indexOf(document.activeElement as HTMLElement) + by]
  if (next) next.focus()
  else if (by < 0) document.querySelector<HTMLElement>('input[type=search]')?.focus()
}
