import { Checkbox, MultiSelect } from '@mantine/core'
import type { CaseTypeDefinition } from '../../../features/casetypes/contract.ts'
import studio from '../../ui/studio.module.css'
import { Lines } from './Lines.tsx'
import styles from './types.module.css'

interface Props {
  definition: CaseTypeDefinition
  disabled: boolean
  onChange: (part: Partial<CaseTypeDefinition>) => void
}

/** What must be there before a case of this type may be resolved. */
export function ClosureEditor({ definition, disabled, onChange }: Props) {
  const { closure } = definition
  const change = (part: Partial<CaseTypeDefinition['closure']>) => onChange({ closure: { ...closure, ...part } })
  return (
    <section aria-label="Closing">
      <h2 className={studio.title}>To resolve it</h2>
      <p className={studio.sub}>A summary that the customer reads is always required, and one of these codes.</p>
      <Lines
        name="Code"
        disabled={disabled}
        lines={closure.codes.map(({ key, label }) => ({ key, text: label }))}
        onChange={(lines) =>
          change({
            codes: lines.map(({ key, text }) => ({
              ...closure.codes.find((code) => code.key === key),
              key,
              label: text,
            })),
          })
        }
      />
      <MultiSelect
        mt={10}
        size="xs"
        label="Ends it wherever it stands"
        description="What the path still asks for is not needed then: withdrawn, known already"
        placeholder={closure.codes.some(({ endsEarly }) => endsEarly) ? '' : 'none of them'}
        disabled={disabled}
        comboboxProps={{ withinPortal: false, shadow: 'none' }}
        data={closure.codes.filter(({ label }) => label.trim()).map(({ key, label }) => ({ value: key, label }))}
        value={closure.codes.filter(({ endsEarly }) => endsEarly).map(({ key }) => key)}
        onChange={(early) =>
          change({
            codes: closure.codes.map(({ key, label }) => ({
              key,
              label,
              ...(early.includes(key) && { endsEarly: true }),
            })),
          })
        }
      />
      <h3 className={styles.label}>
        Checklist <span>ticked on the closure sheet</span>
      </h3>
      <Lines
        name="Check"
        disabled={disabled}
        lines={closure.checklist.map(({ key, title }) => ({ key, text: title }))}
        onChange={(lines) =>
          change({
            checklist: lines.map(({ key, text }) => ({
              key,
              title: text,
              mandatory: closure.checklist.find((item) => item.key === key)?.mandatory ?? true,
            })),
          })
        }
      />
      <div className={styles.switches}>
        <Checkbox
          label="A root cause is required"
          disabled={disabled}
          checked={closure.rootCauseRequired}
          onChange={(event) => change({ rootCauseRequired: event.currentTarget.checked })}
        />
        <Checkbox
          label="The customer is asked to confirm"
          description={`Silence closes it after ${definition.confirmationDays} days`}
          disabled={disabled}
          checked={closure.askCustomer}
          onChange={(event) => change({ askCustomer: event.currentTarget.checked })}
        />
      </div>
    </section>
  )
}
