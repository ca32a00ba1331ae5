import { Menu } from '@mantine/core'
import type { ReactElement } from 'react'
import type { Case } from '../../../features/cases/contract.ts'
import { api } from '../../api.ts'
import { useMe } from '../../app/session.ts'
import { useSetQuery } from '../../ui/address.ts'
import { OpenedMenu } from '../../ui/OpenedMenu.tsx'
import { PriorityMark } from '../../ui/PriorityMark.tsx'
import { said } from '../../ui/said.ts'
import { useAlone } from '../people/useAlone.ts'
import { useCaseAct } from './queries.ts'
import { isOver } from './words.ts'

const priorities = ['low', 'medium', 'high', 'critical'] as const

export function MoreActs({ found, number, target }: { found: Case; number: string; target: ReactElement }) {
  const me = useMe()
  const setQuery = useSetQuery()
  const params = { id: found.id }
  const change = useCaseAct(number, (body: { priority?: Case['priority']; restricted?: boolean }) =>
    api.cases.changeCase({ params, body: { version: found.version, ...body } }),
  )
  const watching = found.watchers.some((watcher) => watcher.id === me.id)
  const watch = useCaseAct(number, async () => {
    const { watchers } = await api.cases.watchCase({ params, body: { watch: !watching } })
    return { ...found, watchers }
  })
  const open = !isOver(found.status)
  const alone = useAlone()
  return (
    <OpenedMenu target={target} position="bottom-end" width={240}>
      <Menu.Item onClick={() => watch.mutate(undefined, said)}>
        {watching ? 'Stop watching' : 'Watch this case'}
      </Menu.Item>
      {found.can.work && open && (
        <>
          <Menu.Item onClick={() => setQuery({ side: 'new' })}>
            {alone ? 'Ask a supplier' : 'Ask a supplier or a team'}
          </Menu.Item>
          {!alone && <Menu.Item onClick={() => setQuery({ sheet: 'escalate' })}>Escalate…</Menu.Item>}
          {found.escalationLevel > 0 && (
            <Menu.Item onClick={() => setQuery({ sheet: 'deescalate' })}>
              Take back from level {found.escalationLevel}…
            </Menu.Item>
          )}
          <Menu.Item onClick={() => setQuery({ sheet: 'ask', again: null })}>Ask for an approval</Menu.Item>
          {!alone && found.owner && (found.owner.id === me.id || me.rights.includes('cases.assign')) && (
            <Menu.Item onClick={() => setQuery({ sheet: 'giveback' })}>Give back to the queue…</Menu.Item>
          )}
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
      <Menu.Divider />
      <Menu.Item onClick={() => setQuery({ sheet: 'family' })}>Family and links</Menu.Item>
      {!alone && <Menu.Item onClick={() => setQuery({ sheet: 'readers' })}>Who sees this case?</Menu.Item>}
      {found.can.work && open && !alone && (
        <Menu.Item onClick={() => setQuery({ sheet: 'child' })}>Ask another team to…</Menu.Item>
      )}
      {me.rights.includes('cases.merge') && !found.mergedInto && (
        <>
          <Menu.Divider />
          <Menu.Item onClick={() => setQuery({ sheet: 'merge' })}>Merge with another case…</Menu.Item>
        </>
      )}
      {me.rights.includes('cases.restrict') && !alone && (
        <>
          <Menu.Divider />
          <Menu.Item onClick={() => change.mutate({ restricted: !found.restrictedItself }, said)}>
            {restrictionAct(found)}
          </Menu.Item>
        </>
      )}
    </OpenedMenu>
  )
}

/** A case of a closed team can be restricted by itself as well, which stays when the team opens. */
function restrictionAct({ restricted, restrictedItself }: Case): string {
  if (restrictedItself) return 'Lift its restriction'
  return restricted ? 'Restrict it by itself too' : 'Restrict to team and watchers'
}
