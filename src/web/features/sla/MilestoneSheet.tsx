import { MultiSelect, NativeSelect, Select, Switch, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { MilestoneCondition } from '../../../features/sla/contract/milestones.ts'
import type { Milestone, Target } from '../../../features/sla/contract.ts'
import { Sheet, SheetForm } from '../../ui/Sheet.tsx'
import { priorities } from './metrics.ts'
import {
  conditionKinds,
  courseWords,
  type MilestoneValues,
  milestoneOf,
  type PathNames,
  problemsOf,
  valuesOf,
} from './milestones.ts'
import styles from './steps.module.css'

interface Props {
  milestone: Milestone | null
  isFirst: boolean
  taken: readonly string[]
  names: PathNames
  onClose: () => void
  /** Null takes it away. */
  onKeep: (milestone: Milestone | null) => void
}

/** What a milestone is called, between which two happenings it runs, and how long that may take. */
export function MilestoneSheet({ milestone, isFirst, taken, names, onClose, onKeep }: Props) {
  const [values, setValues] = useState(() => valuesOf(milestone))
  const [told, setTold] = useState(false)
  const change = (part: Partial<MilestoneValues>) => setValues({ ...values, ...part })
  const problems = problemsOf(values)
  const shown = told ? problems : {}
  const submit = (event: FormEvent) => {
    event.preventDefault()
    // The sheet stands in the form of the policy, which is not to be sent by this.
    event.stopPropagation()
    if (Object.keys(problems).length > 0) setTold(true)
    else onKeep(milestoneOf(values, milestone, taken))
  }
  return (
    <Sheet title={milestone?.name ?? 'New milestone'} onClose={onClose} size={600}>
      <SheetForm
        onSubmit={submit}
        onCancel={onClose}
        problem={null}
        pending={false}
        act={milestone ? 'Keep it' : 'Add it'}
        note={
          milestone && (
            <button type="button" className={styles.remove} onClick={() => onKeep(null)}>
              Remove the milestone
            </button>
          )
        }
      >
        {Object.keys(problems).length === 0 && (
          <p data-wide className={styles.preview}>
            <b>{values.name}</b> {courseWords(milestoneOf(values, milestone, taken), names)}.
          </p>
        )}
        <TextInput
          label="Name"
          data-autofocus
          wrapperProps={{ 'data-wide': true }}
          maxLength={80}
          value={values.name}
          error={shown.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <Happening
          label="Begins when"
          kind={values.startsKind}
          name={values.startsName}
          error={shown.startsName}
          names={names}
          onChange={(startsKind, startsName) => change({ startsKind, startsName })}
        />
        <Happening
          label="Is reached when"
          kind={values.completesKind}
          name={values.completesName}
          error={shown.completesName}
          names={names}
          onChange={(completesKind, completesName) => change({ completesKind, completesName })}
        />
        {!isFirst && (
          <Switch
            wrapperProps={{ 'data-wide': true }}
            label="Begins no sooner than the milestone above it is due"
            checked={values.sequential}
            onChange={(event) => change({ sequential: event.currentTarget.checked })}
          />
        )}
        <h3>How long it may take</h3>
        <div data-wide className={styles.targets}>
          {priorities.map((priority) => (
            <TextInput
              key={priority}
              label={priority}
              placeholder="none"
              value={values.times[priority] ?? ''}
              error={Boolean(shown.times)}
              onChange={(event) => change({ times: { ...values.times, [priority]: event.currentTarget.value } })}
            />
          ))}
        </div>
        {shown.times && (
          <p data-wide role="alert">
            {shown.times}
          </p>
        )}
        <NativeSelect
          label="Counts"
          value={values.time}
          onChange={(event) => change({ time: event.currentTarget.value as Target['time'] })}
          data={[
            { value: 'business', label: 'business time' },
            { value: 'calendar', label: 'day and night' },
          ]}
        />
        <MultiSelect
          label="Pauses while the case"
          placeholder={values.pausesIn.length === 0 ? 'never' : ''}
          comboboxProps={{ withinPortal: false, shadow: 'none' }}
          value={values.pausesIn}
          onChange={(list) => change({ pausesIn: list as Target['pausesIn'] })}
          data={[
            { value: 'pending', label: 'waits for the customer' },
            { value: 'on_hold', label: 'waits for others' },
          ]}
        />
      </SheetForm>
    </Sheet>
  )
}

interface HappeningProps {
  label: string
  kind: MilestoneCondition['kind']
  name: string
  error: string | undefined
  names: PathNames
  onChange: (kind: MilestoneCondition['kind'], name: string) => void
}

function Happening({ label, kind, name, error, names, onChange }: HappeningProps) {
  const known = kind === 'task_done' ? names.tasks : names.stages
  const offered = new Map(name ? [[name, known.get(name) ?? name], ...known] : known)
  return (
    <>
      <NativeSelect
        label={label}
        value={kind}
        onChange={(event) => onChange(event.currentTarget.value as MilestoneCondition['kind'], '')}
        data={conditionKinds.map((each) => ({ value: each.kind, label: each.label }))}
      />
      {kind === 'tag_set' ? (
        <TextInput
          label="Which tag"
          value={name}
          error={error}
          onChange={(event) => onChange(kind, event.currentTarget.value.trim().toLowerCase())}
        />
      ) : kind === 'opened' || kind === 'approval_given' ? (
        <span />
      ) : (
        <Select
          label={kind === 'task_done' ? 'Which task' : 'Which stage'}
          searchable
          comboboxProps={{ withinPortal: false, shadow: 'none' }}
          value={name || null}
          error={error}
          onChange={(value) => onChange(kind, String(value ?? ''))}
          data={[...offered].map(([value, label]) => ({ value, label }))}
        />
      )}
    </>
  )
}
