import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import type { Milestone } from '../../../features/sla/contract.ts'
import studio from '../../ui/studio.module.css'
import { typesQuery } from '../people/queries.ts'
import { courseWords, pathNames } from './milestones.ts'
import styles from './steps.module.css'
import type { Matrix } from './targets.ts'

const MilestoneSheet = lazy(() => import('./MilestoneSheet.tsx').then((module) => ({ default: module.MilestoneSheet })))

interface Props {
  matrix: Matrix
  disabled: boolean
  onChange: (matrix: Matrix) => void
}

/** Clocks between two happenings on a case, a sentence each; a sequential one follows the one above it. */
export function MilestonesEditor({ matrix, disabled, onChange }: Props) {
  const [open, setOpen] = useState<number | 'new' | null>(null)
  const names = pathNames(useQuery(typesQuery).data?.items ?? [])
  const { milestones } = matrix
  const keep = (next: Milestone | null) => {
    const list =
      open === 'new'
        ? [...milestones, ...(next ? [next] : [])]
        : milestones.flatMap((each, at) => (at === open ? (next ?? []) : each))
    const keys = list.map(({ key }) => `milestone ${key}`)
    // What stood on clocks that are gone goes with them.
    const steps = matrix.steps.flatMap((line) => {
      if (line.of === 'any') return [line]
      const of = line.of.filter((clock) => !clock.startsWith('milestone ') || keys.includes(clock))
      return of.length > 0 ? [{ ...line, of }] : []
    })
    onChange({ ...matrix, milestones: list, steps })
    setOpen(null)
  }
  if (disabled && milestones.length === 0) return null
  return (
    <section aria-label="Milestones">
      <h2 className={studio.label}>
        Milestones <span>clocks between two happenings on a case</span>
      </h2>
      <ol className={styles.steps}>
        {milestones.map((each, at) => {
          const sentence = (
            <>
              <b>{each.name}</b> {courseWords(each, names)}.
            </>
          )
          return (
            <li key={each.key}>
              {disabled ? (
                <span>{sentence}</span>
              ) : (
                <button type="button" onClick={() => setOpen(at)}>
                  {sentence}
                </button>
              )}
            </li>
          )
        })}
      </ol>
      {!disabled && milestones.length < 20 && (
        <button type="button" className={studio.add} onClick={() => setOpen('new')}>
          Add a milestone
        </button>
      )}
      <Suspense>
        {open !== null && (
          <MilestoneSheet
            key={String(open)}
            milestone={open === 'new' ? null : (milestones[open] ?? null)}
            isFirst={open === 0 || milestones.length === 0}
            taken={milestones.map(({ key }) => key)}
            names={names}
            onClose={() => setOpen(null)}
            onKeep={keep}
          />
        )}
      </Suspense>
    </section>
  )
}
