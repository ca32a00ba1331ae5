import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { refreshLists } from '../features/cases/views/refreshLists.ts'
import { leaveWhenSignedOut } from './session.ts'

/** What the server says has changed; the answer itself is read again through the API, by the reader's own rights. */
export interface LiveChange {
  kind: string
  id?: string
  caseId?: string
  number?: string
}

/** Which kinds of query a change makes old. `case` is narrowed to the case itself in `forget`. */
const touched: Record<string, string[]> = {
  case: [
    'my-next',
    'workload',
    'routing',
    'escalated',
    'sides',
    'cases',
    'views',
    'home',
    'waiting-letters',
    'governance',
    'account',
    'contact',
  ],
  account: ['account', 'accounts', 'contract', 'contracts', 'assets'],
  contact: ['contact', 'contacts', 'account'],
  people: ['people', 'workload', 'routing', 'leaves', 'teams', 'me', 'home', 'keys', 'audit'],
  settings: [
    'types',
    'products',
    'calendars',
    'policies',
    'routing',
    'escalation-rules',
    'escalation-levels',
    'organisation',
    'audit',
    'me',
    'setup',
    'mailboxes',
    'outgoing-mail',
  ],
  governance: ['governance', 'home'],
  mail: ['mailboxes', 'ledger'],
  notification: ['notifications'],
}
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
    const connect = () => {
      source = new EventSource('/api/v1/live')
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
  // A team closed or opened, or one's own rights changed: anything may be there now, or be gone.
  if (changes.some(({ kind }) => kind === 'sight' || kind === 'session')) return void cache.invalidateQueries()
  const kinds = new Set(changes.flatMap((change) => touched[change.kind] ?? []))
  const cases = changes.filter((change) => change.kind === 'case' || change.kind === 'presence')
  const changed = changes.flatMap(({ kind, id, caseId }) => (kind === 'case' ? (caseId ?? id ?? []) : []))
  if (changed.length > 0) void refreshLists(cache, changed)
  void cache.invalidateQueries({
    predicate: ({ queryKey: [kind, reference, part] }) => {
      if (kind !== 'case') return kinds.has(String(kind))
      return cases.some(
        (change) => isOf(cache, change, String(reference)) && (change.kind === 'case') === (part !== 'presence'),
      )
    },
  })
}

/** A screen knows its case by number, the change may tell only the id. */
function isOf(cache: QueryClient, change: LiveChange, reference: string): boolean {
  const id = change.caseId ?? change.id
  const known = cache.getQueryData<{ id: string }>(['case', reference, 'head'])
  return reference === change.number || reference === id || known?.id === id
}
