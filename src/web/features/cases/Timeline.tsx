import { UnstyledButton } from '@mantine/core'
import { lazy, Suspense, useMemo, useState } from 'react'
import type { Case, TimelineEntry } from '../../../features/cases/contract.ts'
import type { Message } from '../../../features/conversations/contract.ts'
import { Brief, CallEntry, Note } from '../conversations/Internal.tsx'
import { Letter } from '../conversations/Letter.tsx'
import { EventLine } from './EventLine.tsx'
import styles from './Timeline.module.css'
import { restOf, type ThreadItem, threadOf } from './thread.ts'

const kinds = ['All', 'Messages', 'Internal', 'Events'] as const
const shown: Record<(typeof kinds)[number], (item: ThreadItem) => boolean> = {
  All: () => true,
  Messages: (item) => item.kind === 'letter' || item.kind === 'call',
  Internal: (item) => item.kind === 'note' || item.kind === 'brief',
  Events: (item) => item.kind === 'event',
}

interface Props {
  entries: TimelineEntry[]
  messages: Message[]
  found: Case
}

const MergeAct = lazy(() => import('../families/MergeAct.tsx').then((m) => ({ default: m.MergeAct })))
const SideAct = lazy(() => import('../sideconversations/SideAct.tsx').then((m) => ({ default: m.SideAct })))

/** Everything that happened, oldest first: letters hang from faces, events from small icons. */
export function Timeline({ entries, messages, found }: Props) {
  const [kind, setKind] = useState<(typeof kinds)[number]>('All')
  const items = useMemo(() => threadOf(entries, messages), [entries, messages])
  // reading it makes it read: where the thread opened, it stays
  const [unread] = useState(found.unread)
  const rest = restOf(items, unread)
  return (
    <div className={styles.timeline}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form where there is none */}
      <div className={styles.filter} role="group" aria-label="Show in the timeline">
        {kinds.map((each) => (
          <UnstyledButton key={each} aria-pressed={each === kind} onClick={() => setKind(each)}>
            {each}
          </UnstyledButton>
        ))}
      </div>
      <ol>
        {items.filter(shown[kind]).map((item) => (
          <li key={item.id} data-kind={item.kind} data-rest={item.id === rest || undefined}>
            {item.kind === 'letter' && <Letter message={item.message} found={found} />}
            {item.kind === 'note' && <Note message={item.message} />}
            {item.kind === 'brief' && <Brief message={item.message} />}
            {item.kind === 'call' && <CallEntry message={item.message} />}
            {item.kind === 'event' && (
              <EventLine
                entry={item.entry}
                act={
                  <>
                    <Suspense fallback={null}>
                      {item.entry.name.startsWith('case.merged') && (
                        <MergeAct entry={item.entry} number={found.number} />
                      )}
                      {item.entry.name.startsWith('side_') && <SideAct entry={item.entry} />}
                    </Suspense>
                  </>
                }
              />
            )}
          </li>
        ))}
      </ol>
    </div>
  )
}
