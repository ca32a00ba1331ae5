import { ActionIcon } from '@mantine/core'
import { lazy } from 'react'
import type { Message } from '../../../features/conversations/contract.ts'
import { useMe } from '../../app/session.ts'
import { IconDots } from '../../ui/icons.ts'
import { LaterMenu } from '../../ui/LaterMenu.tsx'
import styles from '../cases/Timeline.module.css'

const MessageActs = lazy(() => import('./MessageActs.tsx').then((m) => ({ default: m.MessageActs })))

/** The menu of one message, for those who work on cases; what has not left yet is taken back instead. */
export function MessageMenu({ message, from }: { message: Message; from: string }) {
  const me = useMe()
  const leaving = message.delivery === 'held' || message.delivery === 'queued'
  if (!me.rights.includes('cases.work') || leaving) return null
  return (
    <LaterMenu menu={(target) => <MessageActs message={message} target={target} />}>
      <ActionIcon className={styles.menu!} size={24} aria-label={`Acts on the message from ${from}`}>
        <IconDots size={15} stroke={1.7} />
      </ActionIcon>
    </LaterMenu>
  )
}
