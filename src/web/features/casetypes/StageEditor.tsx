import { Checkbox, CloseButton, Textarea, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Stage } from '../../../features/casetypes/contract.ts'
import { keyFor } from '../../../features/casetypes/rules.ts'
import studio from '../../ui/studio.module.css'
import table from '../../ui/table.module.css'
import { HoursField } from './HoursField.tsx'
import styles from './types.module.css'

interface Props {
  stage: Stage
  /** Where it stands, and leads to. */
  acts: ReactNode
  disabled: boolean
  onChange: (stage: Stage) => void
}

/** What a stage is called on both sides, and the work that comes with it. */
export function StageEditor({ stage, acts, disabled, onChange }: Props) {
  const change = (part: Partial<Stage>) => onChange({ ...stage, ...part })
  const tasks = stage.tasks
  const changeTask = (at: number, part: Partial<Stage['tasks'][number]>) =>
    change({ tasks: tasks.map((task, place) => (place === at ? { ...task, ...part } : task)) })
  return (
    <section aria-label={`Stage ${stage.label || 'new'}`}>
      <div className={styles.names}>
        <TextInput
          label="Stage"
          disabled={disabled}
          maxLength={60}
          value={stage.label}
          onChange={(event) => change({ label: event.currentTarget.value })}
        />
        <TextInput
          label="The customer reads"
          disabled={disabled}
          maxLength={80}
          classNames={{ input: styles.letter! }}
          value={stage.customerLabel}
          onChange={(event) => change({ customerLabel: event.currentTarget.value })}
        />
      </div>
      {acts}
      <h2 className={styles.label}>
        Tasks that come with it <span>the required ones must be finished before the case goes on</span>
      </h2>
      {tasks.length > 0 && (
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">Task</th>
              <th scope="col">Required</th>
              <th scope="col">Within</th>
              <th scope="col">
                <span className={styles.hidden}>Remove</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {tasks.map((task, at) => (
              <tr key={task.key}>
                <td>
                  <TextInput
                    size="xs"
                    aria-label={`Task ${at + 1}`}
                    disabled={disabled}
                    maxLength={200}
                    value={task.title}
                    onChange={(event) => changeTask(at, { title: event.currentTarget.value })}
                  />
                </td>
                <td>
                  <Checkbox
                    aria-label={`${task.title || `Task ${at + 1}`} is required`}
                    disabled={disabled}
                    checked={task.mandatory}
                    onChange={(event) => changeTask(at, { mandatory: event.currentTarget.checked })}
                  />
                </td>
                <td>
                  <HoursField
                    label={`${task.title || `Task ${at + 1}`} within`}
                    disabled={disabled}
                    value={task.dueHours}
                    onChange={(dueHours) => {
                      const { dueHours: _, ...rest } = task
                      change({
                        tasks: tasks.map((each, place) =>
                          place === at ? { ...rest, ...(dueHours !== undefined && { dueHours }) } : each,
                        ),
                      })
                    }}
                  />
                </td>
                <td data-right>
                  {!disabled && (
                    <CloseButton
                      size="sm"
                      aria-label={`Remove ${task.title || `task ${at + 1}`}`}
                      onClick={() => change({ tasks: tasks.filter((_, place) => place !== at) })}
                    />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {!disabled && (
        <button
          type="button"
          className={studio.add}
          onClick={() => {
            const key = keyFor(
              `task ${stage.key}`,
              tasks.map((task) => task.key),
            )
            change({ tasks: [...tasks, { key, title: '', mandatory: true }] })
          }}
        >
          Add a task
        </button>
      )}
      <Textarea
        mt={16}
        label="Guidance for whoever works it"
        disabled={disabled}
        autosize
        minRows={2}
        maxLength={2000}
        value={stage.guidance ?? ''}
        onChange={(event) => {
          const { guidance: _, ...rest } = stage
          const text = event.currentTarget.value
          onChange(text ? { ...rest, guidance: text } : rest)
        }}
      />
    </section>
  )
}
