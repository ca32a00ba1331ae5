import { Button, CopyButton, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Me } from '../../../features/people/contract.ts'
import { api } from '../../api.ts'
import { counted } from '../../ui/amounts.ts'
import { wordsOf } from './SignInScreen.tsx'
import styles from './welcome.module.css'

interface Outcome {
  email: string
  link: string | null
  mailed: boolean
  problem: string | null
}

/** Invites as agents of the own teams, so that cases reach them; every link is shown once, and mailed where mail can leave. */
export function InviteStep({ teams }: { teams: Me['teams'] }) {
  const cache = useQueryClient()
  const [text, setText] = useState('')
  const [outcomes, setOutcomes] = useState<Outcome[]>([])
  const { emails, others } = addressesIn(text)
  const teamIds = teams.map(({ id }) => id)
  const invite = useMutation({
    mutationFn: async () => {
      for (const email of emails) {
        const outcome = await inviteOne(email, teamIds)
        setOutcomes((known) => [...known, outcome])
      }
    },
    onSuccess: () => {
      setText(others.join('\n'))
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
          error={invite.isSuccess && others.length > 0 && `Not an e-mail address: ${others.join(', ')}`}
          value={text}
          onChange={(e) => setText(e.currentTarget.value)}
        />
        <Button disabled={emails.length === 0} loading={invite.isPending} onClick={() => invite.mutate()}>
          Invite {counted(emails.length, 'person', 'people')}
        </Button>
      </div>
      {outcomes.length > 0 && (
        <ul className={styles.invited}>
          {outcomes.map(({ email, link, mailed, problem }) => (
            <li key={email} data-problem={problem ? true : undefined}>
              <span>{email}</span>
              <em>
                {problem ??
                  (mailed ? 'invited by mail; the link works once' : 'no mail goes out yet: hand the link on')}
              </em>
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

async function inviteOne(email: string, teamIds: string[]): Promise<Outcome> {
  try {
    const { invitation, mailed } = await api.people.invitePerson({
      body: { name: nameFrom(email), email, role: 'agent', teamIds },
    })
    return { email, link: invitation, mailed, problem: null }
  } catch (error) {
    return { email, link: null, mailed: false, problem: wordsOf(error as Error) }
  }
}

/** What can be invited, and what was typed besides, which stays to be mended. */
function addressesIn(text: string): { emails: string[]; others: string[] } {
  const words = [...new Set(text.split(/[\s,;]+/).filter(Boolean))]
  const isAddress = (word: string) => /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(word)
  return { emails: words.filter(isAddress), others: words.filter((word) => !isAddress(word)) }
}

/** ana.ferreira@… → Ana Ferreira, until they say otherwise. */
const nameFrom = (email: string): string =>
  email
    .split('@')[0]!
    .split(/[._-]+/)
    .filter(Boolean)
    .map((word) => word[0]!.toUpperCase() + word.slice(1))
    .join(' ')
