import { MultiSelect, NativeSelect, Switch, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { StepChange, StepPeople, TargetStep } from '../../../features/sla/contract/steps.ts'
import type { Milestone } from '../../../features/sla/contract.ts'
import { Sheet, SheetForm } from '../../ui/Sheet.tsx'
import { peopleQuery, teamsQuery } from '../people/queries.ts'
import { metrics, priorities } from './metrics.ts'
import { actWords, clockWords, personWords, type StepLine, whenWords } from './stepLines.ts'
import styles from './steps.module.css'
import { emptyNumber, numberOf, numberText, type WhenKind, whenKinds, whenOf } from './stepWhen.ts'

interface Props {
  line: StepLine
  isNew: boolean
  milestones: readonly Milestone[]
  onClose: () => void
  /** Null takes it away. */
  onKeep: (line: StepLine | null) => void
}

const inSheet = { withinPortal: false, shadow: 'none' } as const
const fixed = ['owner', 'team_lead', 'team', 'watchers'] as const

/** One step: when, on which clocks, who is told, and what changes on the case; read as a sentence before it is kept. */
export function StepSheet({ line, isNew, milestones, onClose, onKeep }: Props) {
  const people = useQuery(peopleQuery).data?.items ?? []
  const teams = useQuery(teamsQuery).data?.items ?? []
  const names = new Map([...people, ...teams].map(({ id, name }) => [id, name]))
  const [kind, setKind] = useState<WhenKind>(() => whenKinds.find((each) => each.holds(line.step.when))!.kind)
  const [number, setNumber] = useState(() => numberText(line.step.when))
  const [step, setStep] = useState<TargetStep>(line.step)
  const [of, setOf] = useState(line.of)
  const [asBefore, setAsBefore] = useState(line.cells !== undefined)
  const [told, setTold] = useState(false)
  const when = whenOf(kind, numberOf(kind, number))
  const next: StepLine = {
    step: { ...step, when: when ?? step.when },
    of,
    ...(asBefore && line.cells && { cells: line.cells }),
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    // The sheet stands in the form of the policy, which is not to be sent by this.
    event.stopPropagation()
    if (!when || step.people.length === 0) setTold(true)
    else onKeep(next)
  }
  const change = (part: StepChange) =>
    setStep({
      ...step,
      change: Object.fromEntries(Object.entries({ ...step.change, ...part }).filter(([, value]) => value)),
    })
  return (
    <Sheet title={isNew ? 'New step' : 'Change the step'} onClose={onClose} size={560}>
      <SheetForm
        onSubmit={submit}
        onCancel={onClose}
        problem={null}
        pending={false}
        act={isNew ? 'Add it' : 'Keep it'}
        note={
          !isNew && (
            <button type="button" className={styles.remove} onClick={() => onKeep(null)}>
              Remove the step
            </button>
          )
        }
      >
        <p data-wide className={styles.preview}>
          <b>{whenWords(next.step.when, clockWords(next, milestones))}</b>
          {` ${actWords(next.step, names)}.`}
        </p>
        <NativeSelect
          label="When"
          data-autofocus
          value={kind}
          onChange={(event) => {
            setKind(event.currentTarget.value as WhenKind)
            setNumber(emptyNumber(event.currentTarget.value as WhenKind))
          }}
          data={whenKinds.map((each) => ({ value: each.kind, label: each.label }))}
        />
        <TextInput
          label={kind === 'share' ? 'Share of the target in %' : 'How long, such as 2 h or 30 m'}
          disabled={kind === 'breach'}
          value={kind === 'breach' ? '' : number}
          error={told && !when && 'Cannot be read'}
          onChange={(event) => setNumber(event.currentTarget.value)}
        />
        <MultiSelect
          label="Of which clocks"
          description="None chosen: of any clock"
          wrapperProps={{ 'data-wide': true }}
          comboboxProps={inSheet}
          searchable
          clearable
          value={of === 'any' ? [] : of}
          onChange={(list) => {
            setAsBefore(false)
            setOf(list.length === 0 ? 'any' : list)
          }}
          data={[
            ...metrics.map(({ metric, name }) => ({ value: metric, label: name })),
            ...milestones.map(({ key, name }) => ({ value: `milestone ${key}`, label: name })),
          ]}
        />
        <MultiSelect
          label="Tell"
          wrapperProps={{ 'data-wide': true }}
          comboboxProps={inSheet}
          searchable
          value={step.people.map(wordOf)}
          error={told && step.people.length === 0 && 'A step tells somebody'}
          onChange={(list) => setStep({ ...step, people: list.map(peopleOf) })}
          data={[
            ...fixed.map((who) => ({ value: who, label: personWords({ who }, names) })),
            ...teams.map(({ id, name }) => ({ value: `lead_of ${id}`, label: `the lead of ${name}` })),
            ...people.map(({ id, name }) => ({ value: `person ${id}`, label: name })),
          ]}
        />
        <Switch
          label="By mail too"
          checked={step.mail}
          onChange={(event) => setStep({ ...step, mail: event.currentTarget.checked })}
        />
        <NativeSelect
          label="It is"
          value={String(step.level)}
          onChange={(event) => setStep({ ...step, level: Number(event.currentTarget.value) })}
          data={Array.from({ length: 10 }, (_, level) => ({
            value: String(level),
            label: level === 0 ? 'a warning' : `an escalation, level ${level}`,
          }))}
        />
        <h3>What it changes on the case</h3>
        <NativeSelect
          label="Priority"
          description="Raised, never lowered"
          value={step.change.priority ?? ''}
          onChange={(event) => change({ priority: (event.currentTarget.value || undefined) as StepChange['priority'] })}
          data={[
            { value: '', label: 'stays' },
            ...priorities.slice(0, 3).map((each) => ({ value: each, label: `at least ${each}` })),
          ]}
        />
        <NativeSelect
          label="Team"
          description="The case goes to its queue"
          value={step.change.teamId ?? ''}
          onChange={(event) => change({ teamId: event.currentTarget.value || undefined })}
          data={[{ value: '', label: 'stays' }, ...teams.map(({ id, name }) => ({ value: id, label: name }))]}
        />
        <TextInput
          label="Tag"
          placeholder="none"
          value={step.change.tag ?? ''}
          onChange={(event) => change({ tag: event.currentTarget.value.trim().toLowerCase() || undefined })}
        />
      </SheetForm>
    </Sheet>
  )
}

const wordOf = (each: StepPeople): string =>
  each.who === 'person' ? `person ${each.personId}` : each.who === 'lead_of' ? `lead_of ${each.teamId}` : each.who

function peopleOf(value: string): StepPeople {
  const [who, id] = value.split(' ')
  if (who === 'person') return { who, personId: id! }
  if (who === 'lead_of') return { who, teamId: id! }
  return { who: who as (typeof fixed)[number] }
}
