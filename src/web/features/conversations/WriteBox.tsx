import '@mantine/tiptap/styles.layer.css'
import { Button } from '@mantine/core'
import { RichTextEditor, type RichTextEditorProps } from '@mantine/tiptap'
import { useQuery } from '@tanstack/react-query'
import { Placeholder } from '@tiptap/extensions'
import { useEditor } from '@tiptap/react'
import StarterKit from '@tiptap/starter-kit'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { Case } from '../../../features/cases/contract.ts'
import { onTypedToComposer } from '../../app/typedAhead.ts'
import { serverNow } from '../../ui/clock.ts'
import { Instant } from '../../ui/Instant.tsx'
import { tellWriting } from '../cases/presence.ts'
import { firstName } from '../cases/words.ts'
import { PromiseOffers, useFoundPromises } from '../tasks/PromiseOffers.tsx'
import { AttachButton, AttachedFiles, useAttachments } from './Attachments.tsx'
import styles from './Composer.module.css'
import { type DraftContent, type Keeping, useDraft } from './draft.ts'
import { messagesQuery } from './queries.ts'
import { type Recipient, Recipients } from './Recipients.tsx'
import { StaysHere } from './StaysHere.tsx'
import { ThenStage } from './ThenStage.tsx'
import type { Attached } from './upload.ts'
import { useSend } from './useSend.tsx'

interface Props {
  kind: 'reply' | 'note'
  found: Case
  number: string
  focused: boolean
  onUndone: () => void
}

/** The writing surface of a reply or a note; it opens with what was kept. */
export function WriteBox(props: Props) {
  const draft = useDraft(props.number, props.kind)
  if (!draft.content) return <div className={styles.resting} />
  return <Writing {...props} draft={draft} content={draft.content} />
}

interface WritingProps extends Props {
  draft: ReturnType<typeof useDraft>
  content: DraftContent
}

function Writing({ kind, found, number, focused, onUndone, draft, content }: WritingProps) {
  const reply = kind === 'reply'
  const contact = found.contact?.name ?? 'the customer'
  const customer = found.contact ? firstName(found.contact.name) : contact
  const kept = useKept(content, found, draft.save)
  const whom = useRef('')
  whom.current = whomSaid(kept.to, contact)
  const [text, setText] = useState('')
  const promised = { found: useFoundPromises(found.id, reply ? text : ''), unkept: kept.unkept }
  const editor = useEditor({
    extensions: [
      StarterKit.configure({ link: { openOnClick: false } }),
      Placeholder.configure({ placeholder: () => (reply ? `Write to ${whom.current}` : 'Write to your colleagues') }),
    ],
    content: typeof content.html === 'string' ? content.html : '',
    autofocus: focused ? 'end' : false,
    injectCSS: false,
    editorProps: {
      attributes: {
        'aria-label': reply ? `Reply to ${whom.current}` : 'Internal note',
        role: 'textbox',
        'aria-multiline': 'true',
      },
    },
    onUpdate: ({ editor }) => {
      tellWriting(number)
      if (reply) setText(textOf(editor))
      if (editor.isEmpty) draft.discard()
      else kept.keep({ html: editor.getHTML() })
    },
  })
  useEffect(
    () =>
      onTypedToComposer([kind], (typed) => {
        editor.chain().focus('end').insertContent({ type: 'text', text: typed }).run()
      }),
    [editor, kind],
  )
  const files = { files: kept.files, onChange: (change: (files: Attached[]) => Attached[]) => kept.attach(change) }
  const attaching = useAttachments({ caseId: found.id, onChange: files.onChange })
  const { send, pending } = useSend({
    kind,
    found,
    number,
    onUndone,
    onSent: () => {
      editor.commands.clearContent(false)
      setText('')
      draft.discard()
      kept.forget()
    },
  })
  const messages = useQuery({ ...messagesQuery(number), enabled: reply }).data
  const newer = messages?.findLast(
    ({ direction, machine, receivedAt }) =>
      direction === 'in' && !machine && kept.begunAt !== null && receivedAt > kept.begunAt,
  )
  const act = (thenStage?: string) => {
    const written = textOf(editor)
    if (!written) return
    send({
      text: written,
      unkept: kept.unkept,
      html: editor.getHTML(),
      to: kept.to,
      cc: kept.cc,
      files: kept.files,
      begunAt: kept.begunAt,
      thenStage,
    })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
      event.preventDefault()
      act()
    }
    // the keys of the workspace act again; what was typed is kept
    // at once: Tiptap would do it a frame later, and the next key would still be typed
    if (event.key === 'Escape') editor.view.dom.blur()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: files may be dropped anywhere on it; a button does the same
    <div
      onKeyDownCapture={onKeyDown}
      onDropCapture={attaching.onDropCapture}
      onPasteCapture={attaching.onPasteCapture}
      onDragOver={(event) => event.preventDefault()}
    >
      {reply && (
        <Recipients
          to={kept.to}
          cc={kept.cc}
          from={found.mailbox?.address ?? null}
          newer={newer}
          onChange={(change) => kept.keep({ ...change, html: editor.getHTML() })}
        />
      )}
      <RichTextEditor
        editor={forMantine(editor)}
        variant="subtle"
        classNames={{ root: styles.editor!, content: styles.content! }}
      >
        <RichTextEditor.Content />
        <PromiseOffers
          {...promised}
          onChoose={(unkept) => kept.keep({ unkept, html: editor.getHTML() })}
          customer={customer}
        />
        <AttachedFiles {...files} />
        {reply && <StaysHere demo={found.demo} />}
        <div className={styles.foot}>
          <RichTextEditor.ControlsGroup className={styles.marks!}>
            <RichTextEditor.Bold />
            <RichTextEditor.Italic />
            <RichTextEditor.BulletList />
            <RichTextEditor.Link />
          </RichTextEditor.ControlsGroup>
          <AttachButton {...attaching} />
          <Kept keeping={draft.keeping} />
          <span className={styles.gap} />
          {reply ? (
            <Button.Group>
              <Button onClick={() => act()} loading={pending} disabled={kept.to.length === 0 || attaching.rising > 0}>
                Send to {sendTo(kept.to, customer)}
              </Button>
              <ThenStage found={found} onChoose={act} />
            </Button.Group>
          ) : (
            <Button className={styles.noteButton!} onClick={() => act()} loading={pending}>
              Add internal note
            </Button>
          )}
        </div>
      </RichTextEditor>
    </div>
  )
}

