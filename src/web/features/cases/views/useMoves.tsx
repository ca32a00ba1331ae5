import { notifications } from '@mantine/notifications'
import { type InfiniteData, useQueryClient } from '@tanstack/react-query'
import { useCallback, useRef, useState } from 'react'
import type { CaseRow, Requirement } from '../../../../features/cases/contract/case-row.ts'
import type { Case } from '../../../../features/cases/contract.ts'
import { ApiProblem } from '../../../../platform/client.ts'
import { api } from '../../../api.ts'
import { useGo } from '../../../ui/address.ts'
import { NoticeAct } from '../../../ui/NoticeAct.tsx'
import { caseQuery, myNextQuery } from '../queries.ts'
import type { BoardColumn } from './boardColumns.ts'
import { missingWords, type Way, wayTo } from './moves.ts'
import { listKey } from './queries.ts'

type Pages = InfiniteData<{ items: CaseRow[]; nextCursor: string | null }>

export interface Lifted {
  row: CaseRow
  /** The case as the server has it, with its gates; null until it answers. */
  found: Case | null
  /** The column chosen by key; null while the mouse moves it. */
  aim: string | null
}

export interface Moves {
  lifted: Lifted | null
  /** What dropping on a column would do; null while that is not known. */
  wayOf: (column: BoardColumn) => Way | null
  lift: (row: CaseRow, aim?: string) => void
  aimAt: (column: string) => void
  release: () => void
  drop: (column: BoardColumn, row?: CaseRow) => Promise<void>
  undo: () => Promise<void>
}

/** Moving cases between columns: each through its own gate, shown at once, told in words, and taken back with one key. */
export function useMoves(columns: BoardColumn[]): Moves {
  const cache = useQueryClient()
  const go = useGo()
  const [lifted, setLifted] = useState<Lifted | null>(null)
  const lastMoved = useRef<{ id: string; number: string; from: string } | null>(null)

  const read = useCallback((number: string) => cache.fetchQuery({ ...caseQuery(number), staleTime: 0 }), [cache])
  const lift = useCallback(
    (row: CaseRow, aim: string | null = null) => {
      setLifted({ row, found: null, aim })
      const known = (found: Case) => setLifted((now) => (now?.row.id === row.id ? { ...now, found } : now))
      read(row.number).then(known, () => {})
    },
    [read],
  )
  const aimAt = useCallback((aim: string) => setLifted((now) => now && { ...now, aim }), [])
  const release = useCallback(() => setLifted(null), [])
  const again = useCallback(() => {
    for (const queryKey of [['case-list'], ['views', 'count'], myNextQuery.queryKey])
      void cache.invalidateQueries({ queryKey })
  }, [cache])

  const undo = useCallback(async () => {
    const moved = lastMoved.current
    if (!moved) return
    lastMoved.current = null
    try {
      await api.cases.undoTransition({ params: { id: moved.id } })
      notifications.show({ message: `${moved.number} is back in ${moved.from}` })
    } catch (error) {
      notifications.show({
        title: `${moved.number} was not moved back`,
        message: (error as Error).message,
        color: 'red',
      })
    }
    void cache.invalidateQueries({ queryKey: ['case', moved.number] })
    again()
  }, [cache, again])

  const drop = async (column: BoardColumn, dropped?: CaseRow) => {
    const row = dropped ?? lifted?.row
    if (!row) return
    const found = (lifted?.row.id === row.id ? lifted.found : null) ?? (await read(row.number).catch(() => null))
    setLifted(null)
    const stays = (because: string) =>
      notifications.show({
        title: `${row.number} stays in ${row.stage.label}`,
        message: (
          <NoticeAct act="See its gate" onAct={() => go(`/cases/${row.number}?why=stage`)}>
            {column.title}: {because}.
          </NoticeAct>
        ),
        color: 'yellow',
        autoClose: 12_000,
      })
    if (!found) return void stays('the server did not answer')
    const way = wayTo(found, column.target)
    if (way.kind === 'closed') return void stays(way.because)
    if (way.kind === 'resolve') return go(`/cases/${row.number}?sheet=close`)
    if (way.kind === 'stay') return
    const takeBack = showAs(cache, columns, row, column)
    try {
      const body = { version: found.version, stage: way.stage }
      const moved = await api.cases.transitionCase({ params: { id: row.id }, body })
      cache.setQueryData(caseQuery(row.number).queryKey, moved)
      lastMoved.current = { id: row.id, number: row.number, from: found.stage.label }
      notifications.show({
        title: `${row.number} moved to ${way.label}`,
        message: (
          <NoticeAct act="Undo" hint="z" onAct={() => void undo()}>
            {moved.nextStep?.text ? `Next: ${moved.nextStep.text}.` : ''}
          </NoticeAct>
        ),
      })
    } catch (error) {
      takeBack()
      stays(refusalWords(error as Error))
    }
    again()
  }
  const wayOf = (column: BoardColumn) => (lifted?.found ? wayTo(lifted.found, column.target) : null)
  return { lifted, wayOf, lift, aimAt, release, drop, undo }
}

/** Shows the row in its new column before the server has answered; what it returns puts everything back. */
function showAs(
  cache: ReturnType<typeof useQueryClient>,
  columns: BoardColumn[],
  row: CaseRow,
  to: BoardColumn,
): () => void {
  const before = columns.flatMap(({ filter }) => {
    if (!filter) return []
    const key = listKey(filter)
    const pages = cache.getQueryData<Pages>(key)
    return pages ? [[key, pages] as const] : []
  })
  const target = to.target
  const moved: CaseRow =
    target.kind === 'risk'
      ? row
      : target.kind === 'status'
        ? { ...row, status: target.status }
        : { ...row, stage: { ...row.stage, key: target.key, label: to.title } }
  for (const column of columns) {
    if (!column.filter) continue
    cache.setQueryData<Pages>(listKey(column.filter), (now) => {
      if (!now) return now
      const pages = now.pages.map((page) => ({ ...page, items: page.items.filter(({ id }) => id !== row.id) }))
      const [first, ...rest] = pages
      if (column.key !== to.key || !first) return { ...now, pages }
      return { ...now, pages: [{ ...first, items: [moved, ...first.items] }, ...rest] }
    })
  }
  return () => {
    for (const [key, pages] of before) cache.setQueryData(key, pages)
  }
}

function refusalWords(error: Error): string {
  if (!(error instanceof ApiProblem)) return error.message
  const { missing, because } = error.detail as { missing?: Requirement[]; because?: string }
  if (missing && missing.length > 0) return missingWords(missing)
  return because ?? error.message.replace(/\.$/, '')
}
