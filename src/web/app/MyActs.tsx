import { Menu, useMantineColorScheme } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import type { Me } from '../../features/people/contract.ts'
import { api } from '../api.ts'
import { useGo } from '../ui/address.ts'
import { useNow } from '../ui/clock.ts'
import { OpenedMenu } from '../ui/OpenedMenu.tsx'
import { clockTime } from '../ui/time.ts'
import { statusWords, useMe } from './session.ts'

/** What a person does about themselves. */
export function MyActs({ target }: { target: ReactElement }) {
  const me = useMe()
  const cache = useQueryClient()
  const go = useGo()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const now = useNow()
  const later = (minutes: number) => new Date(Math.ceil((now.getTime() / 60_000 + minutes) / 5) * 300_000)
  const setStatus = async (status: Me['status'], until?: Date) => {
    const statusUntil = until?.toISOString() ?? null
    cache.setQueryData(['me'], await api.people.changeMe({ body: { status, statusUntil } }))
  }
  const signOut = async () => {
    await api.people.signOut({})
    cache.clear()
    go('/sign-in')
  }
  return (
    <OpenedMenu target={target} position="right-end" width={220}>
      <Menu.Label>
        {me.name}, {me.organisation.name}
      </Menu.Label>
      {(['online', 'busy', 'away', 'off'] as const).map((status) => (
        <Menu.Item
          key={status}
          onClick={() => void setStatus(status)}
          disabled={status === me.status && !me.statusUntil && !me.statusAutomatic}
        >
          {`I am ${statusWords[status]}`}
        </Menu.Item>
      ))}
      {[30, 60, 120].map((minutes) => (
        <Menu.Item key={minutes} onClick={() => void setStatus('busy', later(minutes))}>
          {`I am busy until ${clockTime(later(minutes))}`}
        </Menu.Item>
      ))}
      <Menu.Divider />
      <Menu.Item onClick={() => go('/notifications')}>Notifications</Menu.Item>
      <Menu.Item onClick={() => go('/away')}>Who is away</Menu.Item>
      <Menu.Item onClick={() => go('/me')}>Profile, password, sessions</Menu.Item>
      <Menu.Item disabled={colorScheme === 'auto'} onClick={() => setColorScheme('auto')}>
        Colours follow the system
      </Menu.Item>
      <Menu.Item onClick={() => void signOut()}>Sign out</Menu.Item>
    </OpenedMenu>
  )
}
