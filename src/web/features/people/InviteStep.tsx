import { Button, CopyButton, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api.ts'
import { counted } from '../../ui/amounts.ts'
import { wordsOf } from './SignInScreen.tsx'
import styles from './welcome.module.css'

interface Outcome {
  email: string
  link: string | null
  problem: string | null
}

/** Invites as agents; every link is shown once, so that it works before outgoing mail does. */
export function InviteStep() {
  const cache = useQueryClient()
  const [text, setText] = useState('')
  const [outcomes, setOutcomes] = useState<Outcome[]>([])
  const emails = addressesIn(text)
  const invite = useMutation({
    mutationFn: async () => {
      for (const email of emails) {
        const outcome = await inviteOne(email)
        setOutcomes((known) => [...known, outcome])
      }
    },
    onSuccess: () => {
      setText('')
      void cache.invalidateQueries({ queryKey: ['people'] })
    },
  })
  return (
    <>
      <div className={styles.invite}>
        <Textarea
          aria-label="Addresses to invite"
          placeholder="name@company.example"
          autosize
          minRows={2}
          value={text}
          onChange={(e) => setText(e.currentTarget.value)}
        />
        <Button disabled={emails.length === 0} loading={invite.isPending} onClick={() => invite.mutate()}>
          Invite {counted(emails.length, 'person', 'people')}
        </Button>
      </div>
      {outcomes.length > 0 && (
        <ul className={styles.invited}>
          {outcomes.map(({ email, link, problem }) => (
            <li key={email} data-problem={problem ? true : undefined}>
              <span>{email}</span>
              <em>{problem ?? (link ? 'invited; the link works once' : 'invited by mail')}</em>
              {link && (
                <CopyButton value={link}>
                  {({ copied, copy }) => (
                    <Button size="compact-xs" variant="default" onClick={copy}>
                      {copied ? 'Copied' : 'Copy link'}
                    </Button>
                  )}
                </CopyButton>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

async function inviteOne(email: string): Promise<Outcome> {
  try {
    const { invitation } = await api.people.invitePerson({ body: { name: nameFrom(email), email, role: 'agent' } })
    return { email, link: invitation, problem: null }
  } catch (error) {
    return { email, link: null, problem: wordsOf(error as Error) }
  }
}

const addressesIn = (text: string): string[] => [
  ...new Set(text.split(/[\s,;]+/).filter((word) => /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(word))),
]

/** ana.ferreira@… → Ana Ferreira, until they say otherwise. */
const nameFrom = (email: string): string =>
  email
    .split('@')[0]!
    .split(/[._-]+/)
    .filter(Boolean)
    .map((word) => word[0]!.toUpperCase() + word.slice(1))
    .join(' ')
