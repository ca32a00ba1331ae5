import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ApiProblem } from '../../../platform/client.ts'
import { api } from '../../api.ts'
import { meQuery } from '../../app/session.ts'
import { useGo, useQueryPart } from '../../ui/address.ts'
import { Mark } from '../../ui/Mark.tsx'
import { setupQuery } from './queries.ts'
import styles from './welcome.module.css'

/** Address and password first; the code is asked for only from those who have set one up. */
export function SignInScreen() {
  const next = useQueryPart('next')
  const setup = useQuery(setupQuery)
  const cache = useQueryClient()
  const go = useGo()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState<string | null>(null)

  const signIn = useMutation({
    mutationFn: () => api.people.signIn({ body: { email, password, ...(code && { code: code.replace(/\s/g, '') }) } }),
    onSuccess: (me) => {
      cache.setQueryData(meQuery.queryKey, me)
      go(withinHere(next))
    },
    onError: (error) => {
      if (isCodeNeeded(error)) setCode('')
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    signIn.mutate()
  }
  const said = signIn.error && !isCodeNeeded(signIn.error) ? wordsOf(signIn.error) : null

  return (
    <main className={styles.signIn} id="main">
      <form className={styles.form} onSubmit={submit}>
        <Mark size={32} />
        <h1>{setup.data?.organisation ?? 'Caseward'}</h1>
        {code === null ? (
          <>
            <TextInput
              size="md"
              label="E-mail"
              type="email"
              name="email"
              autoComplete="username"
              required
              autoFocus
              value={email}
              onChange={(e) => setEmail(e.currentTarget.value)}
            />
            <PasswordInput
              size="md"
              label="Password"
              name="password"
              autoComplete="current-password"
              required
              value={password}
              onChange={(e) => setPassword(e.currentTarget.value)}
            />
          </>
        ) : (
          <TextInput
            size="md"
            label="Code"
            description="Six digits from your authenticator app"
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            required
            autoFocus
            value={code}
            onChange={(e) => setCode(e.currentTarget.value)}
          />
        )}
        {said && (
          <p className={styles.problem} role="alert">
            {said}
          </p>
        )}
        <Button size="md" type="submit" fullWidth loading={signIn.isPending}>
          {code === null ? 'Sign in' : 'Go on'}
        </Button>
        <p className={styles.fine}>Drafts you had open are kept.</p>
      </form>
      <footer className={styles.colophon}>Caseward, on {location.host}</footer>
    </main>
  )
}

const isCodeNeeded = (error: Error) => error instanceof ApiProblem && error.code === 'code_needed'

export const wordsOf = (error: Error): string =>
  error instanceof ApiProblem
    ? error.message
    : 'The server does not answer. Nothing was changed; try again in a moment.'

/** Only a path of this application: anything else could lead a person to a stranger's page. */
export function withinHere(next: string | null): string {
  const target = next && URL.canParse(next, location.origin) ? new URL(next, location.origin) : null
  return target?.origin === location.origin ? `${target.pathname}${target.search}` : '/'
}
