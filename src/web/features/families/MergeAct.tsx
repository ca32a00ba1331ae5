import { lazy, Suspense } from 'react'
import type { TimelineEntry } from '../../../features/cases/contract.ts'

const UndoLink = lazy(() => import('./UndoLink.tsx').then((m) => ({ default: m.UndoLink })))
const sides = ['case.merged', 'case.merged_in']

/** Beside the entry of a merge that still stands: the way to take it back. */
export function MergeAct({ entry, number }: { entry: TimelineEntry; number: string }) {
  if (!sides.includes(entry.name)) return null
  return (
    <Suspense fallback={null}>
      <UndoLink id={String(entry.content?.mergeId)} number={number} />
    </Suspense>
  )
}
