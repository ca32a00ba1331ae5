import { useHotkeys } from '@mantine/hooks'
import type { Virtualizer } from '@tanstack/react-virtual'
import { useState } from 'react'
import type { CaseRow } from '../../../../features/cases/contract/case-row.ts'
import type { Entry } from './entries.ts'
import type { Picked } from './usePicked.ts'

interface Keys {
  entries: Entry[]
  virtual: Virtualizer<HTMLElement, Element>
  picked: Picked
  /** Opens as one moves; without it the link of the row takes the focus, and Enter opens it. */
  go: ((row: CaseRow) => void) | null
  from?: number
}

/** j and k move, x chooses, shift x chooses up to here. Answers where one stands. */
export function useListKeys({ entries, virtual, picked, go, from = -1 }: Keys): number {
  const [moved, setMoved] = useState(-1)
  const at = go ? from : moved
  const step = (by: number) => {
    const indexes = entries.flatMap((entry, index) => (entry.kind === 'case' && entry.at === at + by ? [index] : []))
    const index = indexes[0]
    const entry = index === undefined ? undefined : entries[index]
    if (index === undefined || entry?.kind !== 'case') return
    setMoved(entry.at)
    virtual.scrollToIndex(index)
    if (go) go(entry.row)
    // the row may have to be drawn first
    else requestAnimationFrame(() => requestAnimationFrame(() => focusRow(entry.row.id)))
  }
  useHotkeys([
    ['j', () => step(1)],
    ['k', () => step(-1)],
    ['x', () => picked.toggle(at)],
    ['shift+X', () => picked.toggle(at, true)],
  ])
  return at
}

const focusRow = (id: string) =>
  document.querySelector<HTMLElement>(`[data-case="${CSS.escape(id)}"] a`)?.focus({ preventScroll: true })
