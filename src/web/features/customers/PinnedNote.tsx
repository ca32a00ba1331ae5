import { Button, Textarea } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Account } from '../../../features/customers/contract.ts'
import { api } from '../../api.ts'
import { orNull } from '../../ui/forms.ts'
import { Instant } from '../../ui/Instant.tsx'
import { IconPin } from '../../ui/icons.ts'
import { useRecordForm } from '../../ui/useRecordForm.tsx'
import styles from './accounts.module.css'

interface Props {
  account: Account
  mayEdit: boolean
}

/** What everybody should know before they write to this customer, changed in its place. */
export function PinnedNote({ account, mayEdit }: Props) {
  const [writing, setWriting] = useState(false)
  const { pinnedNote } = account
  if (writing) return <NoteForm account={account} onDone={() => setWriting(false)} />
  if (!pinnedNote) {
    return mayEdit ? (
      <p className={styles.pin}>
        <IconPin size={14} stroke={1.7} aria-hidden />
        <button type="button" className={styles.quiet} onClick={() => setWriting(true)}>
          Pin what everybody should know before they write
        </button>
      </p>
    ) : null
  }
  return (
    <div className={styles.pin}>
      <IconPin size={14} stroke={1.7} aria-label="Pinned" />
      <span>
        {pinnedNote.text}
        <cite>
          {pinnedNote.by}
          {pinnedNote.at && (
            <>
              , <Instant at={pinnedNote.at} />
            </>
          )}
        </cite>
      </span>
      {mayEdit && (
        <button type="button" className={styles.quiet} onClick={() => setWriting(true)}>
          Change the note
        </button>
      )}
    </div>
  )
}

function NoteForm({ account, onDone }: { account: Account; onDone: () => void }) {
  const cache = useQueryClient()
  const { form, submit, pending, problem, conflict } = useRecordForm({
    what: 'The pinned note',
    record: account,
    valuesOf: (known: Account | null) => ({ pinnedNote: known?.pinnedNote?.text ?? '' }),
    bodyOf: ({ pinnedNote }) => ({ pinnedNote: orNull(pinnedNote) }),
    labels: { pinnedNote: 'Pinned note' },
    change: ({ id }, body) => api.customers.changeAccount({ params: { id }, body }),
    onSaved: ({ id }) => {
      void cache.invalidateQueries({ queryKey: ['account', id] })
      onDone()
    },
  })
  return (
    <form className={styles.pinForm} onSubmit={submit}>
      <Textarea
        aria-label="Pinned note"
        autosize
        minRows={2}
        maxRows={10}
        autoFocus
        error={problem}
        onKeyDown={(event) => event.key === 'Escape' && onDone()}
        {...form.getInputProps('pinnedNote')}
      />
      <div>
        <Button type="submit" loading={pending}>
          Pin it
        </Button>
        <Button variant="default" onClick={onDone}>
          Cancel
        </Button>
      </div>
      {conflict}
    </form>
  )
}
