import { Textarea, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Stage } from '../../../features/casetypes/contract.ts'
import { keyFor } from '../../../features/casetypes/rules.ts'
import studio from '../../ui/studio.module.css'
import { isOver } from '../cases/words.ts'
import { LetterEditor } from '../informing/LetterEditor.tsx'
import { TaskEditor } from './TaskEditor.tsx'
import styles from './types.module.css'

interface Props {
  stage: Stage
  teams: { id: string; name: string }[]
  /** Where it stands, and leads to. */
  acts: ReactNode
  disabled: boolean
  onChange: (stage: Stage) => void
}

/** What a stage is called on both sides, and the work that comes with it. */
export function StageEditor({ stage, teams, acts, disabled, onChange }: Props) {
  const change = (part: Partial<Stage>) => onChange({ ...stage, ...part })
  const tasks = stage.tasks
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
        <ol className={styles.fields} data-tasks>
          {tasks.map((task, at) => (
            <TaskEditor
              key={task.key}
              task={task}
              at={at}
              before={tasks.slice(0, at)}
              teams={teams}
              disabled={disabled}
              onChange={(changed) => change({ tasks: tasks.map((each, place) => (place === at ? changed : each)) })}
              onRemove={() => change({ tasks: without(tasks, task.key) })}
            />
          ))}
        </ol>
      )}
      {disabled && tasks.length === 0 && <p className={studio.sub}>None.</p>}
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
      {stage.status !== 'new' && !isOver(stage.status) && (
        <LetterEditor
          label="Tell the customer when a case comes here"
          usual="usualStage"
          stage={stage.customerLabel}
          letters={stage.tells}
          disabled={disabled}
          onChange={(letters) => {
            const { tells: _, ...rest } = stage
            onChange(letters ? { ...rest, tells: letters } : rest)
          }}
        />
      )}
      {(!disabled || stage.guidance) && (
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
      )}
    </section>
  )
}

/** What waited for a task that is gone waits for it no longer. */
const without = (tasks: Stage['tasks'], key: string): Stage['tasks'] =>
  tasks
    .filter((task) => task.key !== key)
    .map((task) => (task.after ? { ...task, after: task.after.filter((each) => each !== key) } : task))
