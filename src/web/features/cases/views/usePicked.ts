import { useCallback, useMemo, useRef, useState } from 'react'
import type { CaseRow } from '../../../../features/cases/contract/case-row.ts'

export interface Picked {
  ids: ReadonlySet<string>
  rows: CaseRow[]
  toggle: (at: number, upTo?: boolean) => void
  all: () => void
  none: () => void
}

/** Which of the loaded cases are chosen. Up to: everything between the last one touched and this one. */
export function usePicked(loaded: CaseRow[]): Picked {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  const last = useRef(0)
  const toggle = useCallback(
    (at: number, upTo = false) => {
      const row = loaded[at]
      if (!row) return
      const from = upTo ? Math.min(last.current, at) : at
      const to = upTo ? Math.max(last.current, at) : at
      last.current = at
      setIds((before) => {
        const after = new Set(before)
        const choose = upTo || !before.has(row.id)
        for (const { id } of loaded.slice(from, to + 1)) {
          if (choose) after.add(id)
          else after.delete(id)
        }
        return after
      })
    },
    [loaded],
  )
  const all = useCallback(() => setIds(new Set(loaded.map(({ id }) => id))), [loaded])
  const none = useCallback(() => setIds(new Set()), [])
  const rows = useMemo(() => (ids.size === 0 ? [] : loaded.filter(({ id }) => ids.has(id))), [loaded, ids])
  return { ids, rows, toggle, all, none }
}