/** Whom the words go to, as the line above and the button below say. */
function sendTo([one, ...others]: readonly Recipient[], customer: string): string {
  if (others.length > 0) return `${others.length + 1} people`
  return one?.name ? firstName(one.name) : customer
}

function whomSaid(to: readonly Recipient[], contact: string): string {
  const names = to.map(({ name, email }) => name || email)
  return names.length === 0 ? contact : names.length > 2 ? `${names.length} people` : names.join(' and ')
}

const textOf = (editor: { getText: (options: { blockSeparator: string }) => string }): string =>
  editor.getText({ blockSeparator: '\n\n' }).trim()

// Mantine's declarations reach Tiptap's through CommonJS, so one class bears two names
const forMantine = (editor: unknown) => editor as RichTextEditorProps['editor']

/** Recipients and the instant of the first word live in the draft beside the text. */
function useKept(content: DraftContent, found: Case, save: (content: DraftContent) => void) {
  const [known, setKnown] = useState(content)
  const to = (known.to as Recipient[] | undefined) ?? found.replyTo
  const cc = (known.cc as Recipient[] | undefined) ?? found.replyCc
  const begunAt = typeof known.begunAt === 'string' ? known.begunAt : null
  const keep = (change: DraftContent) => {
    setKnown((before) => {
      const next = { begunAt: serverNow().toISOString(), ...before, ...change }
      save(next)
      return next
    })
  }
  const files = (known.files as Attached[] | undefined) ?? []
  const unkept = (known.unkept as string[] | undefined) ?? []
  const attach = (change: (files: Attached[]) => Attached[]) => {
    setKnown((before) => {
      const next = {
        begunAt: serverNow().toISOString(),
        ...before,
        files: change((before.files as Attached[] | undefined) ?? []),
      }
      save(next)
      return next
    })
  }
  return { to, cc, files, unkept, begunAt, keep, attach, forget: () => setKnown({}) }
}

function Kept({ keeping }: { keeping: Keeping }) {
  if (keeping.where === 'nowhere') return null
  return (
    <span className={styles.saved}>
      {keeping.where === 'server' ? (
        <>
          Draft saved <Instant at={keeping.at} />
        </>
      ) : (
        'Draft kept on this device'
      )}
    </span>
  )
}
