import { Button, Menu } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Case } from '../../../features/cases/contract.ts'
import { fileSize } from '../../ui/amounts.ts'
import { Instant } from '../../ui/Instant.tsx'
import { IconMessages, IconPaperclip } from '../../ui/icons.ts'
import { exact } from '../../ui/time.ts'
import { AttachButton, AttachedFiles, useAttachments } from '../conversations/Attachments.tsx'
import { messagesQuery } from '../conversations/queries.ts'
import type { Attached } from '../conversations/upload.ts'
import { caseFilesQuery } from './queries.ts'
import styles from './sides.module.css'
import { quoted } from './words.ts'

interface Props {
  found: Case
  number: string
  files: Attached[]
  onFiles: (change: (files: Attached[]) => Attached[]) => void
  onQuote: (text: string) => void
}

/** What of the case goes along is chosen piece by piece: nothing does by itself. What is quoted is seen before it leaves. */
export function Enclosures({ found, number, files, onFiles, onQuote }: Props) {
  const attaching = useAttachments({ caseId: found.id, onChange: onFiles })
  const known = useQuery(caseFilesQuery(number)).data?.items ?? []
  const messages = (useQuery(messagesQuery(number)).data ?? []).filter(
    ({ direction, undoneAt, machine }) => direction !== 'internal' && !undoneAt && !machine,
  )
  const free = known.filter(({ id }) => !files.some((file) => file.id === id))
  return (
    <>
      <AttachedFiles files={files} onChange={onFiles} />
      <div className={styles.tools}>
        <AttachButton {...attaching} />
        {free.length > 0 && (
          <Menu position="top-start" width={340}>
            <Menu.Target>
              <Button size="compact-sm" variant="subtle" color="gray" leftSection={<IconPaperclip size={14} />}>
                A file of the case
              </Button>
            </Menu.Target>
            <Menu.Dropdown className={styles.menu!}>
              {free.map(({ id, name, bytes, from }) => (
                <Menu.Item key={id} onClick={() => onFiles((all) => [...all, { id, name, bytes }])}>
                  {name}{' '}
                  <small>
                    {fileSize(bytes)}
                    {from && `, from ${from}`}
                  </small>
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
        {messages.length > 0 && (
          <Menu position="top-start" width={380}>
            <Menu.Target>
              <Button size="compact-sm" variant="subtle" color="gray" leftSection={<IconMessages size={14} />}>
                Quote the thread
              </Button>
            </Menu.Target>
            <Menu.Dropdown className={styles.menu!}>
              <Menu.Label>It is put into the text, where you see and shorten it</Menu.Label>
              {messages.toReversed().map((message) => {
                const who = whoWrote(message)
                const text = message.visibleText || message.text
                return (
                  <Menu.Item
                    key={message.id}
                    onClick={() => onQuote(quoted(text, `${who} wrote, ${exact(new Date(message.receivedAt))}:`))}
                  >
                    <b>{who}</b> <Instant at={message.receivedAt} />
                    <small className={styles.preview}>{text.slice(0, 140)}</small>
                  </Menu.Item>
                )
              })}
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
    </>
  )
}

export const whoWrote = (message: {
  author: { name: string } | null
  contact: { name: string } | null
  from: { name: string; email: string } | null
}): string => message.author?.name ?? message.contact?.name ?? (message.from?.name || message.from?.email || 'Somebody')
