import { Button, Checkbox, NativeSelect, SegmentedControl, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Person } from '../../../features/people/contract/person.ts'
import { api } from '../../api.ts'
import { useMe } from '../../app/session.ts'
import { useQueryPart, useSetQuery } from '../../ui/address.ts'
import { orNull } from '../../ui/forms.ts'
import { Sheet, SheetForm } from '../../ui/Sheet.tsx'
import { said } from '../../ui/said.ts'
import { useRecordForm } from '../../ui/useRecordForm.tsx'
import { zones } from '../../ui/zones.ts'
import { Availability } from './Availability.tsx'
import { LookAs } from './LookAs.tsx'
import { managersFor } from './managers.ts'
import { OpenInvitation } from './OpenInvitation.tsx'
import { PersonAbsence } from './PersonAbsence.tsx'
import { PersonSkills } from './PersonSkills.tsx'
import styles from './people.module.css'
import { everybodyQuery, rolesQuery } from './queries.ts'
import { choicesOf, refOf } from './roles.ts'

const labels = {
  name: 'Name',
  email: 'E-mail',
  role: 'Role',
  title: 'Title',
  managerId: 'Manager',
  timeZone: 'Time zone',
  capacity: 'Capacity',
  seesRestricted: 'Sees restricted cases',
}
type Values = {
  name: string
  email: string
  role: string
  title: string
  managerId: string
  timeZone: string
  capacity: string
  seesRestricted: boolean
}

const parts = [
  { value: 'person', label: 'Person' },
  { value: 'skills', label: 'Skills' },
  { value: 'hours', label: 'Here and away' },
  { value: 'access', label: 'Access' },
] as const

interface Props {
  person: Person
  onClose: () => void
  onLink: (made: { invitation: string; mailed: boolean }) => void
  onLeave: () => void
}

export function PersonSheet({ person, onClose, onLink, onLeave }: Props) {
  const cache = useQueryClient()
  const me = useMe()
  const setQuery = useSetQuery()
  const asked = useQueryPart('part')
  const part = parts.find(({ value }) => value === asked)?.value ?? 'person'
  const everybody = useQuery(everybodyQuery).data?.items ?? []
  const known = useQuery(rolesQuery).data?.items
  const choices = choicesOf(known)
  const { form, submit, pending, problem, conflict } = useRecordForm({
    what: person.name,
    record: person,
    valuesOf,
    bodyOf,
    labels,
    words: { role: (asked) => choices.find(({ value }) => value === asked)?.label ?? asked },
    validate: {
      name: (name) => (name.trim() ? null : 'A person needs a name'),
      capacity: (text) => (/^\d{1,4}$/.test(text.trim()) ? null : 'A number from 0 to 1000'),
    },
    change: ({ id }, body) => api.people.changePerson({ params: { id }, body }),
    onSaved: () => {
      void cache.invalidateQueries({ queryKey: ['people'] })
      if (person.id === me.id) void cache.invalidateQueries({ queryKey: ['me'] })
      onClose()
    },
  })
  const again = useMutation({
    mutationFn: () => api.people.inviteAgain({ params: { id: person.id } }),
    ...said,
    onSuccess: (made) => {
      void cache.invalidateQueries({ queryKey: ['people'] })
      onLink(made)
    },
  })
  const given = choices.find(({ value }) => value === form.getValues().role)
  const field = (name: keyof typeof labels) => ({ label: labels[name], ...form.getInputProps(name) })
  if (person.deactivatedAt) {
    return (
      <Sheet title={person.name} onClose={onClose} size={480}>
        <p className={styles.past}>
          {person.name} has left and cannot sign in. What they wrote and did stays under their name.
        </p>
      </Sheet>
    )
  }
  return (
    <Sheet title={person.name} onClose={onClose}>
      <SegmentedControl
        className={styles.parts!}
        size="xs"
        fullWidth
        withItemsBorders={false}
        aria-label={`What of ${person.name}`}
        value={part}
        onChange={(next) => setQuery({ part: next === 'person' ? null : next })}
        data={[...parts]}
      />
      {/* What was typed in one part stays while another is looked at. */}
      <div hidden={part !== 'person'}>
        <SheetForm onSubmit={submit} onCancel={onClose} problem={problem} pending={pending} act="Save">
          <TextInput data-autofocus {...field('name')} />
          <TextInput {...field('email')} type="email" />
          <NativeSelect
            {...field('role')}
            description={given?.said}
            data={choices.map(({ value, label }) => ({ value, label }))}
          />
          <TextInput {...field('title')} description="Customers read it under replies" />
          <NativeSelect
            {...field('managerId')}
            data={[{ value: '', label: 'Nobody' }, ...managersFor(person.id, everybody, known ?? [])]}
            description="Approvals may ask them"
          />
          <NativeSelect
            {...field('timeZone')}
            data={[{ value: '', label: 'As the organisation' }, ...zones]}
            description="Their own clock on every screen"
          />
          <TextInput
            {...field('capacity')}
            inputMode="numeric"
            description={`Weight of cases they carry; ${person.load} now`}
          />
          <Checkbox
            label={labels.seesRestricted}
            description={
              known?.find((role) => refOf(role) === form.getValues().role)?.rights.includes('cases.see_restricted')
                ? 'Their role brings it as well'
                : 'Cases that only named people may open'
            }
            {...form.getInputProps('seesRestricted', { type: 'checkbox' })}
          />
        </SheetForm>
      </div>
      <div className={styles.ofPart} hidden={part !== 'skills'}>
        <PersonSkills person={person} />
      </div>
      <div className={styles.ofPart} hidden={part !== 'hours'}>
        <Availability person={person} />
        <PersonAbsence person={person} />
      </div>
      <div className={styles.ofPart} hidden={part !== 'access'}>
        {person.demo ? <LookAs person={person} /> : <OpenInvitation person={person} />}
        <div className={styles.leaving}>
          {person.demo ? (
            <span />
          ) : (
            <Button variant="subtle" color="gray" loading={again.isPending} onClick={() => again.mutate()}>
              {!person.invited ? 'Link to set a new password' : person.openInvitation ? 'Invite again' : 'Invite'}
            </Button>
          )}
          {person.id !== me.id && (
            <Button variant="subtle" color="red" onClick={onLeave}>
              End their access…
            </Button>
          )}
        </div>
      </div>
      {conflict}
    </Sheet>
  )
}

const valuesOf = (person: Person | null): Values => ({
  name: person?.name ?? '',
  email: person?.email ?? '',
  role: person?.ownRole?.id ?? person?.role ?? 'agent',
  title: person?.title ?? '',
  managerId: person?.manager?.id ?? '',
  timeZone: person?.timeZone ?? '',
  capacity: String(person?.capacity ?? 0),
  seesRestricted: person?.seesRestricted ?? false,
})

const bodyOf = (values: Values) => ({
  name: values.name.trim(),
  email: values.email.trim(),
  role: values.role,
  title: orNull(values.title),
  managerId: orNull(values.managerId),
  timeZone: orNull(values.timeZone),
  capacity: Number(values.capacity),
  seesRestricted: values.seesRestricted,
})
