import { Button, NativeSelect, PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '../../api.ts'
import { meQuery } from '../../app/session.ts'
import { Mark } from '../../ui/Mark.tsx'
import { setupQuery } from './queries.ts'
import { wordsOf } from './SignInScreen.tsx'
import styles from './welcome.module.css'

const here = Intl.DateTimeFormat().resolvedOptions().timeZone
const zones = [...new Set([here, 'UTC', ...Intl.supportedValuesOf('timeZone')])]
const begin = { name: '', email: '', password: '', organisation: '', timeZone: here }

/** The one page of a fresh installation: who runs it, for which company, in which time zone. */
export function FirstAdmin() {
  const cache = useQueryClient()
  const [form, setForm] = useState(begin)
  const setUp = useMutation({
    mutationFn: () => api.people.setUp({ body: form }),
    onSuccess: (me) => {
      cache.setQueryData(meQuery.queryKey, me)
      void cache.invalidateQueries({ queryKey: setupQuery.queryKey })
    },
  })
  const field = (key: keyof typeof begin) => ({
    value: form[key],
    required: true,
    size: 'md',
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget
      setForm((known) => ({ ...known, [key]: value }))
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setUp.mutate()
  }
  return (
    <>
      <header className={styles.head}>
        <Mark />
        <h1>Welcome. Who runs this installation?</h1>
        <p>You become its first administrator; more people come in the next step.</p>
      </header>
      <form className={styles.first} onSubmit={submit}>
        <TextInput label="Your name" autoComplete="name" autoFocus {...field('name')} />
        <TextInput label="E-mail" type="email" autoComplete="username" {...field('email')} />
        <PasswordInput
          label="Password"
          description="At least 10 characters"
          autoComplete="new-password"
          minLength={10}
          {...field('password')}
        />
        <TextInput label="Name of the company" autoComplete="organization" {...field('organisation')} />
        <NativeSelect
          label="Time zone"
          description="Business hours and deadlines are counted in it until a team has its own"
          data={zones}
          {...field('timeZone')}
        />
        {setUp.error && (
          <p className={styles.problem} role="alert">
            {wordsOf(setUp.error)}
          </p>
        )}
        <Button type="submit" size="md" loading={setUp.isPending}>
          Begin
        </Button>
      </form>
    </>
  )
}
