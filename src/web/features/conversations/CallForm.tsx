import { Button, NativeSelect, SegmentedControl, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useEffect, useState } from 'react'
import type { Case } from '../../../features/cases/contract.ts'
import { api } from '../../api.ts'
import { onTypedToComposer } from '../../app/typedAhead.ts'
import { said } from '../../ui/said.ts'
import { tellWriting } from '../cases/presence.ts'
import { firstName } from '../cases/words.ts'
import { PromiseOffers, useFoundPromises, usePromisesGiven } from '../tasks/PromiseOffers.tsx'
import styles from './Composer.module.css'
import { useDraft } from './draft.ts'

const outcomes = ['Answered', 'No answer', 'Left a message']

/** A call is one line; the rest is already known. */
export function CallForm({ found, number }: { found: Case; number: string }) {
  const cache = useQueryClient()
  const { content, save, discard } = useDraft(number, 'call')
  const [text, setText] = useState('')
  const [direction, setDirection] = useState<'in' | 'out'>('out')
  const [outcome, setOutcome] = useState(outcomes[0]!)
  const [minutes, setMinutes] = useState('')
  const [unkept, setUnkept] = useState<string[]>([])
  const promised = { found: useFoundPromises(found.id, text), unkept }
  const promisesOf = usePromisesGiven(found.id)
  useEffect(() => {
    const kept = content?.text
    if (typeof kept === 'string') setText((typed) => kept + typed)
  }, [content])
  useEffect(() => onTypedToComposer(['call'], (typed) => setText((known) => known + typed)), [])

  const log = useMutation({
    mutationFn: async () =>
      api.conversations.sendReply({
        params: { id: found.id },
        body: {
          kind: 'call',
          text,
          direction,
          outcome,
          reached: outcome === 'Answered',
          promises: await promisesOf(text, unkept),
          seconds: minutes ? Math.round(Number(minutes.replace(',', '.')) * 60) : null,
        },
      }),
    onSuccess: () => {
      setText('')
      setUnkept([])
      discard()
      void cache.invalidateQueries({ queryKey: ['case', number] })
    },
    ...said,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim()) log.mutate()
  }
  const who = found.contact ? firstName(found.contact.name) : 'The customer'
  return (
    <form className={styles.form} onSubmit={submit}>
      <div className={styles.fields}>
        <SegmentedControl
          size="xs"
          withItemsBorders={false}
          value={direction}
          onChange={(value) => setDirection(value as 'in' | 'out')}
          data={[
            { value: 'out', label: 'I called' },
            { value: 'in', label: `${who} called` },
          ]}
          aria-label="Direction"
        />
        <NativeSelect
          size="xs"
          aria-label="Outcome"
          data={outcomes}
          value={outcome}
          onChange={(e) => setOutcome(e.currentTarget.value)}
        />
        <TextInput
          size="xs"
          w={96}
          aria-label="Length in minutes"
          placeholder="minutes"
          inputMode="decimal"
          pattern="[0-9]+([.,][0-9]+)?"
          value={minutes}
          onChange={(e) => setMinutes(e.currentTarget.value)}
        />
      </div>
      <TextInput
        aria-label="What was said, in one line"
        placeholder="What was said, in one line"
        autoFocus
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
          tellWriting(number)
          save({ text: event.currentTarget.value })
        }}
      />
      <PromiseOffers {...promised} onChoose={setUnkept} customer={who} />
      <div className={styles.foot}>
        <span className={styles.hint}>Colleagues only. A call that reached the customer counts as an answer.</span>
        <span className={styles.gap} />
        <Button type="submit" loading={log.isPending}>
          Log call
        </Button>
      </div>
    </form>
  )
}
