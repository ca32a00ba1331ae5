import { NativeSelect, Radio, Textarea, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Case } from '../../../features/cases/contract.ts'
import { isAssignable } from '../../../features/people/rules.ts'
import { api } from '../../api.ts'
import { useNow } from '../../ui/clock.ts'
import { DateTimeField } from '../../ui/DateTimeField.tsx'
import { fieldProblems, wordsOf } from '../../ui/forms.ts'
import { Sheet, SheetForm } from '../../ui/Sheet.tsx'
import { peopleQuery, teamsQuery } from '../people/queries.ts'
import { personChoices } from '../people/standing.ts'
import { briefQuery, useLevelNames } from './queries.ts'
import { levelChoices, levelSaid } from './words.ts'

type Props = { found: Case; onClose: () => void }

/** Brings a case up, or takes it back. */
export function EscalationSheet({ takesBack, ...props }: Props & { takesBack: boolean }) {
  return takesBack ? <DeescalateSheet {...props} /> : <EscalateSheet {...props} />
}

/** To whom a case goes up, whether they take it over or help, and what they have to know. */
function EscalateSheet({ found, onClose }: Props) {
  const done = useDone(onClose)
  const names = useLevelNames()
  const levels = levelChoices(names)
  const [level, setLevel] = useState(String(Math.min(3, Math.max(2, found.escalationLevel))))
  const [whom, setWhom] = useState('')
  const [how, setHow] = useState<'hand_over' | 'help'>('help')
  const [helpDueAt, setHelpDueAt] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const drawn = useQuery(briefQuery(found.id)).data?.text
  const [written, setWritten] = useState<string | null>(null)
  const people = useQuery(peopleQuery).data?.items ?? []
  const teams = useQuery(teamsQuery).data?.items ?? []
  const now = useNow()
  const able = people.filter(({ id, role }) => isAssignable(role) && id !== found.owner?.id)
  const loadOf = (personId: string) => {
    const { load, capacity } = able.find((each) => each.id === personId)!
    return `carries ${load} of ${capacity}`
  }
  const [kind, id] = whom.split(' ')
  const brief = (written ?? drawn ?? '').trim()
  const save = useMutation({
    mutationFn: () =>
      api.escalations.escalateCase({
        params: { id: found.id },
        body: {
          level: Number(level),
          reason: reason.trim(),
          how,
          toPersonId: kind === 'person' ? id! : null,
          toTeamId: kind === 'team' ? id! : null,
          helpDueAt: how === 'help' ? helpDueAt : null,
          ...(brief && { brief }),
        },
      }),
    onSuccess: () => done(`${found.number} is escalated to ${levelSaid(Number(level), names)}.`),
  })
  const problems = fieldProblems(save.error)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  const open = levels.filter(({ value }) => Number(value) >= found.escalationLevel)
  return (
    <Sheet title={`Escalate ${found.number}`} onClose={onClose}>
      <SheetForm
        onSubmit={submit}
        onCancel={onClose}
        problem={save.error && !problems ? wordsOf(save.error) : null}
        pending={save.isPending}
        disabled={!reason.trim() || !whom}
        act="Escalate"
      >
        <NativeSelect
          label="To"
          data-autofocus
          value={whom}
          error={problems?.toPersonId}
          onChange={(event) => setWhom(event.currentTarget.value)}
          data={[
            { value: '', label: 'choose a team or a person' },
            { group: 'Teams', items: teams.map((team) => ({ value: `team ${team.id}`, label: team.name })) },
            {
              group: 'People',
              items: personChoices(able, now, 'somebody here').map(({ value, label, disabled }) => ({
                value: `person ${value}`,
                label: `${label}, ${loadOf(value)}`,
                disabled,
              })),
            },
          ]}
        />
        <NativeSelect
          label="Level"
          value={level}
          error={problems?.level}
          onChange={(event) => setLevel(event.currentTarget.value)}
          data={open.length > 0 ? open : levels}
        />
        <TextInput
          label="Because"
          wrapperProps={{ 'data-wide': true }}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Radio.Group
          label="What they do"
          value={how}
          onChange={(value) => setHow(value as typeof how)}
          wrapperProps={{ 'data-wide': true }}
        >
          <Radio value="help" label="They help, the owner stays" mt={6} />
          <Radio value="hand_over" label="They take it over, with the customer’s thread" mt={6} />
        </Radio.Group>
        {how === 'help' && (
          <DateTimeField
            label="Help needed by"
            description="Left empty: within a working day of theirs"
            value={helpDueAt}
            error={problems?.helpDueAt}
            onChange={setHelpDueAt}
          />
        )}
        <Textarea
          label="Brief"
          description="Drawn from the case; an internal note, never seen by the customer"
          wrapperProps={{ 'data-wide': true }}
          autosize
          minRows={5}
          maxRows={12}
          value={written ?? drawn ?? ''}
          onChange={(event) => setWritten(event.currentTarget.value)}
        />
      </SheetForm>
    </Sheet>
  )
}

function DeescalateSheet({ found, onClose }: Props) {
  const done = useDone(onClose)
  const [reason, setReason] = useState('')
  const save = useMutation({
    mutationFn: () => api.escalations.deescalateCase({ params: { id: found.id }, body: { reason: reason.trim() } }),
    onSuccess: () => done(`${found.number} is escalated no longer.`),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <Sheet title={`Take ${found.number} back`} onClose={onClose} size={480}>
      <SheetForm
        onSubmit={submit}
        onCancel={onClose}
        problem={save.error ? wordsOf(save.error) : null}
        pending={save.isPending}
        disabled={!reason.trim()}
        act="Take back"
      >
        <TextInput
          label="Because"
          description="A clock that goes beyond its level raises the case again."
          data-autofocus
          wrapperProps={{ 'data-wide': true }}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </SheetForm>
    </Sheet>
  )
}

function useDone(onClose: () => void) {
  const cache = useQueryClient()
  return (message: string) => {
    for (const key of ['case', 'cases', 'views', 'my-next', 'escalated', 'home'])
      void cache.invalidateQueries({ queryKey: [key] })
    notifications.show({ message })
    onClose()
  }
}
