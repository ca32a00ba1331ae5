import { ActionIcon, Button, Menu, Tooltip, UnstyledButton } from '@mantine/core'
import { useRouter } from '@tanstack/react-router'
import type { Case } from '../../../features/cases/contract.ts'
import { api } from '../../api.ts'
import { useMe } from '../../app/session.ts'
import { useGo, useSetQuery } from '../../ui/address.ts'
import { IconCheck, IconChevronLeft, IconChevronRight, IconDots, IconUser } from '../../ui/icons.ts'
import { PriorityMark } from '../../ui/PriorityMark.tsx'
import { said } from '../../ui/said.ts'
import styles from './CaseHead.module.css'
import { Others } from './Others.tsx'
import { useCaseAct } from './queries.ts'
import { isOver } from './words.ts'

const priorities = ['low', 'medium', 'high', 'critical'] as const

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
        </p>
        <h1>{found.subject}</h1>
      </div>
      <div className={styles.acts}>
        <Others number={number} />
        <MoreActs found={found} number={number} />
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

function MoreActs({ found, number }: { found: Case; number: string }) {
  const me = useMe()
  const params = { id: found.id }
  const change = useCaseAct(number, (body: { priority?: Case['priority']; restricted?: boolean }) =>
    api.cases.changeCase({ params, body: { version: found.version, ...body } }),
  )
  const release = useCaseAct(number, () =>
    api.cases.assignCase({ params, body: { version: found.version, ownerId: null } }),
  )
  const watching = found.watchers.some((watcher) => watcher.id === me.id)
  const watch = useCaseAct(number, async () => {
    const { watchers } = await api.cases.watchCase({ params, body: { watch: !watching } })
    return { ...found, watchers }
  })
  const open = !isOver(found.status)
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <Tooltip label="More acts">
          <ActionIcon aria-label="More acts">
            <IconDots size={18} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => watch.mutate(undefined, said)}>
          {watching ? 'Stop watching' : 'Watch this case'}
        </Menu.Item>
        {found.can.work && open && (
          <>
            <Menu.Item onClick={() => release.mutate(undefined, said)}>Give back to the queue</Menu.Item>
            <Menu.Label>Priority</Menu.Label>
            {priorities.map((priority) => (
              <Menu.Item
                key={priority}
                disabled={priority === found.priority}
                leftSection={<PriorityMark priority={priority} />}
                onClick={() => change.mutate({ priority }, said)}
              >
                {priority}
              </Menu.Item>
            ))}
          </>
        )}
        {me.rights.includes('cases.restrict') && (
          <>
            <Menu.Divider />
            <Menu.Item onClick={() => change.mutate({ restricted: !found.restricted }, said)}>
              {found.restricted ? 'Lift the restriction' : 'Restrict to team and watchers'}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
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
