import { Menu } from '@mantine/core'
import type { ReactElement } from 'react'
import type { Message } from '../../../features/conversations/contract.ts'
import { useSetQuery } from '../../ui/address.ts'
import { OpenedMenu } from '../../ui/OpenedMenu.tsx'

/** What can become of one message: a case of its own, or a part of another one. */
export function MessageActs({ message, target }: { message: Message; target: ReactElement }) {
  const setQuery = useSetQuery()
  const ours = message.direction === 'out' && message.kind !== 'call'
  return (
    <OpenedMenu target={target} position="bottom-end" width={240}>
      {!ours && (
        <Menu.Item onClick={() => setQuery({ sheet: `split ${message.id}` })}>Split off a case of its own…</Menu.Item>
      )}
      <Menu.Item onClick={() => setQuery({ sheet: `move ${message.id}` })}>Move to another case…</Menu.Item>
    </OpenedMenu>
  )
}
