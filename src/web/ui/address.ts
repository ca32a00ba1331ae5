import { useRouter, useRouterState } from '@tanstack/react-router'
import { useCallback } from 'react'

/** Everything that can be looked at has an address; these read and change its query part. */
export function useQueryPart(name: string): string | null {
  return useRouterState({ select: (s) => new URLSearchParams(s.location.searchStr).get(name) })
}

/**
 * Changes parts of the query and keeps the rest. Opening makes a step in the history, closing takes none, and neither
 * does what is still being typed.
 */
export function useSetQuery(): (changes: Record<string, string | null>, typing?: 'typing') => void {
  const { history } = useRouter()
  return useCallback(
    (changes, typing) => {
      const query = new URLSearchParams(history.location.search)
      let opens = false
      for (const [key, value] of Object.entries(changes)) {
        if (value === null) query.delete(key)
        else if (query.get(key) !== value) {
          query.set(key, value)
          opens = true
        }
      }
      const search = query.toString()
      const href = `${history.location.pathname}${search ? `?${search}` : ''}`
      if (href === history.location.href) return
      if (opens && !typing) history.push(href)
      else history.replace(href)
    },
    [history],
  )
}

/** Goes to a path of this application, query included. */
export function useGo(): (path: string) => void {
  const { history } = useRouter()
  return useCallback((path) => history.push(path), [history])
}

/** The case an address shows: by its path, or beside a list by its query. */
export function caseIn({ pathname, search }: { pathname: string; search: string }): string | undefined {
  const inPath = pathname.match(/^\/(?:my-next|cases)\/([^/]+)$/)?.[1]
  return inPath ?? (pathname.startsWith('/views') ? (new URLSearchParams(search).get('case') ?? undefined) : undefined)
}
