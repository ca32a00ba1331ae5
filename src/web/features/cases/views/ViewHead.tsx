import { Button, NativeSelect, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { SavedView } from '../../../../features/cases/contract/views.ts'
import { useMe } from '../../../app/session.ts'
import { useGo } from '../../../ui/address.ts'
import { counted } from '../../../ui/amounts.ts'
import { IconPlus } from '../../../ui/icons.ts'
import { OwnViewMenu, RenameView } from './OwnViewMenu.tsx'
import { countQuery } from './queries.ts'
import { layOut, layoutNames, type OpenView } from './useView.ts'
import { groupsOf } from './ViewList.tsx'
import styles from './ViewsScreen.module.css'

/** What is looked at, how many cases that are now, and in which layout. */
export function ViewHead({ view, views, phone }: { view: OpenView; views: SavedView[]; phone: boolean | undefined }) {
  const go = useGo()
  const me = useMe()
  const [naming, setNaming] = useState(false)
  const { saved, changed } = view
  const total = useQuery(countQuery(view.filter)).data
  return (
    <header className={styles.head}>
      <h1 className={naming ? styles.hidden : undefined}>{saved?.name ?? 'Cases'}</h1>
      {naming && saved && <RenameView key={saved.id} saved={saved} onDone={() => setNaming(false)} />}
      <span className={styles.total}>
        {changed && 'changed, '}
        {total !== undefined && `${counted(total, 'case')}, live`}
      </span>
      {saved?.mine && !naming && <OwnViewMenu saved={saved} onRename={() => setNaming(true)} />}
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
          onChange={(layout) => layOut(view, layout)}
          data={layoutNames}
        />
      )}
      {me.rights.includes('cases.work') && (
        <Button
          variant="default"
          leftSection={<IconPlus size={15} stroke={1.8} />}
          aria-label="New case"
          onClick={() => view.setQuery({ new: 'case' })}
        >
          {phone ? 'New' : 'New case'}
        </Button>
      )}
    </header>
  )
}
