import type { ReactNode } from 'react'
import type { TimelineEntry } from '../../../features/cases/contract.ts'
import { Instant } from '../../ui/Instant.tsx'
import {
  IconAlertTriangle,
  IconArrowRight,
  IconCheck,
  IconCircle,
  IconHandStop,
  IconMailOpened,
  IconMessages,
  IconPlayerPause,
  IconPlayerPlay,
  IconUserCheck,
} from '../../ui/icons.ts'
import type { EventIcon } from './eventParts.ts'
import { tellEvent } from './eventWords.ts'
import styles from './Timeline.module.css'

const icons: Record<EventIcon, typeof IconCheck> = {
  assign: IconUserCheck,
  pause: IconPlayerPause,
  resume: IconPlayerPlay,
  met: IconCheck,
  stage: IconArrowRight,
  risk: IconAlertTriangle,
  link: IconHandStop,
  open: IconMailOpened,
  done: IconCheck,
  change: IconCircle,
  side: IconMessages,
}

/** What the system did, small, with the cause it names. */
export function EventLine({ entry, act }: { entry: TimelineEntry; act?: ReactNode }) {
  const { icon, text, because } = tellEvent(entry)
  const Icon = icons[icon]
  return (
    <p className={styles.event} data-icon={icon}>
      <span className={styles.gutter}>
        <Icon size={icon === 'change' ? 9 : 14} stroke={1.7} aria-hidden />
      </span>
      <span className={styles.said}>
        {text}
        {because && <em>, {because}</em>}
        {act}
      </span>
      <Instant at={entry.at} className={styles.when} />
    </p>
  )
}
