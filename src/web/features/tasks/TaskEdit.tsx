import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { Task } from '../../../features/tasks/contract.ts'
import { api } from '../../api.ts'
import { useNow } from '../../ui/clock.ts'
import { DateTimeField } from '../../ui/DateTimeField.tsx'
import { exact } from '../../ui/time.ts'
import { useRecordForm } from '../../ui/useRecordForm.tsx'
import { peopleQuery, teamsQuery } from '../people/queries.ts'
import { personChoices, takesWork } from '../people/standing.ts'
import styles from './taskEdit.module.css'

interface Props {
  task: Task
  onDone: () => void
}

const ownerOfCase = { value: '', label: 'whoever has the case' }

/** What an open task is, whose, until when and what is noted with it; changed where it stands. */
export function TaskEdit({ task, onDone }: Props) {
  const cache = useQueryClient()
  const now = useNow()
  const people = useQuery(peopleQuery).data?.items.filter(takesWork(task.owner?.id)) ?? []
  const teams = useQuery(teamsQuery).data?.items ?? []
  const doers = [
    ownerOfCase,
    ...personChoices(people, now),
    ...teams.map(({ id, name }) => ({ value: id, label: `${name}, whoever takes it` })),
  ]
  const given = (doer: string) => {
    if (people.some(({ id }) => id === doer)) return { ownerId: doer }
    return { ownerId: null, teamId: doer || null }
  }
  const { form, submit, pending, problem, conflict } = useRecordForm({
    what: 'The task',
    record: task,
    valuesOf: (of: Task | null) => ({
      title: of?.title ?? '',
      doer: of?.owner?.id ?? of?.team?.id ?? '',
      dueAt: of?.dueAt ?? null,
      evidence: of?.evidence ?? '',
    }),
    bodyOf: (values) => ({ ...values, evidence: values.evidence.trim() || null }),
    labels: { title: 'What is to be done', doer: 'Whose', dueAt: 'Due', evidence: 'Note' },
    words: {
      doer: (id) => doers.find(({ value }) => value === id)?.label ?? 'somebody else',
      dueAt: (at) => (at ? exact(new Date(at)) : 'no date'),
    },
    validate: {
      title: (title) => (title.trim() ? null : 'Say what is to be done'),
      dueAt: (at) => (task.promise && !at ? 'A promise has a date' : null),
    },
    change: (record, { doer, ...body }) =>
      api.tasks.changeTask({ params: { id: record.id }, body: { ...body, ...(doer !== undefined && given(doer)) } }),
    onSaved: () => {
      for (const kind of ['case', 'team-tasks', 'my-next']) void cache.invalidateQueries({ queryKey: [kind] })
      onDone()
    },
  })
  const ofType = task.key !== null
  const box = useRef<HTMLFormElement>(null)
  useEffect(() => box.current?.scrollIntoView({ block: 'nearest' }), [])
  return (
    <>
      <form
        ref={box}
        data-changing
        className={styles.edit}
        aria-label={`Change ${task.title}`}
        onSubmit={submit}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.stopPropagation()
          onDone()
        }}
      >
        {!ofType && (
          <TextInput size="xs" label="What is to be done" autoFocus maxLength={300} {...form.getInputProps('title')} />
        )}
        <div className={styles.pair}>
          <NativeSelect size="xs" label="Whose" autoFocus={ofType} data={doers} {...form.getInputProps('doer')} />
          <DateTimeField
            size="xs"
            label="Due"
            value={form.getValues().dueAt}
            onChange={(dueAt) => form.setFieldValue('dueAt', dueAt)}
            error={form.errors.dueAt}
          />
        </div>
        <TextInput
          size="xs"
          label="Note"
          placeholder={task.evidenceRequired ? 'What shows that it was done' : 'Where it stands, or what shows it'}
          maxLength={1000}
          {...form.getInputProps('evidence')}
        />
        <footer className={styles.foot}>
          <span data-problem={problem !== null || undefined}>
            {problem ?? (ofType ? 'Its name is that of its type.' : '')}
          </span>
          <Button size="compact-sm" variant="default" onClick={onDone}>
            Leave it
          </Button>
          <Button size="compact-sm" type="submit" loading={pending}>
            Keep
          </Button>
        </footer>
      </form>
      {conflict}
    </>
  )
}
