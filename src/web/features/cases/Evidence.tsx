import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import styles from './Plan.module.css'

interface Props {
  title: string
  onFinish: (evidence: string) => void
  onCancel: () => void
}

/** Asks what shows that a task was done, before it is ticked. */
export function Evidence({ title, onFinish, onCancel }: Props) {
  const [text, setText] = useState('')
  const finish = () => text.trim() && onFinish(text.trim())
  // No form of its own: it stands within others, where browsers would send theirs.
  return (
    <div className={styles.evidence}>
      <TextInput
        size="xs"
        aria-label={`What shows it: ${title}`}
        placeholder="What shows it? A number, a link"
        autoFocus
        maxLength={1000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' && event.key !== 'Enter') return
          event.preventDefault()
          event.stopPropagation()
          if (event.key === 'Enter') finish()
          else onCancel()
        }}
      />
      <Button size="compact-sm" disabled={!text.trim()} onClick={finish}>
        Done
      </Button>
    </div>
  )
}
