import { ActionIcon, Button, Checkbox, MultiSelect, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Stage } from '../../../features/casetypes/contract.ts'
import { IconChevronDown } from '../../ui/icons.ts'
import { remindersWith } from '../tasks/reminders.ts'
import { HoursField } from './HoursField.tsx'
import styles from './types.module.css'

type Task = Stage['tasks'][number]

interface Props {
  task: Task
  at: number
  /** The tasks that stand before it: only for those it may wait. */
  before: readonly Task[]
  teams: readonly { id: string; name: string }[]
  disabled: boolean
  onChange: (task: Task) => void
  onRemove: () => void
}

/** One task of a stage: what, until when, by whom, after what, and what shows that it was done. */
export function TaskEditor({ task, at, before, teams, disabled, onChange, onRemove }: Props) {
  const [open, setOpen] = useState(!task.title)
  const called = task.title || `Task ${at + 1}`
  const { dueHours, remindHours, after, doneBy, evidence, ...plain } = task
  const change = (part: Partial<Task>) =>
    onChange(whole({ ...plain, dueHours, remindHours, after, doneBy, evidence, ...part }))
  return (
    <li data-open={open || undefined}>
      <div>
        <TextInput
          size="xs"
          aria-label={`Task ${at + 1}`}
          disabled={disabled}
          maxLength={200}
          value={task.title}
          error={!task.title.trim() && 'Needs a name'}
          onChange={(event) => change({ title: event.currentTarget.value })}
        />
        <Checkbox
          size="xs"
          label="required"
          aria-label={`${called} is required`}
          disabled={disabled}
          checked={task.mandatory}
          onChange={(event) => change({ mandatory: event.currentTarget.checked })}
        />
        <HoursField
          label={`${called} within`}
          disabled={disabled}
          value={dueHours}
          onChange={(hours) => change({ dueHours: hours })}
        />
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={`More of ${called}`}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <IconChevronDown size={16} stroke={1.7} />
        </ActionIcon>
      </div>
      {open && (
        <div className={styles.details}>
          <div className={styles.names}>
            <NativeSelect
              size="xs"
              label="Done by"
              disabled={disabled}
              value={doerValue(doneBy)}
              data={[
                { value: 'team', label: 'whoever of the team takes it' },
                { value: 'owner', label: 'the owner of the case' },
                { value: 'lead', label: 'the lead of the team' },
                ...teams.map(({ id, name }) => ({ value: id, label: `the team ${name}` })),
                ...(typeof doneBy === 'object' && 'teamNamed' in doneBy
                  ? [{ value: doerValue(doneBy), label: `${doneBy.teamNamed}, where there is such a team` }]
                  : []),
              ]}
              onChange={(event) => {
                const who = event.currentTarget.value
                if (who === doerValue(doneBy)) return
                change({ doneBy: who === 'team' || who === 'owner' || who === 'lead' ? who : { teamId: who } })
              }}
            />
            {before.length > 0 && (
              <MultiSelect
                size="xs"
                label="Begins after"
                placeholder={after?.length ? '' : 'nothing'}
                disabled={disabled}
                comboboxProps={{ withinPortal: false, shadow: 'none' }}
                data={before.map(({ key, title }, place) => ({ value: key, label: title || `Task ${place + 1}` }))}
                value={after ?? []}
                onChange={(keys) => change({ after: keys })}
              />
            )}
          </div>
          <Checkbox
            size="xs"
            label="Whoever ticks it says what shows that it was done"
            disabled={disabled}
            checked={evidence ?? false}
            onChange={(event) => change({ evidence: event.currentTarget.checked })}
          />
          <NativeSelect
            size="xs"
            label="Whoever does it is reminded"
            disabled={disabled}
            value={String(remindHours ?? '')}
            data={remindersWith(remindHours)}
            onChange={(event) => change({ remindHours: Number(event.currentTarget.value) || undefined })}
          />
          {!disabled && (
            <div className={styles.stageActs}>
              <Button size="compact-xs" variant="subtle" color="red" onClick={onRemove}>
                Remove
              </Button>
            </div>
          )}
        </div>
      )}
    </li>
  )
}

const doerValue = (doneBy: Task['doneBy']): string => {
  if (typeof doneBy !== 'object') return doneBy ?? 'team'
  return 'teamId' in doneBy ? doneBy.teamId : `named ${doneBy.teamNamed}`
}

type Drawn = { [Key in keyof Task]: Task[Key] | undefined } & Pick<Task, 'key' | 'title' | 'mandatory'>

/** Without what says nothing. */
const whole = ({ dueHours, remindHours, after, doneBy, evidence, ...task }: Drawn): Task => ({
  ...task,
  ...(dueHours !== undefined && { dueHours }),
  ...(remindHours !== undefined && { remindHours }),
  ...(after?.length && { after }),
  ...(doneBy !== undefined && doneBy !== 'team' && { doneBy }),
  ...(evidence && { evidence }),
})
