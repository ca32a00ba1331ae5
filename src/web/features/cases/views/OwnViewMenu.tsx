import { ActionIcon, Button, Menu, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { SavedView } from '../../../../features/cases/contract/views.ts'
import { api } from '../../../api.ts'
import { useMe } from '../../../app/session.ts'
import { useGo } from '../../../ui/address.ts'
import { IconDots } from '../../../ui/icons.ts'
import { NoticeAct } from '../../../ui/NoticeAct.tsx'
import { said } from '../../../ui/said.ts'
import { viewsQuery } from './queries.ts'
import styles from './ViewsScreen.module.css'

/** What its owner can do with a saved view: another name, another circle of readers, or away with it. */
export function OwnViewMenu({ saved, onRename }: { saved: SavedView; onRename: () => void }) {
  const go = useGo()
  const me = useMe()
  const cache = useQueryClient()
  const again = () => cache.invalidateQueries({ queryKey: viewsQuery.queryKey })
  const shares = me.rights.includes('*') || me.rights.includes('views.share')
  const share = useMutation({
    mutationFn: (teamId: string | null) =>
      api.cases.changeView({ params: { id: saved.id }, body: { version: saved.version, teamId } }),
    onSuccess: again,
    ...said,
  })
  const restore = async () => {
    const { name, team, filter, layout } = saved
    const { id } = await api.cases.createView({ body: { name, teamId: team?.id ?? null, filter, layout } })
    await again()
    go(`/views/${id}`)
  }
  const remove = async () => {
    await api.cases.removeView({ params: { id: saved.id } })
    go('/views')
    await again()
    notifications.show({
      title: `${saved.name} was deleted`,
      message: <NoticeAct act="Undo" onAct={() => void restore().catch(said.onError)} />,
    })
  }
  return (
    <Menu position="bottom-start" width={240}>
      <Menu.Target>
        <ActionIcon aria-label="This view">
          <IconDots size={17} stroke={1.7} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={onRename}>Rename</Menu.Item>
        {saved.team && <Menu.Item onClick={() => share.mutate(null)}>{`Take back from ${saved.team.name}`}</Menu.Item>}
        {shares &&
          me.teams
            .filter(({ id }) => id !== saved.team?.id)
            .map((team) => (
              <Menu.Item key={team.id} onClick={() => share.mutate(team.id)}>{`Share with ${team.name}`}</Menu.Item>
            ))}
        <Menu.Divider />
        <Menu.Item onClick={() => void remove().catch(said.onError)}>Delete this view</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

/** The name of a view, written over where it stands. */
export function RenameView({ saved, onDone }: { saved: SavedView; onDone: () => void }) {
  const [name, setName] = useState(saved.name)
  const cache = useQueryClient()
  const rename = useMutation({
    mutationFn: () =>
      api.cases.changeView({ params: { id: saved.id }, body: { version: saved.version, name: name.trim() } }),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: viewsQuery.queryKey })
      onDone()
    },
    ...said,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() && name.trim() !== saved.name) rename.mutate()
    else onDone()
  }
  return (
    <form className={styles.rename} onSubmit={submit}>
      <TextInput
        size="xs"
        aria-label="Name of this view"
        value={name}
        maxLength={80}
        autoFocus
        onChange={(event) => setName(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && onDone()}
      />
      <Button type="submit" loading={rename.isPending} disabled={!name.trim()}>
        Rename
      </Button>
      <Button variant="default" onClick={onDone}>
        Cancel
      </Button>
    </form>
  )
}
