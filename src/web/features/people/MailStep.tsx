import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Mailbox } from '../../../features/mailboxes/contract.ts'
import { isReachable } from '../../../features/mailboxes/rules/outgoing.ts'
import { api } from '../../api.ts'
import { fieldProblems, wordsOf } from '../../ui/forms.ts'
import { ImapPart } from '../mailboxes/ImapPart.tsx'
import { OutgoingPart } from '../mailboxes/OutgoingPart.tsx'
import { PublicAddress } from '../mailboxes/PublicAddress.tsx'
import { imapQuery, mailboxesQuery } from '../mailboxes/queries.ts'
import { setupQuery } from './queries.ts'
import styles from './welcome.module.css'

/** The address that customers write to: one's own, and how its mail gets here. */
export function MailIn({ mailbox, receives }: { mailbox: Mailbox | null; receives: boolean }) {
  if (mailbox && isReachable(mailbox.address))
    return (
      <>
        <p className={styles.address}>
          <code>{mailbox.address}</code>
        </p>
        <details className={styles.how} open={!receives}>
          <summary>How its mail gets here</summary>
          <p className={styles.said}>
            Either Caseward fetches it by IMAP from the mailbox you have today, or your mail server forwards it: to this
            machine by SMTP, or as the mail server of a domain of its own (its MX record). This half is done when its
            server is reached, or a first mail came.
          </p>
          <ImapPart mailbox={mailbox} mayEdit />
        </details>
      </>
    )
  return (
    <>
      {mailbox && (
        <p className={styles.said}>
          <b>{mailbox.address}</b> takes mail already, but only from this machine: good for a try, not for customers.
        </p>
      )}
      <OwnAddress />
    </>
  )
}

function OwnAddress() {
  const cache = useQueryClient()
  const [address, setAddress] = useState('')
  const create = useMutation({
    mutationFn: () =>
      api.mailboxes.createMailbox({ body: { name: address.trim(), address: address.trim(), acknowledge: true } }),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: mailboxesQuery.queryKey })
      void cache.invalidateQueries({ queryKey: setupQuery.queryKey })
    },
  })
  const problem = create.error && (fieldProblems(create.error)?.address ?? wordsOf(create.error))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    create.mutate()
  }
  return (
    <form className={styles.invite} onSubmit={submit} noValidate>
      <TextInput
        type="email"
        label="The address customers write to"
        placeholder="support@company.example"
        value={address}
        error={problem}
        onChange={(event) => setAddress(event.currentTarget.value)}
      />
      <Button type="submit" disabled={!/^[^@\s]+@[^@\s]+$/.test(address.trim())} loading={create.isPending}>
        Use this address
      </Button>
    </form>
  )
}

/** The server that carries answers out, and where their links lead. */
export function MailOut() {
  return (
    <>
      <OutgoingPart mayEdit />
      <PublicAddress mayEdit />
    </>
  )
}

/** The address that speaks for the house, and whether its mail gets here: its server is reached, or a mail came. */
export function useSpeaking(mayEdit: boolean): { mailbox: Mailbox | null; receives: boolean } {
  const mailboxes = useQuery({ ...mailboxesQuery, enabled: mayEdit }).data?.items
  const mailbox = mailboxes?.find(({ isDefault }) => isDefault) ?? null
  const isOwn = mailbox !== null && isReachable(mailbox.address)
  const health = useQuery({ ...imapQuery(mailbox?.id ?? ''), enabled: isOwn }).data?.health
  return { mailbox, receives: isOwn && (health?.state === 'connected' || Boolean(health?.lastMailAt)) }
}
