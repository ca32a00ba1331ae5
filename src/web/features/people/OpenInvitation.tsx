import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Person } from '../../../features/people/contract/person.ts'
import { api } from '../../api.ts'
import { useNow } from '../../ui/clock.ts'
import { Instant } from '../../ui/Instant.tsx'
import { said } from '../../ui/said.ts'
import styles from './people.module.css'

const mailSaid = {
  none: 'Nothing was mailed: the link was shown to whoever invited them.',
  waiting: 'The mail is on its way.',
  sent: 'Mailed, and taken by the mail server.',
  failed: 'The mail did not leave.',
}

/** The link that a person has to set their password with, and what became of its mail. */
export function OpenInvitation({ person }: { person: Person }) {
  const cache = useQueryClient()
  const now = useNow()
  const withdraw = useMutation({
    mutationFn: () => api.people.withdrawInvitation({ params: { id: person.id } }),
    ...said,
    onSuccess: () => cache.invalidateQueries({ queryKey: ['people'] }),
  })
  const open = person.openInvitation
  if (!open) return person.invited ? <p className={styles.past}>They hold no link, so they cannot join.</p> : null
  const over = new Date(open.until) <= now
  return (
    <div className={styles.invitation} data-failed={open.mail === 'failed' || undefined}>
      <p>
        {person.invited ? 'Invited' : 'Link for a new password'} <Instant at={open.at} />
        {over ? ', over since ' : ', works until '}
        <Instant at={open.until} as="dayAndTime" />. {mailSaid[open.mail]} {open.problem}
      </p>
      {!over && (
        <Button size="compact-xs" variant="default" loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
          Withdraw
        </Button>
      )}
    </div>
  )
}
