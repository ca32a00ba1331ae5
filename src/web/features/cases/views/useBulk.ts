import { useCallback, useRef, useState } from 'react'
import type { CaseRow } from '../../../../features/cases/contract/case-row.ts'
import type { Case } from '../../../../features/cases/contract.ts'
import type { Priority } from '../../../../platform/shapes.ts'
import { api } from '../../../api.ts'

export type BulkAct =
  | { kind: 'assign'; ownerId: string; name: string }
  | { kind: 'priority'; priority: Priority }
  | { kind: 'tag'; tag: string }

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

export interface Bulk {
  run: BulkRun | null
  start: (act: BulkAct, rows: CaseRow[]) => Promise<void>
  cancel: () => void
  undo: () => Promise<void>
  close: () => void
}

/** The same act on many cases, one after the other, each by its own rules; what was refused is told with its reason. */
export function useBulk(): Bulk {
  const [run, setRun] = useState<BulkRun | null>(null)
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
  const close = useCallback(() => setRun(null), [])
  return { run, start, cancel, undo, close }
}

async function outcome(state: BulkRun, row: CaseRow, act: (row: CaseRow) => Promise<Case>): Promise<Partial<BulkRun>> {
  try {
    return { changed: [...state.changed, { before: row, after: await act(row) }] }
  } catch (error) {
    return { refused: [...state.refused, { number: row.number, because: (error as Error).message }] }
  }
}

function perform(act: BulkAct, { id, version, tags }: CaseRow): Promise<Case> {
  const params = { id }
  if (act.kind === 'assign') return api.cases.assignCase({ params, body: { version, ownerId: act.ownerId } })
  if (act.kind === 'priority') return api.cases.changeCase({ params, body: { version, priority: act.priority } })
  return api.cases.changeCase({ params, body: { version, tags: [...new Set([...tags, act.tag])] } })
}

/** A case that had no owner goes back to a queue, which routes it anew. */
function revert(act: BulkAct, { id, version }: CaseRow, before: CaseRow): Promise<Case> {
  const params = { id }
  if (act.kind === 'assign') {
    const back = before.owner
      ? { ownerId: before.owner.id }
      : { ownerId: null, ...(before.queue && { queueId: before.queue.id }) }
    return api.cases.assignCase({ params, body: { version, ...back } })
  }
  const fields = act.kind === 'priority' ? { priority: before.priority } : { tags: before.tags }
  return api.cases.changeCase({ params, body: { version, ...fields } })
}

function wordsOf(act: BulkAct): string {
  if (act.kind === 'assign') return `Assign to ${act.name}`
  return act.kind === 'priority' ? `Priority ${act.priority}` : `Tag “${act.tag}”`
}
