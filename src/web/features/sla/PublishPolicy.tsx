import { Radio } from '@mantine/core'
import type { FormEvent } from 'react'
import { Sheet, SheetForm } from '../../ui/Sheet.tsx'
import { EffectOnOpen } from './EffectOnOpen.tsx'
import styles from './policies.module.css'
import type { useEffectOnOpen } from './useEffectOnOpen.ts'

export type Reach = 'new_cases' | 'open_cases_too'

interface Props {
  title: string
  act: string
  /** What the draft changes, a sentence each; none for a new policy. */
  changes: readonly string[]
  reach: Reach
  onReach: (reach: Reach) => void
  counting: ReturnType<typeof useEffectOnOpen>
  problem: string | null
  pending: boolean
  onSubmit: (event: FormEvent) => void
  onClose: () => void
}

/** New cases only, or open ones too? Asked where it is decided, with what it would do. */
export function PublishPolicy({
  title,
  act,
  changes,
  reach,
  onReach,
  counting,
  problem,
  pending,
  onSubmit,
  onClose,
}: Props) {
  return (
    <Sheet title={title} onClose={onClose} size={560}>
      <SheetForm onSubmit={onSubmit} onCancel={onClose} problem={problem} pending={pending} act={act}>
        {changes.length > 0 && (
          <div data-wide>
            <Changes changes={changes} />
          </div>
        )}
        <Radio.Group
          data-wide
          label="Whom it reaches"
          value={reach}
          onChange={(next) => onReach(next as Reach)}
          classNames={{ root: styles.reach! }}
        >
          <Radio
            value="new_cases"
            label="New cases only"
            description="Cases that are open keep the version they were promised."
          />
          <Radio
            value="open_cases_too"
            label="Open cases too"
            description="Their due dates move, in batches behind this. One that is then over its target is breached from that instant, never back-dated."
          />
        </Radio.Group>
        <div data-wide>
          <h3>For open cases it would mean</h3>
          <EffectOnOpen effect={counting.effect} problem={counting.problem} onCountAll={counting.countAll} />
        </div>
      </SheetForm>
    </Sheet>
  )
}

/** What a draft changes of the version that holds. */
export function Changes({ changes }: { changes: readonly string[] }) {
  return (
    <section className={styles.changes} aria-label="What changes">
      <h2>What changes</h2>
      <ul>
        {changes.map((change) => (
          <li key={change}>{change}</li>
        ))}
      </ul>
    </section>
  )
}
