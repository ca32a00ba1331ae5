import { Checkbox, Menu, NativeSelect, UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import { IconColumns3, IconFilter, IconPlus, IconSortAscending } from '../../../ui/icons.ts'
import { type ColumnKey, columns, sortWords } from './columns.ts'
import { FilterToken } from './FilterToken.tsx'
import { fields } from './fields.ts'
import { type FilterKey, filterKeys, type Sort, valuesOf } from './filter.ts'
import { groupWords } from './groups.ts'
import { SaveView } from './SaveView.tsx'
import { layOut, layoutNames, type OpenView } from './useView.ts'
import styles from './ViewsScreen.module.css'

/** The filter as a readable sentence of tokens; grouping, order and columns at the end. */
export function FilterBar({ view, phone }: { view: OpenView; phone: boolean }) {
  const [fresh, setFresh] = useState<FilterKey | null>(null)
  const used = filterKeys.filter((key) => view.filter[key] && !(key === 'status' && view.filter.status === 'all'))
  const shown = fresh && !used.includes(fresh) ? [...used, fresh] : used
  const free = filterKeys.filter((key) => !shown.includes(key) && fields[key].kind !== 'fixed')
  return (
    <fieldset className={styles.filters}>
      <legend className={styles.hidden}>Filter</legend>
      {phone && (
        <NativeSelect
          className={styles.layout!}
          size="xs"
          aria-label="Layout"
          value={view.layout}
          onChange={(event) => layOut(view, event.currentTarget.value)}
          data={layoutNames}
        />
      )}
      <IconFilter size={15} stroke={1.6} aria-hidden />
      {shown.map((key) => (
        <FilterToken
          key={key}
          field={key}
          view={view}
          fresh={key === fresh}
          onClosed={() => setFresh((now) => (now === key ? null : now))}
        />
      ))}
      <Menu position="bottom-start" returnFocus={false}>
        <Menu.Target>
          <UnstyledButton className={styles.add!}>
            <IconPlus size={14} stroke={1.8} aria-hidden />
            Filter
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          {free.map((key) => (
            <Menu.Item key={key} onClick={() => setFresh(key)}>
              {fields[key].name}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <span className={styles.gap} />
      {view.layout === 'board' && (
        <UnstyledButton
          className={styles.add!}
          aria-pressed={view.byRisk}
          onClick={() => view.setQuery({ group: view.byRisk ? 'on' : 'risk' })}
        >
          {`Columns by ${view.byRisk ? 'due risk' : valuesOf(view.filter.type).length === 1 ? 'stage' : 'status'}`}
        </UnstyledButton>
      )}
      {(view.layout === 'table' || view.layout === 'split') && <Grouping view={view} />}
      {view.layout !== 'calendar' && <SortMenu view={view} />}
      {view.layout === 'table' && <ColumnMenu view={view} />}
      <SaveView view={view} />
    </fieldset>
  )
}

function Grouping({ view }: { view: OpenView }) {
  const byOrder = groupWords[view.filter.sort ?? '-updated']
  const ways = { ...(byOrder && { on: byOrder }), risk: 'Grouped by due risk', none: 'Not grouped' }
  const here = view.groupedByRisk ? 'risk' : view.grouped && byOrder ? 'on' : 'none'
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <UnstyledButton className={styles.add!}>{ways[here]}</UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {Object.entries(ways).map(([group, words]) => (
          <Menu.Item key={group} disabled={group === here} onClick={() => view.setQuery({ group })}>
            {words}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function SortMenu({ view }: { view: OpenView }) {
  const by = view.filter.sort ?? '-updated'
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <UnstyledButton className={styles.add!} aria-label={`Sorted: ${sortWords[by]}`}>
          <IconSortAscending size={15} stroke={1.6} aria-hidden />
          {sortWords[by]}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {(Object.entries(sortWords) as [Sort, string][]).map(([sort, words]) => (
          <Menu.Item key={sort} disabled={sort === by} onClick={() => view.setFilter({ sort })}>
            {words}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function ColumnMenu({ view }: { view: OpenView }) {
  const toggle = (key: ColumnKey) => {
    const chosen = view.columns.includes(key) ? view.columns.filter((k) => k !== key) : [...view.columns, key]
    view.setQuery({ columns: chosen.join(',') || null })
  }
  return (
    <Menu position="bottom-end" closeOnItemClick={false}>
      <Menu.Target>
        <UnstyledButton className={styles.add!}>
          <IconColumns3 size={15} stroke={1.6} aria-hidden />
          Columns
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {columns.map(({ key, name }) => (
          <Menu.Item
            key={key}
            role="menuitemcheckbox"
            aria-checked={view.columns.includes(key)}
            leftSection={<Checkbox.Indicator size="xs" radius="xs" checked={view.columns.includes(key)} />}
            onClick={() => toggle(key)}
          >
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
