import { Button, NativeSelect, SegmentedControl, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Case } from '../../../features/cases/contract.ts'
import type { SideConversation } from '../../../features/sideconversations/contract.ts'
import { api } from '../../api.ts'
import { useMe } from '../../app/session.ts'
import { useQueryPart, useSetQuery } from '../../ui/address.ts'
import { useNow } from '../../ui/clock.ts'
import { DateTimeField } from '../../ui/DateTimeField.tsx'
import { said } from '../../ui/said.ts'
import { exact } from '../../ui/time.ts'
import { restoreDraft, useDraft } from '../conversations/draft.ts'
import { offerUndo } from '../conversations/offerUndo.tsx'
import { messagesQuery } from '../conversations/queries.ts'
import { Addresses, type Recipient } from '../conversations/Recipients.tsx'
import type { Attached } from '../conversations/upload.ts'
import { peopleQuery, teamsQuery } from '../people/queries.ts'
import { personChoices } from '../people/standing.ts'
import { Enclosures, whoWrote } from './Enclosures.tsx'
import { Frame } from './SidePane.tsx'
import styles from './sides.module.css'
import { quoted } from './words.ts'

interface Props {
  found: Case
  number: string
}

interface Written {
  kind: SideConversation['kind']
  party: string
  to: Recipient[]
  cc: Recipient[]
  /** `team:` or `person:` and the id. */
  whom: string
  subject: string
  text: string
  files: Attached[]
  dueAt: string | null
  onCase: SideConversation['onCase']
}

const nothing: Written = {
  kind: 'mail',
  party: '',
  to: [],
  cc: [],
  whom: '',
  subject: '',
  text: '',
  files: [],
  dueAt: null,
  onCase: 'nothing',
}

/** Begins one: whom to ask, what, until when, and whether the case waits for it. */
export function SideStart(props: Props) {
  const draft = useDraft(props.number, 'side')
  if (!draft.content) return <Frame kind="mail" words="Beside the thread." children={null} />
  const usual = { ...nothing, kind: props.found.can.work ? ('mail' as const) : ('internal' as const) }
  return <Starting {...props} draft={draft} content={{ ...usual, ...draft.content } as Written} />
}

