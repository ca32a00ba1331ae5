import { MultiSelect, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Person } from '../../../features/people/contract/person.ts'
import { isAssignable } from '../../../features/people/rules.ts'
import { api } from '../../api.ts'
import { useMe } from '../../app/session.ts'
import { fieldProblems, wordsOf } from '../../ui/forms.ts'
import { Sheet, SheetForm } from '../../ui/Sheet.tsx'
import { managersFor } from './managers.ts'
import { everybodyQuery, rolesQuery, teamsQuery } from './queries.ts'
import { choicesOf } from './roles.ts'

interface Props {
  onClose: () => void
  onInvited: (person: Person & { invitation: string | null; mailed: boolean }) => void
}

export function InviteSheet({ onClose, onInvited }: Props) {
  const cache = useQueryClient()
  const me = useMe()
  const teams = useQuery(teamsQuery).data?.items ?? []
  const [values, setValues] = useState({ name: '', email: '', title: '', role: 'agent' })
  const roles = useQuery(rolesQuery).data?.items
  const choices = choicesOf(roles)
  const managers = managersFor('', useQuery(everybodyQuery).data?.items ?? [], roles ?? [])
  const [managerId, setManagerId] = useState('')
  const given = choices.find(({ value }) => value === values.role)
  const owns = given !== undefined && isAssignable(given.kind)
  const [picked, setPicked] = useState<string[] | null>(null)
  // Whoever is invited most often works with the one who invites them; where there is but one team, in that.
  const usual = me.teams.length > 0 ? me.teams : teams.length === 1 ? teams : []
  const teamIds = picked ?? usual.map(({ id }) => id)
  const getsNone = teamIds.length === 0 && owns
  const { title, ...who } = values
  const invite = useMutation({
    mutationFn: () =>
      api.people.invitePerson({
        body: { ...who, teamIds, ...(title.trim() && { title: title.trim() }), ...(managerId && { managerId }) },
      }),
    onSuccess: (invited) => {
      void cache.invalidateQueries({ queryKey: ['people'] })
      void cache.invalidateQueries({ queryKey: ['teams'] })
      onInvited(invited)
    },
  })
  const problems = fieldProblems(invite.error) ?? {}
  const field = (key: 'name' | 'email' | 'title') => ({
    value: values[key],
    error: problems[key],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget
      setValues((known) => ({ ...known, [key]: value }))
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    invite.mutate()
  }
  return (
    <Sheet title="Invite somebody" onClose={onClose} size={560}>
      <SheetForm
        onSubmit={submit}
        onCancel={onClose}
        problem={invite.error && Object.keys(problems).length === 0 ? wordsOf(invite.error) : null}
        pending={invite.isPending}
        act="Invite"
        disabled={!values.name.trim() || !values.email.includes('@') || (getsNone && given?.kind === 'agent')}
        note="They choose their own password"
      >
        <TextInput label="Name" data-autofocus {...field('name')} />
        <TextInput label="E-mail" type="email" {...field('email')} />
        <NativeSelect
          label="Role"
          description={given?.said}
          data={choices.map(({ value, label }) => ({ value, label }))}
          value={values.role}
          onChange={(event) => {
            const role = event.currentTarget.value
            setValues((known) => ({ ...known, role }))
          }}
        />
        <TextInput label="Title" description="Customers read it under replies" {...field('title')} />
        <NativeSelect
          label="Manager"
          description="Approvals may ask them"
          wrapperProps={{ 'data-wide': true }}
          data={[{ value: '', label: 'Nobody' }, ...managers]}
          value={managerId}
          onChange={(event) => setManagerId(event.currentTarget.value)}
        />
        <MultiSelect
          label="Teams"
          description={
            owns
              ? 'Cases reach people through their teams; somebody in no team gets none'
              : 'Their role takes no cases; a team shows where they belong'
          }
          error={getsNone && picked !== null && 'In no team, no case would ever reach them'}
          wrapperProps={{ 'data-wide': true }}
          comboboxProps={{ withinPortal: false, shadow: 'none' }}
          data={teams.map(({ id, name }) => ({ value: id, label: name }))}
          value={teamIds}
          onChange={setPicked}
        />
      </SheetForm>
    </Sheet>
  )
}
