import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Case } from '../../../features/cases/contract.ts'
import type { ClockView } from '../../../features/sla/contract.ts'
import { api } from '../../api.ts'
import { useNow } from '../../ui/clock.ts'
import { DateTimeField } from '../../ui/DateTimeField.tsx'
import { said } from '../../ui/said.ts'
import styles from '../../ui/why.module.css'
import { myNextQuery } from '../cases/queries.ts'
import { metricName } from '../cases/words.ts'

type Doing = 'pin' | 'lift' | null

interface Props {
  clock: ClockView
  found: Case
  number: string
  /** Another clock may end first from now on; this one stays in sight. */
  onPinned: () => void
}

/** It opens at the end of what may be long: it is brought into sight, with its first field ready to be typed in. */
function inSight(form: HTMLFormElement | null) {
  form?.scrollIntoView({ block: 'nearest' })
  form?.querySelector('input')?.focus()
}

/** Another due date than the policy's, agreed by people: kept until it is lifted, both with the reason. */
export function PinDue({ clock, found, number, onPinned }: Props) {
  const [doing, setDoing] = useState<Doing>(null)
  const now = useNow()
  const [dueAt, setDueAt] = useState<string | null>(clock.dueAt)
  const [because, setBecause] = useState('')
  const cache = useQueryClient()
  const save = useMutation({
    mutationFn: () =>
      api.sla.pinClock({
        params: { id: found.id, clockId: clock.id },
        body: { dueAt: doing === 'lift' ? null : dueAt, because: because.trim() },
      }),
    onSuccess: () => {
      setDoing(null)
      setBecause('')
      onPinned()
      void cache.invalidateQueries({ queryKey: ['case', number] })
      void cache.invalidateQueries({ queryKey: myNextQuery.queryKey })
    },
    ...said,
  })
  if (doing === null) {
    return (
      <footer className={styles.foot}>
        <span>{clock.pinned ? 'Set by hand, not by the policy' : 'The event log gives the same instants'}</span>
        <span className={styles.acts}>
          {clock.pinned && (
            <Button variant="default" onClick={() => setDoing('lift')}>
              Lift
            </Button>
          )}
          <Button variant="default" onClick={() => setDoing('pin')}>
            Pin another due date
          </Button>
        </span>
      </footer>
    )
  }
  const past = doing === 'pin' && dueAt !== null && new Date(dueAt) <= now
  const ready = because.trim() !== '' && (doing === 'lift' || (dueAt !== null && !past))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready) save.mutate()
  }
  return (
    <form onSubmit={submit} className={styles.below} ref={inSight}>
      <div className={styles.form}>
        {doing === 'pin' && (
          <DateTimeField
            label={`${metricName(clock.metric)} due`}
            value={dueAt}
            onChange={setDueAt}
            description={past && dueAt === clock.dueAt && 'As it stands, which has passed'}
            error={past && dueAt !== clock.dueAt && 'This lies in the past'}
            data-autofocus
          />
        )}
        <TextInput
          label={doing === 'pin' ? 'Why another date' : 'Why the policy decides again'}
          description="Stands on the timeline."
          required
          value={because}
          maxLength={500}
          onChange={(event) => setBecause(event.currentTarget.value)}
        />
      </div>
      <footer className={styles.foot}>
        <span>{doing === 'pin' ? 'Kept until somebody lifts it.' : 'Counted as if it had never been set.'}</span>
        <span className={styles.acts}>
          <Button variant="default" onClick={() => setDoing(null)}>
            Cancel
          </Button>
          <Button type="submit" disabled={!ready} loading={save.isPending}>
            {doing === 'pin' ? 'Pin' : 'Lift'}
          </Button>
        </span>
      </footer>
    </form>
  )
}
