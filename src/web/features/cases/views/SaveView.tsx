import { Button, NativeSelect, Popover, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../api.ts'
import { useMe } from '../../../app/session.ts'
import { useGo } from '../../../ui/address.ts'
import { said } from '../../../ui/said.ts'
import { viewsQuery } from './queries.ts'
import type { OpenView } from './useView.ts'
import styles from './ViewsScreen.module.css'

/** Keeps the filter with its layout under a name, for oneself or a team; one's own view can be saved over. */
export function SaveView({ view }: { view: OpenView }) {
  const [open, setOpen] = useState(false)
  const [name, setName] = useState('')
  const [teamId, setTeamId] = useState('')
  const me = useMe()
  const go = useGo()
  const cache = useQueryClient()
  const shares = me.rights.includes('*') || me.rights.includes('views.share')
  const layout = {
    layout: view.layout,
    columns: view.columns.join(','),
    ...(!view.grouped && { group: 'none' }),
    ...(view.byRisk && { group: 'risk' }),
  }
  const shown = async ({ id }: { id: string }) => {
    setOpen(false)
    await cache.invalidateQueries({ queryKey: viewsQuery.queryKey })
    go(`/views/${id}`)
  }
  const create = useMutation({
    mutationFn: () =>
      api.cases.createView({ body: { name: name.trim(), teamId: teamId || null, filter: view.filter, layout } }),
    onSuccess: shown,
    ...said,
  })
  const change = useMutation({
    mutationFn: ({ id, version }: { id: string; version: number }) =>
      api.cases.changeView({ params: { id }, body: { version, filter: view.filter, layout } }),
    onSuccess: shown,
    ...said,
  })
  const { saved } = view
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" width={280} trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" size="compact-xs" onClick={() => setOpen((was) => !was)}>
          Save view
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Save view">
        <form
          className={styles.save}
          onSubmit={(event) => {
            event.preventDefault()
            if (name.trim()) create.mutate()
          }}
        >
          {saved?.mine && (
            <Button
              variant="default"
              loading={change.isPending}
              onClick={() => change.mutate({ id: saved.id, version: saved.version })}
            >{`Save over ${saved.name}`}</Button>
          )}
          <TextInput
            label="Name of a new view"
            value={name}
            maxLength={80}
            onChange={(event) => setName(event.currentTarget.value)}
            data-autofocus
          />
          {shares && me.teams.length > 0 && (
            <NativeSelect
              label="For"
              value={teamId}
              onChange={(event) => setTeamId(event.currentTarget.value)}
              data={[
                { value: '', label: 'me alone' },
                ...me.teams.map((team) => ({ value: team.id, label: `everybody in ${team.name}` })),
              ]}
            />
          )}
          <Button type="submit" disabled={!name.trim()} loading={create.isPending}>
            Save
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
