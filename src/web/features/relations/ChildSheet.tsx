import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Case } from '../../../features/cases/contract.ts'
import { isAssignable } from '../../../features/people/rules.ts'
import { api } from '../../api.ts'
import { useNow } from '../../ui/clock.ts'
import { DateTimeField } from '../../ui/DateTimeField.tsx'
import { fieldProblems, wordsOf } from '../../ui/forms.ts'
import { Instant } from '../../ui/Instant.tsx'
import { Sheet, SheetForm } from '../../ui/Sheet.tsx'
import { useFamilyAct } from '../families/queries.ts'
import { peopleQuery, teamsQuery, typesQuery } from '../people/queries.ts'
import { personChoices } from '../people/standing.ts'
import { dueBeforeChild, limitOf } from './words.ts'

/** What another team is asked for, as a case of its own with owner, clocks and thread. */
export function ChildSheet({ found, onClose, onOpened }: { found: Case; onClose: () => void; onOpened: () => void }) {
  const [values, setValues] = useState({ subject: '', note: '', typeId: '', teamId: '', ownerId: '' })
  const now = useNow()
  // What is asked for is needed before the case itself is due.
  const [dueAt, setDueAt] = useState(() => limitOf(found, now))
  const change = (part: Partial<typeof values>) => setValues((known) => ({ ...known, ...part }))
  const types = useQuery(typesQuery).data?.items.filter((type) => !type.disabled) ?? []
  const teams = useQuery(teamsQuery).data?.items ?? []
  const people = (useQuery(peopleQuery).data?.items ?? []).filter(
    (person) =>
      !person.deactivatedAt &&
      isAssignable(person.role) &&
      (values.teamId === '' || person.teams.some(({ id }) => id === values.teamId)),
  )
  const open = useFamilyAct(() => {
    const { subject, ...more } = values
    const said = Object.fromEntries(Object.entries(more).filter(([, value]) => value.trim() !== ''))
    return api.relations.openChild({ params: { id: found.id }, body: { subject, ...said, ...(dueAt && { dueAt }) } })
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    open.mutate(undefined, { onSuccess: onOpened })
  }
  const told = fieldProblems(open.error) ?? {}
  const before = dueBeforeChild(found, dueAt)
  return (
    <Sheet title={`Ask another team, for ${found.number}`} onClose={onClose} size={640}>
      <SheetForm
        onSubmit={submit}
        onCancel={onClose}
        problem={open.error && !fieldProblems(open.error) ? wordsOf(open.error) : null}
        pending={open.isPending}
        disabled={values.subject.trim() === ''}
        act="Open the child case"
        note="The customer reads nothing of it"
      >
        <TextInput
          label="What is asked for"
          wrapperProps={{ 'data-wide': true }}
          required
          withAsterisk={false}
          maxLength={500}
          data-autofocus
          value={values.subject}
          error={told.subject}
          onChange={(event) => change({ subject: event.currentTarget.value })}
        />
        <NativeSelect
          label="Team"
          value={values.teamId}
          onChange={(event) => change({ teamId: event.currentTarget.value, ownerId: '' })}
          data={[
            { value: '', label: 'As its type says' },
            ...teams.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <NativeSelect
          label="Owner"
          value={values.ownerId}
          error={told.ownerId}
          onChange={(event) => change({ ownerId: event.currentTarget.value })}
          data={[{ value: '', label: 'Who has room' }, ...personChoices(people, now, 'somebody here')]}
        />
        <NativeSelect
          label="Type"
          value={values.typeId}
          onChange={(event) => change({ typeId: event.currentTarget.value })}
          data={[
            { value: '', label: 'By its words' },
            ...types.map(({ id, definition }) => ({ value: id, label: definition.name })),
          ]}
        />
        <DateTimeField label="Needed by" value={dueAt} onChange={setDueAt} />
        {before && (
          <p data-wide role="status">
            {found.number} itself is due <Instant at={before} as="dayAndTime" />, before this would be there.
          </p>
        )}
        <Textarea
          label="What they should know"
          description="An internal note on the child case."
          wrapperProps={{ 'data-wide': true }}
          autosize
          minRows={3}
          maxRows={10}
          value={values.note}
          onChange={(event) => change({ note: event.currentTarget.value })}
        />
      </SheetForm>
    </Sheet>
  )
}
