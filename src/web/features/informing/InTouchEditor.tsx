import type { CaseTypeDefinition } from '../../../features/casetypes/contract.ts'
import studio from '../../ui/studio.module.css'
import { HoursField } from '../casetypes/HoursField.tsx'
import styles from './informing.module.css'
import { LetterEditor } from './LetterEditor.tsx'

interface Props {
  definition: CaseTypeDefinition
  disabled: boolean
  onChange: (part: Partial<CaseTypeDefinition>) => void
}

const usualHours = 48

/** A word to the customer while nothing moves. */
export function InTouchEditor({ definition: { inTouch }, disabled, onChange }: Props) {
  return (
    <section aria-label="While nothing moves">
      <h2 className={studio.title}>While nothing moves</h2>
      <p className={studio.sub}>
        Sent in the hours of the team, in the name of whoever has the case. It stops no clock, and a case that waits for
        the customer gets none.
      </p>
      <LetterEditor
        label="Tell the customer now and then that they are not forgotten"
        usual="usualInTouch"
        stage=""
        letters={inTouch?.letters}
        disabled={disabled}
        onChange={(letters) =>
          onChange({ inTouch: letters ? { hours: inTouch?.hours ?? usualHours, letters } : undefined })
        }
      />
      {inTouch && (
        <p className={styles.hours}>
          after{' '}
          <HoursField
            label="Hours without a word from us"
            disabled={disabled}
            value={inTouch.hours}
            onChange={(hours) => hours && onChange({ inTouch: { ...inTouch, hours } })}
          />{' '}
          without a word from us
        </p>
      )}
    </section>
  )
}
