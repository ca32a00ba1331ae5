import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { refreshLists } from '../features/cases/views/refreshLists.ts'
import { leaveWhenSignedOut, meQuery } from './session.ts'
import { isTouched, type LiveChange } from './touched.ts'

const gatherMs = 120
/** A shorter break is mended before anybody needs to know. */
const patienceMs = 3_000
const reconnectMs = 5_000

/** One stream for the whole page: keeps what is shown true, and says whether it is connected. */
export function useLive(): boolean {
  const cache = useQueryClient()
  const [connected, setConnected] = useState(true)
  useEffect(() => {
    const waiting: LiveChange[] = []
    let source: EventSource | undefined
    let flushing: ReturnType<typeof setTimeout> | undefined
    let worrying: ReturnType<typeof setTimeout> | undefined
    let again: ReturnType<typeof setTimeout> | undefined
    let missed = false

    const flush = () => {
      flushing = undefined
      forget(cache, waiting.splice(0))
    }
    // What a screen shows was read after this; what changed before the stream is open is told once it is.
    const since = cache.getQueryData(meQuery.queryKey)?.serverTime
    const connect = () => {
      source = new EventSource(since && !missed ? `/api/v1/live?${new URLSearchParams({ since })}` : '/api/v1/live')
      source.addEventListener('change', (event) => {
        waiting.push(JSON.parse(event.data) as LiveChange)
        flushing ??= setTimeout(flush, gatherMs)
      })
      source.addEventListener('open', () => {
        clearTimeout(worrying)
        worrying = undefined
        setConnected(true)
        if (missed) void cache.invalidateQueries()
        missed = false
      })
      source.addEventListener('error', () => {
        missed = true
        worrying ??= setTimeout(() => setConnected(false), patienceMs)
        // Refused, not broken off: perhaps access has ended.
        if (source?.readyState !== EventSource.CLOSED) return
        again = setTimeout(connect, reconnectMs)
        void leaveWhenSignedOut()
      })
    }
    connect()
    return () => {
      source?.close()
      clearTimeout(flushing)
      clearTimeout(worrying)
      clearTimeout(again)
    }
  }, [cache])
  return connected
}

function forget(cache: QueryClient, changes: LiveChange[]) {
  const changed = changes.flatMap(({ kind, id, caseId }) => (kind === 'case' ? (caseId ?? id ?? []) : []))
  if (changed.length > 0) void refreshLists(cache, changed)
  const idOf = (reference: string) => cache.getQueryData<{ id: string }>(['case', reference, 'head'])?.id
  void cache.invalidateQueries({ predicate: ({ queryKey }) => isTouched(changes, queryKey, idOf) })
}
