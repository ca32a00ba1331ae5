import { ActionIcon, Button, UnstyledButton } from '@mantine/core'
import { useRouter } from '@tanstack/react-router'
import { lazy } from 'react'
import type { Case } from '../../../features/cases/contract.ts'
import { api } from '../../api.ts'
import { useGo, useSetQuery } from '../../ui/address.ts'
import { Go } from '../../ui/Go.tsx'
import { Hint } from '../../ui/Hint.tsx'
import { IconCheck, IconChevronLeft, IconChevronRight, IconDots, IconUser } from '../../ui/icons.ts'
import { LaterMenu } from '../../ui/LaterMenu.tsx'
import { PriorityMark } from '../../ui/PriorityMark.tsx'
import { said } from '../../ui/said.ts'
import styles from './CaseHead.module.css'
import { Others } from './Others.tsx'
import { useCaseAct } from './queries.ts'
import { isOver } from './words.ts'

const MoreActs = lazy(() => import('./MoreActs.tsx').then((m) => ({ default: m.MoreActs })))

export function CaseHead({ found, number, back }: { found: Case; number: string; back: string | null }) {
  const setQuery = useSetQuery()
  const go = useGo()
  const { history } = useRouter()
  const customer = found.account?.name ?? found.contact?.name
  return (
    <header className={styles.head}>
      <ActionIcon className={styles.back!} aria-label="Back" onClick={() => (back ? go(back) : history.back())}>
        <IconChevronLeft size={20} stroke={1.7} />
      </ActionIcon>
      <div className={styles.titles}>
        <p className={styles.line}>
          <span>{found.number}</span>
          <span>{found.type.name}</span>
          <span className={styles.priority}>
            <PriorityMark priority={found.priority} />
            {found.priority}
          </span>
          {customer && (
            <span className={styles.who}>
              <UnstyledButton className={styles.customer!} onClick={() => setQuery({ panel: 'customer' })}>
                {customer}
                <IconChevronRight size={13} stroke={1.8} aria-hidden />
              </UnstyledButton>
            </span>
          )}
          {found.restricted && <span>restricted</span>}
          {found.escalationLevel > 0 && (
            <span className={styles.escalated}>
              <Go to="/escalated">escalated, level {found.escalationLevel}</Go>
            </span>
          )}
        </p>
        <h1>{found.subject}</h1>
      </div>
      <div className={styles.acts}>
        <Others number={number} />
        <LaterMenu menu={(target) => <MoreActs found={found} number={number} target={target} />}>
          <Hint label="More acts">
            <ActionIcon aria-label="More acts">
              <IconDots size={18} stroke={1.7} />
            </ActionIcon>
          </Hint>
        </LaterMenu>
        <ActionIcon
          className={styles.panel!}
          aria-label="Show customer"
          onClick={() => setQuery({ panel: 'customer' })}
        >
          <IconUser size={18} stroke={1.6} />
        </ActionIcon>
        {found.can.resolve && !isOver(found.status) && (
          <Button
            className={styles.resolve!}
            variant="default"
            leftSection={<IconCheck size={15} stroke={1.8} />}
            onClick={() => setQuery({ sheet: 'close' })}
          >
            Resolve
          </Button>
        )}
        {found.can.work && found.status === 'resolved' && <Reopen found={found} number={number} />}
      </div>
    </header>
  )
}

function Reopen({ found, number }: { found: Case; number: string }) {
  const reopen = useCaseAct(number, () =>
    api.cases.reopenCase({ params: { id: found.id }, body: { version: found.version, reason: 'Reopened by hand' } }),
  )
  return (
    <Button variant="default" loading={reopen.isPending} onClick={() => reopen.mutate(undefined, said)}>
      Reopen
    </Button>
  )
}