function Starting({ found, number, draft, content }: Props & { draft: ReturnType<typeof useDraft>; content: Written }) {
  const setQuery = useSetQuery()
  const cache = useQueryClient()
  const { undoSeconds } = useMe()
  const people = useQuery(peopleQuery).data?.items.filter((person) => !person.deactivatedAt) ?? []
  const teams = useQuery(teamsQuery).data?.items ?? []
  const now = useNow()
  const [written, setWritten] = useState(content)
  const keep = (change: Partial<Written> | ((before: Written) => Written)) =>
    setWritten((before) => {
      const next = typeof change === 'function' ? change(before) : { ...before, ...change }
      draft.save({ ...next })
      return next
    })
  const { kind, party, to, cc, whom, subject, text, files, dueAt, onCase } = written
  const mail = kind === 'mail'
  const [of = '', id = ''] = whom.split(':')
  const name = mail
    ? party || to[0]?.name || to[0]?.email || 'somebody outside'
    : ([...teams, ...people].find((each) => each.id === id)?.name ?? 'a team or a person')
  const ready = subject.trim() && text.trim() && (mail ? to.length > 0 : id) && (onCase === 'nothing' || dueAt)
  const shared = { subject, text, fileIds: files.map((file) => file.id), dueAt, onCase }
  const start = useMutation({
    mutationFn: () =>
      api.sideconversations.startSideConversation({
        params: { id: found.id },
        body: mail
          ? { kind: 'mail', to, cc, undoSeconds, ...(party.trim() && { party }), ...shared }
          : { kind: 'internal', ...(of === 'team' ? { teamId: id } : { personId: id }), ...shared },
      }),
    onSuccess: async (side) => {
      const kept = written
      draft.discard()
      await cache.invalidateQueries({ queryKey: ['case', number] })
      setQuery({ side: side.id, about: null })
      if (!mail) return
      const said = await api.sideconversations.listSideMessages({ params: { id: side.id }, query: {} })
      const { id } = said.items[0]!
      offerUndo({
        id,
        who: side.party,
        seconds: undoSeconds,
        undo: () => api.sideconversations.undoSideMessage({ params: { id } }),
        onUndone: () => {
          restoreDraft(number, 'side', { ...kept })
          setQuery({ side: 'new' })
          void cache.invalidateQueries({ queryKey: ['case', number] })
        },
      })
    },
    ...said,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready) start.mutate()
  }
  const quote = (words: string) =>
    keep((before) => ({ ...before, text: `${before.text.trimEnd()}\n\n${words}`.trimStart() }))
  return (
    <Frame kind={kind} words={mail ? `By mail with ${name}.` : `With ${name}, within the house.`}>
      <form className={styles.start} onSubmit={submit}>
        <SegmentedControl
          aria-label="Whom to ask"
          value={kind}
          onChange={(next) => keep({ kind: next as Written['kind'] })}
          data={[
            ...(found.can.work ? [{ value: 'mail', label: 'Outside, by mail' }] : []),
            { value: 'internal', label: 'A team or person' },
          ]}
        />
        {mail ? (
          <div className={styles.whom}>
            <Addresses label="To" value={to} onChange={(next) => keep({ to: next })} />
            <Addresses label="Cc" value={cc} onChange={(next) => keep({ cc: next })} />
            <TextInput
              size="xs"
              label="What they are called"
              placeholder="Helvar Pumps AB"
              maxLength={200}
              value={party}
              onChange={(event) => keep({ party: event.currentTarget.value })}
            />
          </div>
        ) : (
          <NativeSelect
            size="xs"
            label="Whom"
            value={whom}
            onChange={(event) => keep({ whom: event.currentTarget.value })}
            data={[
              { value: '', label: 'Choose a team or a person' },
              { group: 'Teams', items: teams.map((each) => ({ value: `team:${each.id}`, label: each.name })) },
              {
                group: 'People',
                items: personChoices(people, now).map((each) => ({ ...each, value: `person:${each.value}` })),
              },
            ]}
          />
        )}
        <TextInput
          label="Subject"
          description={mail ? 'Its own: the subject and number of the case do not go along' : undefined}
          required
          maxLength={300}
          value={subject}
          onChange={(event) => keep({ subject: event.currentTarget.value })}
        />
        <About number={number} onQuote={quote} />
        <Textarea
          label="What you write"
          required
          autosize
          minRows={5}
          maxRows={14}
          value={text}
          onChange={(event) => keep({ text: event.currentTarget.value })}
        />
        <Enclosures
          found={found}
          number={number}
          files={files}
          onFiles={(change) => keep((before) => ({ ...before, files: change(before.files) }))}
          onQuote={quote}
        />
        <div className={styles.until}>
          <DateTimeField label="Answer by" value={dueAt} onChange={(next) => keep({ dueAt: next })} />
          {found.can.work && (
            <NativeSelect
              label="Meanwhile the case"
              value={onCase}
              error={onCase !== 'nothing' && !dueAt && 'Say until when'}
              onChange={(event) => keep({ onCase: event.currentTarget.value as Written['onCase'] })}
              data={[
                { value: 'nothing', label: 'goes on as it is' },
                { value: 'next_step', label: 'shows their answer as its next step' },
                { value: 'on_hold', label: 'waits on hold for it' },
              ]}
            />
          )}
        </div>
        <footer>
          <span>
            {mail ? 'Answers come back here, never into the customer’s thread.' : 'Nobody outside reads this.'}
          </span>
          <Button variant="default" onClick={() => setQuery({ side: null, about: null })}>
            Keep for later
          </Button>
          <Button type="submit" loading={start.isPending} disabled={!ready}>
            {mail
              ? to.length + cc.length > 1
                ? `Send to ${to.length + cc.length} people`
                : `Send to ${name}`
              : `Ask ${name}`}
          </Button>
        </footer>
      </form>
    </Frame>
  )
}

/** The message it was begun from, offered as a quote and seen before it is one. */
function About({ number, onQuote }: { number: string; onQuote: (text: string) => void }) {
  const about = useQueryPart('about')
  const setQuery = useSetQuery()
  const message = (useQuery(messagesQuery(number)).data ?? []).find(({ id }) => id === about)
  if (!message) return null
  const text = message.visibleText || message.text
  return (
    <aside className={styles.about} aria-label="The message it is about">
      <p>
        <b>{whoWrote(message)} wrote</b>
        <span>Nothing of it goes along unless you quote it.</span>
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => {
            onQuote(quoted(text, `${whoWrote(message)} wrote, ${exact(new Date(message.receivedAt))}:`))
            setQuery({ about: null })
          }}
        >
          Quote it
        </Button>
      </p>
      <blockquote>{text}</blockquote>
    </aside>
  )
}
