import { NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Case } from '../../../features/cases/contract.ts'
import type { Message } from '../../../features/conversations/contract.ts'
import { api } from '../../api.ts'
import { useGo } from '../../ui/address.ts'
import { wordsOf } from '../../ui/forms.ts'
import { Sheet, SheetForm } from '../../ui/Sheet.tsx'
import { typesQuery } from '../people/queries.ts'
import { Quote } from './Quote.tsx'
import { useFamilyAct } from './queries.ts'

interface Props {
  found: Case
  message: Message
  onClose: () => void
}

/** A message that is a matter of its own becomes a case of its own, which has waited since it was received. */
export function SplitSheet({ found, message, onClose }: Props) {
  const go = useGo()
  const types = useQuery(typesQuery).data?.items.filter((type) => !type.disabled) ?? []
  const [subject, setSubject] = useState(bare(message.subject) || found.subject)
  const [typeId, setTypeId] = useState('')
  const split = useFamilyAct(() =>
    api.families.splitMessage({
      params: { id: message.id },
      body: { version: found.version, subject: subject.trim(), ...(typeId && { typeId }) },
    }),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    split.mutate(undefined, { onSuccess: ({ number }) => go(`/cases/${number}`) })
  }
  return (
    <Sheet title="Split off a case" onClose={onClose} size={560}>
      <Quote message={message} />
      <SheetForm
        onSubmit={submit}
        onCancel={onClose}
        problem={split.error && wordsOf(split.error)}
        pending={split.isPending}
        act="Split off"
        disabled={subject.trim() === ''}
        note={`Linked to ${found.number}; answers to the message come to the new case.`}
      >
        <TextInput
          label="Subject"
          required
          withAsterisk={false}
          maxLength={500}
          data-autofocus
          wrapperProps={{ 'data-wide': true }}
          value={subject}
          onChange={(event) => setSubject(event.currentTarget.value)}
        />
        <NativeSelect
          label="Type"
          wrapperProps={{ 'data-wide': true }}
          value={typeId}
          onChange={(event) => setTypeId(event.currentTarget.value)}
          data={[
            { value: '', label: 'By the words of the message' },
            ...types.map(({ id, definition }) => ({ value: id, label: definition.name })),
          ]}
        />
      </SheetForm>
    </Sheet>
  )
}

const bare = (subject: string | null): string =>
  (subject ?? '').replace(/^((re|aw|sv|antw|fwd?|wg)\s*:\s*)+/i, '').trim()
