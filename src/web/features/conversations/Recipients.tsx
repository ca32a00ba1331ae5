import { TextInput, UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import type { Message } from '../../../features/conversations/contract.ts'
import { IconAlertTriangle } from '../../ui/icons.ts'
import { clockTime } from '../../ui/time.ts'
import styles from './Composer.module.css'

export type Recipient = Message['to'][number]

interface Props {
  to: Recipient[]
  cc: Recipient[]
  from: string | null
  /** A message of the customer that came after the draft was begun. */
  newer: Message | undefined
  onChange: (change: { to?: Recipient[]; cc?: Recipient[] }) => void
}

/** Everyone the reply goes to, and a warning if the customer wrote after it was begun. */
export function Recipients({ to, cc, from, newer, onChange }: Props) {
  const [editing, setEditing] = useState(false)
  if (editing) {
    return (
      <div className={styles.addresses}>
        <Addresses label="To" value={to} onChange={(to) => onChange({ to })} />
        <Addresses label="Cc" value={cc} onChange={(cc) => onChange({ cc })} />
        <UnstyledButton className={styles.change!} onClick={() => setEditing(false)}>
          Done
        </UnstyledButton>
      </div>
    )
  }
  return (
    <div className={styles.to}>
      <span>To</span>
      {to.length > 0 ? <b title={emails(to)}>{names(to)}</b> : <b data-missing>nobody yet</b>}
      {cc.length > 0 && (
        <span className={styles.cc}>
          <span>Cc</span>
          <b title={emails(cc)}>{names(cc)}</b>
        </span>
      )}
      <UnstyledButton className={styles.change!} onClick={() => setEditing(true)}>
        Change
      </UnstyledButton>
      <span className={styles.from}>
        {from && (
          <>
            <span>From</span>
            {from}
          </>
        )}
      </span>
      {newer && <WroteAgain message={newer} />}
    </div>
  )
}

export function Addresses({
  label,
  value,
  onChange,
}: {
  label: string
  value: Recipient[]
  onChange: (all: Recipient[]) => void
}) {
  const [text, setText] = useState(() => value.map(asText).join(', '))
  const read = text.split(/[,;\n]+/).filter((part) => part.trim())
  const wrong = read.find((part) => !recipientIn(part))
  return (
    <TextInput
      size="xs"
      label={label}
      placeholder="Name <address@company.example>, …"
      value={text}
      error={wrong && `“${wrong.trim()}” is not an address`}
      onChange={(event) => {
        setText(event.currentTarget.value)
        const all = event.currentTarget.value.split(/[,;\n]+/).map(recipientIn)
        onChange(all.filter((each) => each !== null))
      }}
    />
  )
}

function recipientIn(part: string): Recipient | null {
  const found = part.trim().match(/^(?:"?(.*?)"?\s*<)?([^\s<>@]+@[^\s<>@]+\.[^\s<>@]+)>?$/)
  return found ? { name: found[1] ?? '', email: found[2]! } : null
}

const asText = ({ name, email }: Recipient) => (name ? `${name.replace(/[,;<>"]/g, ' ')} <${email}>` : email)
const names = (all: Recipient[]) => all.map(({ name, email }) => name || email).join(', ')
const emails = (all: Recipient[]) => all.map(({ email }) => email).join(', ')

function WroteAgain({ message }: { message: Message }) {
  const who = (message.contact?.name ?? message.from?.name)?.split(/[\s,]/)[0] || 'The customer'
  const show = () => {
    const entry = document.getElementById(`entry-${message.id}`)
    entry?.scrollIntoView({ block: 'center' })
    entry?.focus()
  }
  return (
    <button type="button" className={styles.again} onClick={show}>
      <IconAlertTriangle size={14} stroke={1.8} aria-hidden />
      {who} wrote again at {clockTime(new Date(message.receivedAt))}
    </button>
  )
}
