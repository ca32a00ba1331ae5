import { Button, Checkbox, MultiSelect, NativeSelect, NumberInput, Textarea } from '@mantine/core'
import type { ApprovalAsked } from '../../../features/casetypes/contract/approvals.ts'
import type { CaseTypeDefinition } from '../../../features/casetypes/contract.ts'
import { approverWords, roleWords } from '../../../features/casetypes/rules/approval-words.ts'
import { ApprovalWhen } from './ApprovalWhen.tsx'
import { approverOf, plainApprovers, valueOfApprover } from './approvals.ts'
import { HoursField } from './HoursField.tsx'
import styles from './types.module.css'

/** A team that goes by its name needs nobody's. */
const nobody: ReadonlyMap<string, string> = new Map()

type Named = { id: string; name: string }

interface Props {
  approval: ApprovalAsked
  definition: CaseTypeDefinition
  people: readonly Named[]
  teams: readonly Named[]
  /** Those of one's own. */
  roles: readonly Named[]
  disabled: boolean
  onChange: (approval: ApprovalAsked) => void
  onRemove: () => void
}

/** What is approved, in front of which gate, where, by whom, until when, and what follows from a no. */
export function ApprovalDetails({ approval, definition, people, teams, roles, disabled, onChange, onRemove }: Props) {
  const { stage, rejectTo, dueHours, when, ...plain } = approval
  const change = (part: { [Key in keyof ApprovalAsked]?: ApprovalAsked[Key] | undefined }) =>
    onChange(whole({ ...plain, stage, rejectTo, dueHours, when, ...part }))
  const path = definition.stages.filter(({ aside, status }) => !aside && (status === 'new' || status === 'open'))
  const staged = path.map(({ key, label }) => ({ value: key, label: label || 'a new stage' }))
  const list = { size: 'xs', disabled, comboboxProps: { withinPortal: false, shadow: 'none' } } as const
  const mode = typeof approval.mode === 'object' ? 'at_least' : approval.mode
  const [remind] = approval.remindHours
  return (
    <div className={styles.details}>
      <Textarea
        size="xs"
        label="What whoever decides reads"
        autosize
        minRows={2}
        disabled={disabled}
        maxLength={1000}
        value={approval.asks}
        onChange={(event) => change({ asks: event.currentTarget.value })}
      />
      <div className={styles.names}>
        <NativeSelect
          size="xs"
          label="Needed"
          disabled={disabled}
          value={stage ?? ''}
          data={[
            ...staged.map(({ value, label }) => ({ value, label: `to leave ${label}` })),
            { value: '', label: 'to resolve it' },
          ]}
          onChange={(event) => change({ stage: event.currentTarget.value || undefined })}
        />
        <MultiSelect
          {...list}
          label="Resolved as"
          placeholder={approval.codes.length ? '' : 'anything'}
          data={definition.closure.codes.map(({ key, label }) => ({ value: key, label: label || key }))}
          value={approval.codes}
          onChange={(codes) => change({ codes })}
        />
      </div>
      <ApprovalWhen
        definition={definition}
        when={when}
        disabled={disabled}
        onChange={(next) => change({ when: next })}
      />
      <MultiSelect
        {...list}
        label="Covers; changing one of them asks anew"
        placeholder={approval.fields.length ? '' : 'no field'}
        data={definition.fields.map(({ key, label }) => ({ value: key, label: label || key }))}
        value={approval.fields}
        onChange={(fields) => change({ fields })}
      />
      <MultiSelect
        {...list}
        label="Asked"
        searchable
        data={[
          {
            group: 'By what they are',
            items: [
              ...plainApprovers.map((who) => ({ value: who, label: approverWords({ who }, nobody) })),
              ...Object.entries(roleWords).map(([role, words]) => ({
                value: `role ${role}`,
                label: `the ${words} of its team`,
              })),
            ],
          },
          {
            group: 'Teams',
            items: [
              ...teams.map(({ id, name }) => ({ value: `team ${id}`, label: `the team ${name}` })),
              ...approval.approvers.flatMap((each) =>
                each.who === 'team_named' ? { value: valueOfApprover(each), label: approverWords(each, nobody) } : [],
              ),
            ],
          },
          {
            group: 'Roles of your own',
            items: roles.map(({ id, name }) => ({ value: `own_role ${id}`, label: `everybody with the role ${name}` })),
          },
          { group: 'People', items: people.map(({ id, name }) => ({ value: `person ${id}`, label: name })) },
        ]}
        value={approval.approvers.map(valueOfApprover)}
        onChange={(values) => values.length > 0 && change({ approvers: values.map(approverOf) })}
      />
      <div className={styles.names}>
        <NativeSelect
          size="xs"
          label="How many agree"
          disabled={disabled}
          value={mode}
          data={[
            { value: 'any', label: 'one is enough' },
            { value: 'all', label: 'all of them' },
            { value: 'at_least', label: 'so many of them' },
          ]}
          onChange={(event) => {
            const next = event.currentTarget.value
            change({ mode: next === 'at_least' ? { atLeast: 2 } : (next as 'any' | 'all') })
          }}
        />
        {typeof approval.mode === 'object' && (
          <NumberInput
            size="xs"
            label="How many"
            disabled={disabled}
            min={1}
            max={50}
            value={approval.mode.atLeast}
            onChange={(value) => change({ mode: { atLeast: Math.max(1, Number(value) || 1) } })}
          />
        )}
      </div>
      <Checkbox
        size="xs"
        label="One after the other, in the order in which they are named"
        disabled={disabled}
        checked={approval.inOrder}
        onChange={(event) => change({ inOrder: event.currentTarget.checked })}
      />
      <div className={styles.waits}>
        due within
        <HoursField
          label="Due within"
          disabled={disabled}
          value={dueHours}
          onChange={(hours) => change({ dueHours: hours })}
        />
        reminded after
        <HoursField
          label="Reminded after"
          placeholder="never"
          disabled={disabled}
          value={remind}
          onChange={(hours) => change({ remindHours: hours ? [hours, ...approval.remindHours.slice(1)] : [] })}
        />
      </div>
      <NativeSelect
        size="xs"
        label="A rejection"
        disabled={disabled}
        value={rejectTo ?? ''}
        data={[
          { value: '', label: 'leaves the case where it is' },
          ...staged.map(({ value, label }) => ({ value, label: `leads to ${label}` })),
        ]}
        onChange={(event) => change({ rejectTo: event.currentTarget.value || undefined })}
      />
      {!disabled && (
        <div className={styles.stageActs}>
          <Button size="compact-xs" variant="subtle" color="red" onClick={onRemove}>
            Remove
          </Button>
        </div>
      )}
    </div>
  )
}

type Drawn = { [Key in keyof ApprovalAsked]?: ApprovalAsked[Key] | undefined }

/** Without what says nothing. */
const whole = (drawn: Drawn): ApprovalAsked =>
  Object.fromEntries(Object.entries(drawn).filter(([, value]) => value !== undefined)) as ApprovalAsked
