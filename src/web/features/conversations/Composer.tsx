import { Button, Skeleton, Tabs } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import type { Case } from '../../../features/cases/contract.ts'
import { api } from '../../api.ts'
import { useGo, useQueryPart, useSetQuery } from '../../ui/address.ts'
import { Key } from '../../ui/Section.tsx'
import { said } from '../../ui/said.ts'
import { Audience, type Kind } from './Audience.tsx'
import styles from './Composer.module.css'

const WriteBox = lazy(() => import('./WriteBox.tsx').then((m) => ({ default: m.WriteBox })))
const CallForm = lazy(() => import('./CallForm.tsx').then((m) => ({ default: m.CallForm })))
const TaskForm = lazy(() => import('../tasks/TaskForm.tsx').then((m) => ({ default: m.TaskForm })))

const tabs: { kind: Kind; name: string; key: string; works: boolean }[] = [
  { kind: 'reply', name: 'Reply', key: 'r', works: true },
  { kind: 'note', name: 'Note', key: 'n', works: false },
  { kind: 'call', name: 'Call', key: 'c', works: true },
  { kind: 'task', name: 'Task', key: 't', works: true },
]

/** One place to write. Colour and words say at once whether the customer will read it. */
export function Composer({ found, number }: { found: Case; number: string }) {
  const setQuery = useSetQuery()
  const asked = useQueryPart('write')
  const [undone, setUndone] = useState(0)
  const open = tabs.filter((tab) => found.can.work || !tab.works)
  const kind = open.find((tab) => tab.kind === (asked === 'promise' ? 'task' : asked))?.kind ?? open[0]!.kind
  if (found.status === 'closed') return <Frozen found={found} />
  const box = { found, number, focused: asked !== null, onUndone: () => setUndone((n) => n + 1) }
  return (
    <section className={styles.composer} data-kind={kind} aria-label="Write" id="composer">
      <Tabs
        value={kind}
        onChange={(chosen) => setQuery({ write: chosen })}
        variant="unstyled"
        classNames={{ list: styles.tabs!, tab: styles.tab! }}
        keepMounted={false}
      >
        <div className={styles.top}>
          <Tabs.List aria-label="Kind of entry">
            {open.map((tab) => (
              <Tabs.Tab key={tab.kind} value={tab.kind} rightSection={<Key>{tab.key}</Key>}>
                {tab.name}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Audience kind={kind} found={found} number={number} />
        </div>
        <Suspense fallback={<Resting />}>
          <Tabs.Panel value="reply">
            <WriteBox key={`reply ${undone}`} kind="reply" {...box} />
          </Tabs.Panel>
          <Tabs.Panel value="note">
            <WriteBox kind="note" {...box} />
          </Tabs.Panel>
          <Tabs.Panel value="call">
            <CallForm found={found} number={number} />
          </Tabs.Panel>
          <Tabs.Panel value="task">
            <TaskForm found={found} number={number} />
          </Tabs.Panel>
        </Suspense>
      </Tabs>
    </section>
  )
}

function Resting() {
  return (
    <div className={styles.resting}>
      <Skeleton h={11} w="46%" radius="xs" />
      <Skeleton h={11} w="72%" mt={14} radius="xs" />
    </div>
  )
}

function Frozen({ found }: { found: Case }) {
  const go = useGo()
  const follow = useMutation({
    mutationFn: () => api.cases.followUpCase({ params: { id: found.id }, body: {} }),
    onSuccess: (next) => go(`/cases/${next.number}`),
    ...said,
  })
  return (
    <section className={styles.composer} aria-label="Write">
      <p className={styles.frozen}>
        This case is closed and its work is frozen.
        <Button variant="default" loading={follow.isPending} onClick={() => follow.mutate()}>
          Open a follow-up case
        </Button>
      </p>
    </section>
  )
}
