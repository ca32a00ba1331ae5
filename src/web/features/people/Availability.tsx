import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Person } from '../../../features/people/contract/person.ts'
import { api } from '../../api.ts'
import { useNow } from '../../ui/clock.ts'
import { DateTimeField } from '../../ui/DateTimeField.tsx'
import { fieldProblems, wordsOf } from '../../ui/forms.ts'
import styles from './people.module.css'
import { statuses } from './roles.ts'
import { standingOf } from './standing.ts'

/** Whether somebody takes cases now, and until when they are on leave. */
export function Availability({ person, own = false }: { person: Person; own?: boolean }) {
  const Title = own ? 'h2' : 'h3'
  const cache = useQueryClient()
  const [status, setStatus] = useState(person.status)
  const [statusUntil, setStatusUntil] = useState(person.statusUntil)
  const [awayUntil, setAwayUntil] = useState(person.awayUntil)
  const [awayReason, setAwayReason] = useState(person.awayReason ?? '')
  const save = useMutation({
    mutationFn: () =>
      api.people.setAvailability({
        params: { id: person.id },
        body: {
          // Who is away by themselves is not made so by hand along with a leave.
          ...((status !== person.status || statusUntil !== person.statusUntil) && { status, statusUntil }),
          awayUntil,
          awayReason: awayUntil ? awayReason.trim() || null : null,
        },
      }),
    onSuccess: () => {
      for (const kind of ['people', 'me', 'home']) void cache.invalidateQueries({ queryKey: [kind] })
    },
  })
  const problems = fieldProblems(save.error)
  const { said } = standingOf(person, useNow())
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form className={styles.availability} data-plain={own || undefined} onSubmit={submit}>
      <Title>Availability and leave</Title>
      <NativeSelect
        label="Now"
        data={statuses}
        value={status}
        onChange={(event) => {
          setStatus(event.currentTarget.value as Person['status'])
          setStatusUntil(null)
        }}
      />
      <DateTimeField
        label="Until"
        disabled={status === 'online'}
        value={statusUntil}
        error={problems?.statusUntil}
        onChange={setStatusUntil}
      />
      <DateTimeField label="On leave until" value={awayUntil} error={problems?.awayUntil} onChange={setAwayUntil} />
      <TextInput
        label="Because"
        disabled={!awayUntil}
        value={awayReason}
        onChange={(event) => setAwayReason(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" loading={save.isPending}>
        Set
      </Button>
      <p role="status" data-problem={save.error && !problems ? true : undefined}>
        {save.error && !problems
          ? wordsOf(save.error)
          : save.isSuccess
            ? 'Saved.'
            : (said ?? 'On leave no new case is assigned, and open ones show an absent owner.')}
      </p>
    </form>
  )
}
