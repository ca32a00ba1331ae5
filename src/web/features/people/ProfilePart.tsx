import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Me } from '../../../features/people/contract.ts'
import { api } from '../../api.ts'
import { meQuery } from '../../app/session.ts'
import { fieldProblems, orNull, wordsOf } from '../../ui/forms.ts'
import { zones } from '../../ui/zones.ts'
import styles from './people.module.css'
import { roleName } from './roles.ts'

const usualWaits = [0, 5, 10, 20, 30, 60]

/** What there is to choose from, with what was set by other means. */
const waits = (now: number) =>
  [...new Set([...usualWaits, now])]
    .sort((a, b) => a - b)
    .map((seconds) => ({
      value: String(seconds),
      label: seconds === 0 ? 'Not at all: it leaves at once' : `${seconds} seconds`,
    }))

export function ProfilePart({ me }: { me: Me }) {
  const cache = useQueryClient()
  const [values, setValues] = useState({
    name: me.name,
    language: me.language,
    timeZone: me.timeZone ?? '',
    undoSeconds: String(me.undoSeconds),
  })
  const save = useMutation({
    mutationFn: () =>
      api.people.changeMe({
        body: {
          name: values.name.trim(),
          language: values.language.trim(),
          timeZone: orNull(values.timeZone),
          undoSeconds: Number(values.undoSeconds),
        },
      }),
    onSuccess: (changed) => {
      cache.setQueryData(meQuery.queryKey, changed)
      void cache.invalidateQueries({ queryKey: ['people'] })
    },
  })
  const problems = fieldProblems(save.error)
  const field = (key: keyof typeof values) => ({
    value: values[key],
    error: problems?.[key],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget
      setValues((known) => ({ ...known, [key]: value }))
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <section aria-label="About you">
      <h2>About you</h2>
      <form className={styles.pair} onSubmit={submit}>
        <TextInput label="Name" description="Customers read it under your replies" {...field('name')} />
        <TextInput
          label="E-mail"
          description={`${roleName(me)}; an administrator changes both`}
          value={me.email}
          disabled
        />
        <TextInput label="Language" description="Such as en or pt-BR" {...field('language')} />
        <NativeSelect
          label="Time zone"
          description="For days that end and calls that are early"
          data={[{ value: '', label: `As ${me.organisation.name}: ${me.organisation.timeZone}` }, ...zones]}
          {...field('timeZone')}
        />
        <NativeSelect
          label="Taking a letter back"
          description="How long it waits after you pressed Send"
          data={waits(me.undoSeconds)}
          {...field('undoSeconds')}
        />
        <Button type="submit" variant="default" disabled={!values.name.trim()} loading={save.isPending}>
          Save
        </Button>
        <p role="status" className={save.error && !problems ? styles.problem : undefined}>
          {save.error && !problems ? wordsOf(save.error) : save.isSuccess ? 'Saved.' : ''}
        </p>
      </form>
    </section>
  )
}
