import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useEffect, useState } from 'react'
import type { Case } from '../../../features/cases/contract.ts'
import type { PromiseKind } from '../../../features/tasks/contract/promises.ts'
import { api } from '../../api.ts'
import { useMe } from '../../app/session.ts'
import { onTypedToComposer } from '../../app/typedAhead.ts'
import { useQueryPart, useSetQuery } from '../../ui/address.ts'
import { useNow } from '../../ui/clock.ts'
import { DateTimeField } from '../../ui/DateTimeField.tsx'
import { said } from '../../ui/said.ts'
import styles from '../conversations/Composer.module.css'
import { peopleQuery } from '../people/queries.ts'
import { personChoices, takesWork } from '../people/standing.ts'
import { remindersWith } from './reminders.ts'

const keptBy: { value: PromiseKind; label: string }[] = [
  { value: 'call', label: 'A call keeps it' },
  { value: 'write', label: 'A reply keeps it' },
  { value: 'other', label: 'Ticked by hand' },
]

/** A task of the case; or, with a date, a promise to its customer. */
export function TaskForm({ found, number }: { found: Case; number: string }) {
  const me = useMe()
  const cache = useQueryClient()
  const now = useNow()
  const people = useQuery(peopleQuery).data?.items.filter(takesWork()) ?? [me]
  const [title, setTitle] = useState('')
  const [ownerId, setOwnerId] = useState(me.id)
  const [dueAt, setDueAt] = useState<string | null>(null)
  const [kind, setKind] = useState<PromiseKind>('call')
  const [needed, setNeeded] = useState<'' | 'stage' | 'resolve'>('')
  const [remind, setRemind] = useState('')
  useEffect(() => onTypedToComposer(['task', 'promise'], (typed) => setTitle((known) => known + typed)), [])
  const asPromise = useQueryPart('write') === 'promise'
  const setQuery = useSetQuery()
  const body = asPromise
    ? { title, ownerId, dueAt, promise: { kind, said: title } }
    : {
        title,
        ownerId,
        dueAt,
        mandatory: needed === 'stage',
        toResolve: needed === 'resolve',
        ...(remind && { remindHours: Number(remind) }),
      }
  const add = useMutation({
    mutationFn: () => api.tasks.addTask({ params: { id: found.id }, body }),
    onSuccess: () => {
      setTitle('')
      setDueAt(null)
      void cache.invalidateQueries({ queryKey: ['case', number] })
    },
    ...said,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (title.trim()) add.mutate()
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <TextInput
        aria-label={asPromise ? 'What the customer was promised' : 'What is to be done'}
        placeholder={asPromise ? 'What the customer was promised' : 'What is to be done'}
        autoFocus
        value={title}
        onChange={(e) => setTitle(e.currentTarget.value)}
      />
      <div className={styles.fields}>
        {people.length > 1 && (
          <NativeSelect
            size="xs"
            aria-label="Owner"
            value={ownerId}
            onChange={(e) => setOwnerId(e.currentTarget.value)}
            data={personChoices(people, now)}
          />
        )}
        <DateTimeField size="xs" aria-label="Due" value={dueAt} onChange={setDueAt} />
        {asPromise ? (
          <NativeSelect
            size="xs"
            aria-label="Kept by"
            value={kind}
            onChange={(e) => setKind(e.currentTarget.value as PromiseKind)}
            data={keptBy}
          />
        ) : (
          <NativeSelect
            size="xs"
            aria-label="Reminders"
            value={remind}
            onChange={(e) => setRemind(e.currentTarget.value)}
            data={remindersWith(undefined).map(({ value, label }) => ({
              value,
              label: value ? `Remind ${label}` : 'No reminder',
            }))}
          />
        )}
        {!asPromise && (
          <NativeSelect
            size="xs"
            aria-label="Needed"
            value={needed}
            onChange={(e) => setNeeded(e.currentTarget.value as typeof needed)}
            data={[
              { value: '', label: 'Not needed to go on' },
              { value: 'stage', label: `Needed to leave ${found.stage.label}` },
              { value: 'resolve', label: 'Needed to resolve it' },
            ]}
          />
        )}
        <Checkbox
          label="Promised to the customer"
          checked={asPromise}
          onChange={(e) => setQuery({ write: e.currentTarget.checked ? 'promise' : 'task' })}
        />
      </div>
      <div className={styles.foot}>
        <span className={styles.hint}>
          {asPromise
            ? 'Whoever keeps it is reminded two hours before. Not kept, the lead hears of it.'
            : 'It stands in the plan of the case and in the owner’s My next.'}
        </span>
        <span className={styles.gap} />
        <Button type="submit" loading={add.isPending} disabled={asPromise && !dueAt}>
          {asPromise ? 'Keep in view' : 'Add task'}
        </Button>
      </div>
    </form>
  )
}
