import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useCallback, useRef, useState } from 'react'
import type { CaseRow } from '../../../../features/cases/contract/case-row.ts'
import type { Case } from '../../../../features/cases/contract.ts'
import { ApiProblem } from '../../../../platform/client.ts'
import { caseQuery } from '../queries.ts'
import { type BulkAct, type Outlook, outlookOf, type PreviewedAct, perform, revert, wordsOf } from './bulkActs.ts'
import { missingWords } from './moves.ts'

interface Refused {
  number: string
  because: string
}

export interface BulkRun {
  name: string
  total: number
  done: number
  changed: { before: CaseRow; after: Case }[]
  refused: Refused[]
  running: boolean
  undone: boolean
}

/** What an act would do, before it does anything. */
export interface BulkPreview {
  act: PreviewedAct
  name: string
  total: number
  looked: { found: Case; outlook: Outlook }[]
  unread: string[]
}

export interface Bulk {
  run: BulkRun | null
  preview: BulkPreview | null
  look: (act: PreviewedAct, rows: CaseRow[]) => Promise<void>
  go: () => Promise<void>
  start: (act: BulkAct, rows: CaseRow[]) => Promise<void>
  cancel: () => void
  undo: () => Promise<void>
  close: () => void
}

/** The same act on many cases, one after the other, each by its own rules; what was refused is told with its reason. */
export function useBulk(): Bulk {
  const [run, setRun] = useState<BulkRun | null>(null)
  const [preview, setPreview] = useState<BulkPreview | null>(null)
  const cache = useQueryClient()
  const stopped = useRef(false)
  const last = useRef<{ act: BulkAct; run: BulkRun } | null>(null)

  const each = useCallback(async (name: string, rows: CaseRow[], act: (row: CaseRow) => Promise<Case>) => {
    stopped.current = false
    let state: BulkRun = { name, total: rows.length, done: 0, changed: [], refused: [], running: true, undone: false }
    setRun(state)
    for (const row of rows) {
      if (stopped.current) break
      state = { ...state, done: state.done + 1, ...(await outcome(state, row, act)) }
      setRun(state)
    }
    state = { ...state, running: false }
    setRun(state)
    return state
  }, [])

  const start = useCallback(
    async (act: BulkAct, rows: CaseRow[]) => {
      last.current = { act, run: await each(wordsOf(act), rows, (row) => perform(act, row)) }
    },
    [each],
  )
  const look = useCallback(
    async (act: PreviewedAct, rows: CaseRow[]) => {
      stopped.current = false
      let state: BulkPreview = { act, name: wordsOf(act), total: rows.length, looked: [], unread: [] }
      setPreview(state)
      for (let at = 0; at < rows.length && !stopped.current; at += atOnce) {
        const read = await Promise.all(rows.slice(at, at + atOnce).map((row) => readAgain(cache, row)))
        const looked = read.flatMap(({ found }) => (found ? [{ found, outlook: outlookOf(act, found) }] : []))
        const unread = read.flatMap(({ found, row }) => (found ? [] : [row.number]))
        state = { ...state, looked: [...state.looked, ...looked], unread: [...state.unread, ...unread] }
        if (!stopped.current) setPreview(state)
      }
    },
    [cache],
  )
  const go = useCallback(async () => {
    if (!preview) return
    setPreview(null)
    const rows = preview.looked.filter(({ outlook }) => outlook.goes).map(({ found }) => found)
    await start(preview.act, rows)
  }, [preview, start])
  const undo = useCallback(async () => {
    if (!last.current) return
    const { act, run: before } = last.current
    last.current = null
    const previous = new Map(before.changed.map(({ before: row, after }) => [after.id, row]))
    const back = await each(
      'Undo',
      before.changed.map(({ after }) => after),
      (row) => revert(act, row, previous.get(row.id)!),
    )
    setRun({ ...back, undone: true })
  }, [each])
  const cancel = useCallback(() => {
    stopped.current = true
  }, [])
  const close = useCallback(() => {
    stopped.current = true
    setRun(null)
    setPreview(null)
  }, [])
  return { run, preview, look, go, start, cancel, undo, close }
}

async function outcome(state: BulkRun, row: CaseRow, act: (row: CaseRow) => Promise<Case>): Promise<Partial<BulkRun>> {
  try {
    return { changed: [...state.changed, { before: row, after: await act(row) }] }
  } catch (error) {
    return { refused: [...state.refused, { number: row.number, because: whyNot(error as Error) }] }
  }
}

/** So many cases are looked at together before anything is done. */
const atOnce = 6

async function readAgain(cache: QueryClient, row: CaseRow) {
  const found = await cache.fetchQuery({ ...caseQuery(row.number), staleTime: 0 }).catch(() => null)
  return { row, found }
}

function whyNot(error: Error): string {
  const missing = error instanceof ApiProblem ? (error.detail.missing as Parameters<typeof missingWords>[0]) : undefined
  return missing && missing.length > 0 ? missingWords(missing) : error.message
}
