import { Button, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Case } from '../../../features/cases/contract.ts'
import type { SideConversation } from '../../../features/sideconversations/contract.ts'
import { api } from '../../api.ts'
import { useMe } from '../../app/session.ts'
import { said } from '../../ui/said.ts'
import { restoreDraft, useDraft } from '../conversations/draft.ts'
import { offerUndo } from '../conversations/offerUndo.tsx'
import { type Recipient, Recipients } from '../conversations/Recipients.tsx'
import type { Attached } from '../conversations/upload.ts'
import { Enclosures } from './Enclosures.tsx'
import styles from './sides.module.css'

interface Props {
  side: SideConversation
  found: Case
  number: string
}

interface Written {
  text: string
  to?: Recipient[] | undefined
  cc?: Recipient[] | undefined
  files: Attached[]
}

/** Its own place to write, which names everybody who will read it. */
export function SideWrite(props: Props) {
  const draft = useDraft(props.number, `side:${props.side.id}`)
  const [undone, setUndone] = useState(0)
  if (!draft.content) return <div className={styles.writing} />
  const content = { text: '', files: [], ...draft.content } as Written
  return <Writing key={undone} {...props} draft={draft} content={content} onUndone={() => setUndone((n) => n + 1)} />
}

interface WritingProps extends Props {
  draft: ReturnType<typeof useDraft>
  content: Written
  onUndone: () => void
}

function Writing({ side, found, number, draft, content, onUndone }: WritingProps) {
  const cache = useQueryClient()
  const { undoSeconds } = useMe()
  const [written, setWritten] = useState(content)
  const mail = side.kind === 'mail'
  const [to, cc] = [written.to ?? side.to, written.cc ?? side.cc]
  const keep = (change: (before: Written) => Written) =>
    setWritten((before) => {
      const next = change(before)
      draft.save({ ...next })
      return next
    })
  const refresh = () => cache.invalidateQueries({ queryKey: ['case', number] })
  const send = useMutation({
    mutationFn: () =>
      api.sideconversations.writeSideMessage({
        params: { id: side.id },
        body: {
          text: written.text,
          fileIds: written.files.map(({ id }) => id),
          ...(mail && { to, cc, undoSeconds }),
        },
      }),
    onSuccess: (message) => {
      const kept = written
      setWritten({ text: '', files: [] })
      draft.discard()
      if (mail)
        offerUndo({
          id: message.id,
          who: side.party,
          seconds: undoSeconds,
          undo: () => api.sideconversations.undoSideMessage({ params: { id: message.id } }),
          onUndone: () => {
            restoreDraft(number, `side:${side.id}`, { ...kept })
            onUndone()
            void refresh()
          },
        })
      void refresh()
    },
    ...said,
  })
  const act = () => {
    if (written.text.trim() && !send.isPending && (!mail || to.length > 0)) send.mutate()
  }
  const who = mail ? to[0]?.name || to[0]?.email || side.party : side.party
  return (
    <div className={styles.writing}>
      {mail ? (
        <Recipients
          to={to}
          cc={cc}
          from={found.mailbox?.address ?? null}
          newer={undefined}
          onChange={(change) => keep((before) => ({ ...before, ...change }))}
        />
      ) : (
        <p className={styles.readers}>
          Read by <b>{side.party}</b> and whoever sees the case; nobody outside
        </p>
      )}
      <Textarea
        aria-label={`Write to ${side.party}`}
        placeholder={`Write to ${side.party}`}
        variant="unstyled"
        autosize
        minRows={2}
        maxRows={9}
        value={written.text}
        onChange={(event) => {
          const text = event.currentTarget.value
          keep((before) => ({ ...before, text }))
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) act()
          if (event.key === 'Escape') event.currentTarget.blur()
        }}
      />
      <div className={styles.foot}>
        <Enclosures
          found={found}
          number={number}
          files={written.files}
          onFiles={(change) => keep((before) => ({ ...before, files: change(before.files) }))}
          onQuote={(text) => keep((before) => ({ ...before, text: `${before.text.trimEnd()}\n\n${text}`.trimStart() }))}
        />
        <Button onClick={act} loading={send.isPending} disabled={!written.text.trim() || (mail && to.length === 0)}>
          {mail && to.length + cc.length > 1 ? `Send to ${to.length + cc.length} people` : `Send to ${who}`}
        </Button>
      </div>
    </div>
  )
}
