import { Button, PasswordInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ApiProblem } from '../../../platform/client.ts'
import { api } from '../../api.ts'
import { meQuery } from '../../app/session.ts'
import { useGo } from '../../ui/address.ts'
import { fieldProblems, wordsOf } from '../../ui/forms.ts'
import { Mark } from '../../ui/Mark.tsx'
import { setupQuery } from './queries.ts'
import styles from './welcome.module.css'

/** Where an invitation leads: a password of one's own, then straight to work. The secret stands behind the #. */
export function InvitationScreen() {
  const setup = useQuery(setupQuery)
  const cache = useQueryClient()
  const go = useGo()
  const [token] = useState(() => location.hash.slice(1))
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  const accept = useMutation({
    mutationFn: () => api.people.acceptInvitation({ body: { token, password } }),
    onSuccess: (me) => {
      cache.clear()
      cache.setQueryData(meQuery.queryKey, me)
      go('/')
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (again === password) accept.mutate()
  }
  const company = setup.data?.organisation ?? 'Caseward'
  const spent = accept.error instanceof ApiProblem && accept.error.code === 'link_not_valid'
  if (token.length < 20 || spent) {
    return (
      <main className={styles.signIn} id="main">
        <div className={styles.form}>
          <Mark size={32} />
          <h1>This link is not valid any more</h1>
          <p>
            It may have been used, replaced by a newer one, or be older than a week. Ask whoever invited you for a new
            one.
          </p>
          <a className={styles.link} href="/sign-in">
            I have a password already
          </a>
        </div>
      </main>
    )
  }
  const problems = fieldProblems(accept.error)
  return (
    <main className={styles.signIn} id="main">
      <form className={styles.form} onSubmit={submit}>
        <Mark size={32} />
        <h1>Welcome to {company}</h1>
        <PasswordInput
          size="md"
          label="Choose a password"
          description="At least 10 characters"
          autoComplete="new-password"
          required
          autoFocus
          minLength={10}
          value={password}
          error={problems?.password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <PasswordInput
          size="md"
          label="Once more"
          autoComplete="new-password"
          required
          value={again}
          error={again && !password.startsWith(again) ? 'The two differ' : undefined}
          onChange={(event) => setAgain(event.currentTarget.value)}
        />
        {accept.error && !problems && (
          <p className={styles.problem} role="alert">
            {wordsOf(accept.error)}
          </p>
        )}
        <Button
          size="md"
          type="submit"
          fullWidth
          loading={accept.isPending}
          disabled={password.length < 10 || again !== password}
        >
          Begin
        </Button>
      </form>
      <footer className={styles.colophon}>Caseward, on {location.host}</footer>
    </main>
  )
}
