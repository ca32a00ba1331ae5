import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import styles from './Plan.module.css'

interface Props {
  title: string
  onFinish: (evidence: string) => void
  onCancel: () => void
}

/** Asks what shows that a task was done, before it is ticked. */
export function Evidence({ title, onFinish, onCancel }: Props) {
  const [text, setText] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    event.stopPropagation()
    if (text.trim()) onFinish(text.trim())
  }
  return (
    <form className={styles.evidence} onSubmit={submit}>
      <TextInput
        size="xs"
        aria-label={`What shows it: ${title}`}
        placeholder="What shows it? A number, a link, where it is filed"
        autoFocus
        maxLength={1000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.stopPropagation()
          onCancel()
        }}
      />
      <Button type="submit" size="compact-sm" disabled={!text.trim()}>
        Done
      </Button>
    </form>
  )
}
