import { ActionIcon, Menu, NativeSelect, SegmentedControl } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { SavedView } from '../../../../features/cases/contract/views.ts'
import { api } from '../../../api.ts'
import { useGo } from '../../../ui/address.ts'
import { counted } from '../../../ui/amounts.ts'
import { IconDots } from '../../../ui/icons.ts'
import { said } from '../../../ui/said.ts'
import { countQuery, viewsQuery } from './queries.ts'
import type { OpenView } from './useView.ts'
import { groupsOf } from './ViewList.tsx'
import styles from './ViewsScreen.module.css'

/** What is looked at, how many cases that are now, and in which layout. */
export function ViewHead({ view, views, phone }: { view: OpenView; views: SavedView[]; phone: boolean | undefined }) {
  const go = useGo()
  const { saved, changed } = view
  const total = useQuery(countQuery(view.filter)).data
  return (
    <header className={styles.head}>
      <h1>{saved?.name ?? 'Cases'}</h1>
      <span className={styles.total}>
        {changed && 'changed, '}
        {total !== undefined && `${counted(total, 'case')}, live`}
      </span>
      {saved?.mine && <OwnViewMenu saved={saved} />}
      <span className={styles.gap} />
      {phone ? (
        <NativeSelect
          size="xs"
          aria-label="View"
          value={saved?.id ?? ''}
          onChange={(event) => go(`/views/${event.currentTarget.value}`)}
          data={[
            ...(saved ? [] : [{ value: '', label: 'Another view…' }]),
            ...groupsOf(views).map(({ name, items }) => ({
              group: name,
              items: items.map(({ id, name }) => ({ value: id, label: name })),
            })),
          ]}
        />
      ) : (
        <SegmentedControl
          size="xs"
          withItemsBorders={false}
          aria-label="Layout"
          value={view.layout}
          onChange={(layout) => view.setQuery({ layout, ...(layout === 'table' && { case: null }) })}
          data={[
            { value: 'table', label: 'Table' },
            { value: 'split', label: 'Split' },
          ]}
        />
      )}
    </header>
  )
}

function OwnViewMenu({ saved }: { saved: SavedView }) {
  const go = useGo()
  const cache = useQueryClient()
  const again = () => cache.invalidateQueries({ queryKey: viewsQuery.queryKey })
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
      message: (
        <button type="button" className={styles.undo} onClick={() => void restore().catch(said.onError)}>
          Undo
        </button>
      ),
    })
  }
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <ActionIcon aria-label="This view">
          <IconDots size={17} stroke={1.7} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void remove().catch(said.onError)}>Delete this view</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
