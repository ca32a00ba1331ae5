import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Case } from '../../../features/cases/contract.ts'
import { ApiProblem } from '../../../platform/client.ts'
import { api } from '../../api.ts'
import { useSetQuery } from '../../ui/address.ts'
import { Conflict } from '../../ui/Conflict.tsx'
import { useNow } from '../../ui/clock.ts'
import { DateTimeField } from '../../ui/DateTimeField.tsx'
import { said } from '../../ui/said.ts'
import { exact } from '../../ui/time.ts'
import styles from '../../ui/why.module.css'
import { peopleQuery } from '../people/queries.ts'
import { personChoices, takesWork } from '../people/standing.ts'
import { caseQuery, useCaseAct } from './queries.ts'
import { whoseMove } from './words.ts'

type Whose = NonNullable<Case['nextStep']>['whose']
interface Step {
  text: string
  whose: Whose
  personId: string | null
  dueAt: string | null
}

const stepOf = ({ nextStep, owner }: Case): Step => ({
  text: nextStep?.text ?? '',
  whose: nextStep?.whose ?? 'us',
  personId: nextStep?.person?.id ?? owner?.id ?? null,
  dueAt: nextStep?.dueAt ?? null,
})

/** The next step, whose move it is and until when; changed in place. */
export function WhyNext({ found, number }: { found: Case; number: string }) {
  const setQuery = useSetQuery()
  const cache = useQueryClient()
  const now = useNow()
  const [step, setStep] = useState(() => stepOf(found))
  const people = useQuery(peopleQuery).data?.items.filter(takesWork(found.nextStep?.person?.id)) ?? []
  const [base, setBase] = useState(found.version)
  const [theirs, setTheirs] = useState<Case | null>(null)
  const save = useCaseAct(number, (version: number) =>
    api.cases.changeCase({
      params: { id: found.id },
      body: { version, nextStep: { ...step, personId: step.whose === 'us' ? step.personId : null } },
    }),
  )
  const keep = (version: number) =>
    save.mutate(version, {
      onSuccess: () => setQuery({ why: null }),
      onError: async (error) => {
        if (!(error instanceof ApiProblem && error.code === 'changed_meanwhile')) return said.onError(error)
        setTheirs(await cache.fetchQuery({ ...caseQuery(number), staleTime: 0 }))
      },
    })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    keep(base)
  }
  const settle = (current: Case) => {
    setTheirs(null)
    setBase(current.version)
  }
  const move = step.whose === 'us' ? (step.personId ?? '') : step.whose

  return (
    <form onSubmit={submit}>
      <div className={styles.form}>
        <TextInput
          label="What happens next"
          required
          value={step.text}
          disabled={!found.can.work}
          onChange={(e) => setStep({ ...step, text: e.currentTarget.value })}
        />
        <div className={styles.pair}>
          <NativeSelect
            label="Whose move"
            value={move}
            disabled={!found.can.work}
            onChange={(e) => setStep({ ...step, ...moveOf(e.currentTarget.value) })}
            data={[
              { value: 'customer', label: found.contact?.name ?? 'The customer' },
              { value: 'third_party', label: 'A third party' },
              ...personChoices(people, now),
            ]}
          />
          <DateTimeField
            label="Due"
            value={step.dueAt}
            disabled={!found.can.work}
            onChange={(dueAt) => setStep({ ...step, dueAt })}
          />
        </div>
      </div>
      {found.can.work && (
        <footer className={styles.foot}>
          <span>{dated(found, step)}</span>
          <Button type="submit" loading={save.isPending}>
            Keep
          </Button>
        </footer>
      )}
      {theirs && (
        <Conflict
          what={`The next step of ${found.number}`}
          fields={fieldsOf(step, found, theirs, people)}
          onKeepTheirs={() => {
            setStep(stepOf(theirs))
            settle(theirs)
          }}
          onUseYours={() => {
            settle(theirs)
            keep(theirs.version)
          }}
        />
      )}
    </form>
  )
}

/** By whose word it has its date, as long as nobody changes it here. */
function dated({ nextStep }: Case, step: Step): string {
  if (!nextStep || nextStep.datedBy === 'person' || step.dueAt !== nextStep.dueAt)
    return 'It stands on the bar and in My next.'
  if (nextStep.datedBy === 'promise') return 'Due with the first promise, and moves with it until you name a date.'
  return 'Dated by its type, at an hour when the team works, until you name a date.'
}

function moveOf(value: string): Pick<Step, 'whose' | 'personId'> {
  if (value === 'customer' || value === 'third_party') return { whose: value, personId: null }
  return { whose: 'us', personId: value || null }
}

function fieldsOf(step: Step, found: Case, theirs: Case, people: { id: string; name: string }[]) {
  const person = people.find(({ id }) => id === step.personId) ?? null
  const yours = { text: step.text, whose: step.whose, person, dueAt: step.dueAt }
  const told = (at: string | null | undefined) => (at ? exact(new Date(at)) : '')
  return [
    { name: 'What happens next', yours: step.text, theirs: theirs.nextStep?.text ?? '' },
    {
      name: 'Whose move',
      yours: whoseMove(yours, found),
      theirs: theirs.nextStep ? whoseMove(theirs.nextStep, theirs) : '',
    },
    { name: 'Due', yours: told(step.dueAt), theirs: told(theirs.nextStep?.dueAt) },
  ]
}
