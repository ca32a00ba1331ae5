import { Button, NativeSelect } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { Case } from '../../../features/cases/contract.ts'
import type { SideConversation } from '../../../features/sideconversations/contract.ts'
import { api } from '../../api.ts'
import { useSetQuery } from '../../ui/address.ts'
import { useNow } from '../../ui/clock.ts'
import { DateTimeField } from '../../ui/DateTimeField.tsx'
import { Empty, ErrorState, LettersSkeleton } from '../../ui/States.tsx'
import { said } from '../../ui/said.ts'
import { peopleQuery } from '../people/queries.ts'
import { personChoices } from '../people/standing.ts'
import { sideMessagesQuery, sidesQuery } from './queries.ts'
import { SideFrame } from './SideFrame.tsx'
import { SideLetter } from './SideLetter.tsx'
import { SideStart } from './SideStart.tsx'
import { SideWrite } from './SideWrite.tsx'
import styles from './sides.module.css'
import { audienceWords, moveWords } from './words.ts'

interface Props {
  found: Case
  number: string
  /** The id of one, or `new`. */
  side: string
}

/** In place of the customer's thread, in a frame of its own, so that nobody takes the one for the other. */
export function SidePane({ found, number, side }: Props) {
  const sides = useQuery(sidesQuery(number))
  const setQuery = useSetQuery()
  if (side === 'new') return <SideStart found={found} number={number} />
  const open = sides.data?.items.find(({ id }) => id === side)
  if (open) return <OpenSide key={open.id} side={open} found={found} number={number} />
  if (sides.isError)
    return (
      <ErrorState title="It could not be read" onRetry={() => void sides.refetch()}>
        The server did not answer. Nothing was lost.
      </ErrorState>
    )
  if (!sides.data) return <LettersSkeleton label="Loading the side conversation" />
  return (
    <Empty
      title="There is no such side conversation here"
      act={<Button onClick={() => setQuery({ side: null })}>Back to the case</Button>}
    >
      It may have been taken back, or stand on another case.
    </Empty>
  )
}

function OpenSide({ side, found, number }: { side: SideConversation; found: Case; number: string }) {
  const messages = useQuery(sideMessagesQuery(number, side.id))
  const end = useRef<HTMLDivElement>(null)
  const count = messages.data?.length
  useEffect(() => {
    if (count) end.current?.scrollIntoView({ block: 'end' })
  }, [count])
  const mayWrite = found.status !== 'closed' && (side.kind === 'mail' ? found.can.work : found.can.note)
  return (
    <SideFrame kind={side.kind} words={audienceWords(side)}>
      <SideHead side={side} found={found} number={number} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className={styles.thread} tabIndex={0} aria-label={`What was said with ${side.party}`}>
        {messages.data ? (
          <ol>
            {messages.data.map((message) => (
              <li key={message.id}>
                <SideLetter message={message} side={side} number={number} />
              </li>
            ))}
          </ol>
        ) : messages.isError ? (
          <ErrorState title="It could not be read" onRetry={() => void messages.refetch()}>
            The server did not answer. Nothing was lost, and what you write is kept.
          </ErrorState>
        ) : (
          <LettersSkeleton label="Loading the side conversation" />
        )}
        <div ref={end} />
      </section>
      {side.status === 'closed' ? (
        <p className={styles.over}>This side conversation has ended. An answer that still comes is shown and told.</p>
      ) : (
        mayWrite && <SideWrite side={side} found={found} number={number} />
      )}
    </SideFrame>
  )
}

/** Its subject, who sees to it, until when they should have answered, and its end. */
function SideHead({ side, found, number }: { side: SideConversation; found: Case; number: string }) {
  const cache = useQueryClient()
  const [dueAt, setDueAt] = useState(side.dueAt)
  useEffect(() => setDueAt(side.dueAt), [side.dueAt])
  const people = useQuery(peopleQuery).data?.items.filter((person) => !person.deactivatedAt) ?? []
  const choices = personChoices(people, useNow())
  const known = people.some(({ id }) => id === side.owner.id)
    ? choices
    : [{ value: side.owner.id, label: side.owner.name }, ...choices]
  const { version } = side
  const refresh = () => cache.invalidateQueries({ queryKey: ['case', number] })
  const acts = { ...said, onSettled: refresh }
  const change = useMutation({
    mutationFn: (body: { ownerId?: string; dueAt?: string | null }) =>
      api.sideconversations.changeSideConversation({ params: { id: side.id }, body: { version, ...body } }),
    ...acts,
  })
  const turn = useMutation({
    mutationFn: () =>
      side.status === 'closed'
        ? api.sideconversations.reopenSideConversation({ params: { id: side.id }, body: { version } })
        : api.sideconversations.endSideConversation({ params: { id: side.id }, body: { version } }),
    ...acts,
  })
  const mayChange = side.kind === 'mail' ? found.can.work || found.status === 'closed' : found.can.note
  return (
    <div className={styles.head}>
      <div>
        <h2>{side.subject}</h2>
        <p data-move={side.failed ? 'failed' : (side.move ?? 'ended')} data-overdue={side.overdue || undefined}>
          {moveWords(side)}
        </p>
      </div>
      <NativeSelect
        size="xs"
        label="Sees to it"
        value={side.owner.id}
        disabled={!mayChange || side.status === 'closed'}
        onChange={(event) => change.mutate({ ownerId: event.currentTarget.value })}
        data={known}
      />
      <DateTimeField
        size="xs"
        label="Answer by"
        value={dueAt}
        disabled={!mayChange || side.status === 'closed'}
        onChange={setDueAt}
        onBlur={() => dueAt !== side.dueAt && change.mutate({ dueAt })}
      />
      {mayChange && (
        <Button size="xs" variant="default" loading={turn.isPending} onClick={() => turn.mutate()}>
          {side.status === 'closed' ? 'Take up again' : 'End'}
        </Button>
      )}
    </div>
  )
}
