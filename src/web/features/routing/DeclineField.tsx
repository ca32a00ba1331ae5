import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import styles from './offer.module.css'

interface Props {
  busy: boolean
  onCancel: () => void
  onDecline: (reason: string) => void
}

/** Whoever leaves a case to others says why: it stands on the timeline. */
export function DeclineField({ busy, onCancel, onDecline }: Props) {
  const [reason, setReason] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (reason.trim()) onDecline(reason.trim())
  }
  return (
    <form className={styles.acts} onSubmit={submit}>
      <TextInput
        size="xs"
        aria-label="Why you leave it to others"
        placeholder="Why? Others read it"
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" loading={busy} disabled={!reason.trim()}>
        Leave it
      </Button>
      <Button variant="subtle" onClick={onCancel}>
        Back
      </Button>
    </form>
  )
}
