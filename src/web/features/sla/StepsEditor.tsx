import { lazy, Suspense, useState } from 'react'
import studio from '../../ui/studio.module.css'
import { actWords, clockWords, freshKey, inOrder, type StepLine, whenWords } from './stepLines.ts'
import styles from './steps.module.css'
import type { Matrix } from './targets.ts'

const StepSheet = lazy(() => import('./StepSheet.tsx').then((module) => ({ default: module.StepSheet })))

interface Props {
  matrix: Matrix
  names: ReadonlyMap<string, string>
  disabled: boolean
  onChange: (matrix: Matrix) => void
}

/** Warnings and escalation levels, a sentence each; a click changes one. */
export function StepsEditor({ matrix, names, disabled, onChange }: Props) {
  const [open, setOpen] = useState<number | 'new' | null>(null)
  const { steps, milestones } = matrix
  const fresh: StepLine = {
    step: {
      key: freshKey(steps),
      level: 0,
      when: { kind: 'share', percent: 75 },
      people: [{ who: 'owner' }],
      mail: false,
      change: {},
    },
    of: 'any',
  }
  const line = open === 'new' ? fresh : open === null ? undefined : steps[open]
  const keep = (next: StepLine | null) => {
    const others = steps.filter((_, at) => at !== open)
    onChange({ ...matrix, steps: inOrder(next ? [...others, next] : others) })
    setOpen(null)
  }
  return (
    <section aria-label="Warnings and escalation">
      <h2 className={studio.label}>
        Warnings and escalation <span>each is taken once, and again where the due date moves behind it</span>
      </h2>
      {steps.length === 0 && <p className={styles.none}>Nobody is told when a promise is about to break, or broke.</p>}
      <ol className={styles.steps}>
        {steps.map((each, at) => {
          const sentence = (
            <>
              <b>{whenWords(each.step.when, clockWords(each, milestones))}</b>
              {` ${actWords(each.step, names)}.`}
              {each.step.level > 0 && <small>level {each.step.level}</small>}
            </>
          )
          return (
            <li key={`${each.step.key} ${at}`}>
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
      {!disabled && (
        <button type="button" className={studio.add} onClick={() => setOpen('new')}>
          Add a step
        </button>
      )}
      <Suspense>
        {line && (
          <StepSheet
            key={String(open)}
            line={line}
            isNew={open === 'new'}
            milestones={milestones}
            onClose={() => setOpen(null)}
            onKeep={keep}
          />
        )}
      </Suspense>
    </section>
  )
}
