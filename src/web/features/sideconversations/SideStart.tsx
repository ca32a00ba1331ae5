import { Button, NativeSelect, SegmentedControl, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Case } from '../../../features/cases/contract.ts'
import { api } from '../../api.ts'
import { useMe } from '../../app/session.ts'
import { useSetQuery } from '../../ui/address.ts'
import { DateTimeField } from '../../ui/DateTimeField.tsx'
import { said } from '../../ui/said.ts'
import { restoreDraft, useDraft } from '../conversations/draft.ts'
import { offerUndo } from '../conversations/offerUndo.tsx'
import { peopleQuery, teamsQuery } from '../people/queries.ts'
import { Enclosures } from './Enclosures.tsx'
import { SideAbout } from './SideAbout.tsx'
import { SideFrame } from './SideFrame.tsx'
import { SideWhom, type Written } from './SideWhom.tsx'
import styles from './sides.module.css'

interface Props {
  found: Case
  number: string
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
  if (!draft.content) return <SideFrame kind="mail" words="Beside the thread." children={null} />
  const usual = { ...nothing, kind: props.found.can.work ? ('mail' as const) : ('internal' as const) }
  return <Starting {...props} draft={draft} content={{ ...usual, ...draft.content } as Written} />
}

function Starting({ found, number, draft, content }: Props & { draft: ReturnType<typeof useDraft>; content: Written }) {
  const setQuery = useSetQuery()
  const cache = useQueryClient()
  const { undoSeconds } = useMe()
  const people = useQuery(peopleQuery).data?.items.filter((person) => !person.deactivatedAt) ?? []
  const teams = useQuery(teamsQuery).data?.items ?? []
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
    <SideFrame kind={kind} words={mail ? `By mail with ${name}.` : `With ${name}, within the house.`}>
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
        <SideWhom written={written} teams={teams} people={people} onChange={keep} />
        <TextInput
          label="Subject"
          description={mail ? 'Its own: the subject and number of the case do not go along' : undefined}
          required
          maxLength={300}
          value={subject}
          onChange={(event) => keep({ subject: event.currentTarget.value })}
        />
        <SideAbout number={number} onQuote={quote} />
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
    </SideFrame>
  )
}
