import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { z } from 'zod'
import type { Draft } from '../../../features/conversations/contract.ts'
import { api } from '../../api.ts'
import { queries } from '../../app/queries.ts'
import { serverNow } from '../../ui/clock.ts'
import { useBeforeLeaving } from '../../ui/useBeforeLeaving.ts'
import { isLatest, type Mirror, readMirror } from './mirror.ts'
import { draftsQuery } from './queries.ts'

export type DraftKind = z.infer<typeof Draft>['kind']
export type DraftContent = Record<string, unknown>
export type Keeping = { where: 'nowhere' } | { where: 'device' } | { where: 'server'; at: string }

const pauseMs = 600
const mirrorKey = (number: string, kind: DraftKind) => `caseward-draft ${number} ${kind}`

/**
 * What I am writing, kept at each key on this device and a breath later on the server; the copy on the device goes
 * once the server has it. So it survives reload, crash, sign-out and a lost connection.
 */
export function useDraft(number: string, kind: DraftKind) {
  const { data, isFetched } = useQuery(draftsQuery(number))
  const [keeping, setKeeping] = useState<Keeping>({ where: 'nowhere' })
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const waiting = useRef<DraftContent | null>(null)

  const found = data?.items.find((draft) => draft.kind === kind)
  // read once per opening: from then on what is on the screen is the truth
  const content = useMemo(
    () => (isFetched ? (latest(number, kind, found)?.content ?? found?.content ?? {}) : null),
    [isFetched, number, kind],
  )

  const flush = useCallback(async () => {
    clearTimeout(timer.current)
    const next = waiting.current
    if (!next) return
    waiting.current = null
    const empty = Object.keys(next).length === 0
    noteSent(number, kind, next)
    try {
      await api.conversations.saveDraft({ params: { id: number, kind }, body: { content: empty ? null : next } })
      if (!waiting.current) localStorage.removeItem(mirrorKey(number, kind))
      remember(number, kind, empty ? null : next)
      setKeeping(empty ? { where: 'nowhere' } : { where: 'server', at: savedAt(number, kind) })
    } catch {
      waiting.current ??= next
      timer.current = setTimeout(() => void flush(), 10 * pauseMs)
      setKeeping({ where: 'device' })
    }
  }, [number, kind])

  const save = useCallback(
    (next: DraftContent) => {
      mirror(number, kind, next)
      waiting.current = next
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void flush(), pauseMs)
    },
    [flush, number, kind],
  )
  const discard = useCallback(() => {
    waiting.current = {}
    localStorage.removeItem(mirrorKey(number, kind))
    void flush()
  }, [flush, number, kind])

  useEffect(() => {
    if (found && keeping.where === 'nowhere') setKeeping({ where: 'server', at: found.savedAt })
  }, [found, keeping.where])
  useEffect(() => {
    if (!isFetched) return
    const mine = latest(number, kind, found)
    if (mine) save(mine.content)
    else localStorage.removeItem(mirrorKey(number, kind))
    return () => void flush()
    // once per opening, like what is shown
  }, [isFetched, number, kind, save, flush])

  useBeforeLeaving(() => void flush())

  return { content, keeping, save, discard }
}

/** Puts a content back as the draft, for a reply that was taken back. */
export function restoreDraft(number: string, kind: DraftKind, content: DraftContent) {
  mirror(number, kind, content)
  remember(number, kind, content)
}

function mirror(number: string, kind: DraftKind, content: DraftContent) {
  const sent = mirrored(number, kind)?.sent ?? null
  store(number, kind, { content, at: serverNow().toISOString(), sent })
}

/** Should nobody say that it arrived, what the server has is known to come from here. */
function noteSent(number: string, kind: DraftKind, sent: DraftContent) {
  const known = mirrored(number, kind)
  if (known) store(number, kind, { ...known, sent })
}

function store(number: string, kind: DraftKind, kept: Mirror) {
  try {
    localStorage.setItem(mirrorKey(number, kind), JSON.stringify(kept))
  } catch {
    // a full or forbidden store: the server's copy follows in a moment
  }
}

function mirrored(number: string, kind: DraftKind): Mirror | null {
  try {
    return readMirror(localStorage.getItem(mirrorKey(number, kind)))
  } catch {
    return null
  }
}

/** The copy on this device, where it is what I wrote last. */
function latest(number: string, kind: DraftKind, found: z.infer<typeof Draft> | undefined): Mirror | null {
  const kept = mirrored(number, kind)
  return kept && isLatest(kept, found) ? kept : null
}

/** The next opening of the same case begins with what was kept last. */
function remember(number: string, kind: DraftKind, content: DraftContent | null) {
  queries.setQueryData(draftsQuery(number).queryKey, (known) => {
    const others = known?.items.filter((draft) => draft.kind !== kind) ?? []
    const at = serverNow().toISOString()
    return { items: content ? [...others, { kind, content, begunAt: at, savedAt: at }] : others }
  })
}

const savedAt = (number: string, kind: DraftKind): string =>
  queries.getQueryData(draftsQuery(number).queryKey)?.items.find((draft) => draft.kind === kind)?.savedAt ??
  serverNow().toISOString()
