import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Case } from '../../../features/cases/contract.ts'
import { api } from '../../api.ts'
import { useMe } from '../../app/session.ts'
import { DateTimeField } from '../../ui/DateTimeField.tsx'
import { said } from '../../ui/said.ts'
import styles from '../conversations/Composer.module.css'
import { peopleQuery } from '../people/queries.ts'

export function TaskForm({ found, number }: { found: Case; number: string }) {
  const me = useMe()
  const cache = useQueryClient()
  const people = useQuery(peopleQuery).data?.items.filter((person) => !person.deactivatedAt) ?? [me]
  const [title, setTitle] = useState('')
  const [ownerId, setOwnerId] = useState(me.id)
  const [dueAt, setDueAt] = useState<string | null>(null)
  const [mandatory, setMandatory] = useState(false)
  const add = useMutation({
    mutationFn: () => api.tasks.addTask({ params: { id: found.id }, body: { title, ownerId, dueAt, mandatory } }),
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
        aria-label="What is to be done"
        placeholder="What is to be done"
        autoFocus
        value={title}
        onChange={(e) => setTitle(e.currentTarget.value)}
      />
      <div className={styles.fields}>
        <NativeSelect
          size="xs"
          aria-label="Owner"
          value={ownerId}
          onChange={(e) => setOwnerId(e.currentTarget.value)}
          data={people.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <DateTimeField size="xs" aria-label="Due" value={dueAt} onChange={setDueAt} />
        <Checkbox
          label={`Needed to leave ${found.stage.label}`}
          checked={mandatory}
          onChange={(e) => setMandatory(e.currentTarget.checked)}
        />
      </div>
      <div className={styles.foot}>
        <span className={styles.hint}>It stands in the plan of the case and in the owner’s My next.</span>
        <span className={styles.gap} />
        <Button type="submit" loading={add.isPending}>
          Add task
        </Button>
      </div>
    </form>
  )
}
