import { Button, PasswordInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Session } from '../../../features/people/contract.ts'
import { api } from '../../api.ts'
import { useMe } from '../../app/session.ts'
import { fieldProblems, wordsOf } from '../../ui/forms.ts'
import { Instant } from '../../ui/Instant.tsx'
import { Known } from '../../ui/Known.tsx'
import { said } from '../../ui/said.ts'
import { MyLeave, OwnHours } from '../absence/MyLeave.tsx'
import { Availability } from './Availability.tsx'
import { ProfilePart } from './ProfilePart.tsx'
import styles from './people.module.css'
import { sessionsQuery } from './queries.ts'
import { TwoStepPart } from './TwoStepPart.tsx'

/** What people decide about themselves. */
export function MeScreen() {
  const me = useMe()
  return (
    <div className={styles.me}>
      <div className={styles.page}>
        <h1>{me.name}</h1>
        <ProfilePart me={me} />
        <section aria-label="Availability and leave">
          <Availability person={me} own />
          <MyLeave person={me} />
          <OwnHours person={me} />
        </section>
        <PasswordPart />
        <TwoStepPart me={me} />
        <SessionsPart />
      </div>
    </div>
  )
}

function PasswordPart() {
  const cache = useQueryClient()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const change = useMutation({
    mutationFn: () => api.people.changePassword({ body: { current, next } }),
    onSuccess: () => {
      setCurrent('')
      setNext('')
      void cache.invalidateQueries({ queryKey: sessionsQuery.queryKey })
    },
  })
  const problems = fieldProblems(change.error)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate()
  }
  return (
    <section aria-label="Password">
      <h2>Password</h2>
      <form className={styles.pair} onSubmit={submit}>
        <PasswordInput
          label="Password now"
          autoComplete="current-password"
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
        />
        <PasswordInput
          label="New password"
          autoComplete="new-password"
          value={next}
          error={problems?.next}
          onChange={(event) => setNext(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={!current || next.length < 10} loading={change.isPending}>
          Change password
        </Button>
        <p role="status" className={change.error && !problems ? styles.problem : undefined}>
          {change.error && !problems
            ? wordsOf(change.error)
            : change.isSuccess
              ? 'Changed. Everywhere else you are signed out.'
              : 'At least 10 characters. All other sessions end.'}
        </p>
      </form>
    </section>
  )
}

function SessionsPart() {
  const sessions = useQuery(sessionsQuery)
  return (
    <section aria-label="Sessions">
      <h2>Where you are signed in</h2>
      <Known query={sessions} what="Your sessions" lines={3}>
        {({ items }) => (
          <ul className={styles.sessions}>
            {items.map((session) => (
              <SessionLine key={session.id} session={session} />
            ))}
          </ul>
        )}
      </Known>
    </section>
  )
}

function SessionLine({ session }: { session: Session }) {
  const cache = useQueryClient()
  const end = useMutation({
    mutationFn: () => api.people.endSession({ params: { id: session.id } }),
    ...said,
    onSuccess: () => cache.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  })
  const where = browserOf(session.agent)
  return (
    <li>
      <span>
        {where}
        {session.current && ', this one'}
        <small>
          {session.address && `from ${session.address}, `}last used <Instant at={session.lastSeenAt} as="ago" />
        </small>
      </span>
      {!session.current && (
        <Button
          variant="default"
          size="compact-xs"
          loading={end.isPending}
          aria-label={`Sign out ${where}`}
          onClick={() => end.mutate()}
        >
          Sign out
        </Button>
      )}
    </li>
  )
}

function browserOf(agent: string | null): string {
  if (!agent) return 'A program'
  const browser = /Edg\//.test(agent)
    ? 'Edge'
    : /Firefox\//.test(agent)
      ? 'Firefox'
      : /Chrome\//.test(agent)
        ? 'Chrome'
        : /Safari\//.test(agent)
          ? 'Safari'
          : null
  const system = agent.match(/Windows|Android|iPhone|iPad|Mac OS X|Linux/)?.[0]
  return browser ? [browser, system].filter(Boolean).join(' on ') : agent.slice(0, 60)
}
