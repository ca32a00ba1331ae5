import { Checkbox, UnstyledButton } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, useMemo, useRef } from 'react'
import type { CaseRow } from '../../../../features/cases/contract/case-row.ts'
import styles from './CaseTable.module.css'
import { CaseCell, SubjectCell, UnderSubject } from './cells.tsx'
import { type ColumnKey, type ColumnOf, columns as known } from './columns.ts'
import type { Entry } from './entries.ts'
import type { Sort } from './filter.ts'
import { useListKeys } from './useListKeys.ts'
import type { Picked } from './usePicked.ts'
import type { OpenView } from './useView.ts'

export interface ShownCases {
  view: OpenView
  entries: Entry[]
  rows: CaseRow[]
  total: number
  more: () => void
  picked: Picked
}

const rowHeight = 34
/** Two lines. */
const phoneRowHeight = 56
const groupHeight = 35
/** So many rows before the end the next page is asked for. */
const ahead = 80

/** All cases of a filter in one table: only what is in sight is drawn, the next page is read before one reaches it. */
export function CaseTable({ view, entries, rows, total, more, picked }: ShownCases) {
  const scroll = useRef<HTMLElement>(null)
  const { keys, phone } = useFitting(view.columns)
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroll.current,
    estimateSize: (i) => (entries[i]?.kind === 'group' ? groupHeight : phone ? phoneRowHeight : rowHeight),
    overscan: 16,
    scrollPaddingStart: 70,
    scrollPaddingEnd: 80,
    onChange: ({ range }) => {
      if (range && range.endIndex > entries.length - ahead) more()
    },
  })
  const inSight = virtual.getVirtualItems()
  const shown = inSight.map(({ index }) => entries[index]!)
  const active = useListKeys({ entries, virtual, picked, go: null })

  const width = keys.length + 2
  return (
    <section className={styles.scroll} ref={scroll} aria-label="Table of cases">
      <table className={styles.table} aria-rowcount={total + 1}>
        <Head view={view} keys={keys} picked={picked} loaded={rows.length} />
        <tbody>
          <Gap height={inSight[0]?.start ?? 0} width={width} />
          {shown.map((entry) => {
            if (entry.kind === 'group') {
              return (
                <tr key={entry.group.name} className={styles.group}>
                  <th scope="rowgroup" colSpan={width} data-tone={entry.group.tone}>
                    {entry.group.name}
                    <span className="num">
                      {entry.count}
                      {entry.open && '+'}
                    </span>
                  </th>
                </tr>
              )
            }
            const { row, at } = entry
            return (
              <Line
                key={row.id}
                row={row}
                at={at}
                keys={keys}
                phone={phone}
                chosen={picked.ids.has(row.id)}
                active={active === at}
                onToggle={picked.toggle}
              />
            )
          })}
          <Gap height={virtual.getTotalSize() - (inSight.at(-1)?.end ?? 0)} width={width} />
        </tbody>
      </table>
    </section>
  )
}

const atOnce = { getInitialValueInEffect: false }
const notOnTablets = new Set<ColumnKey>(['type', 'updated', 'age'])
const onPhones = new Set<ColumnKey>(['due'])

/** The chosen columns for which there is room beside the case itself. */
function useFitting(chosen: ColumnKey[]): { keys: ColumnKey[]; phone: boolean } {
  const narrow = useMediaQuery('(max-width: 1180px)', undefined, atOnce)
  const phone = useMediaQuery('(max-width: 720px)', undefined, atOnce)
  const keys = useMemo(
    () => chosen.filter((key) => (phone ? onPhones.has(key) : !(narrow && notOnTablets.has(key)))),
    [chosen, narrow, phone],
  )
  return { keys, phone: phone ?? false }
}

interface LineProps {
  row: CaseRow
  at: number
  keys: ColumnKey[]
  /** Two lines instead of columns. */
  phone: boolean
  chosen: boolean
  active: boolean
  onToggle: Picked['toggle']
}

/** Drawn once, however far one scrolls: a step of the list costs only the rows that come into sight. */
const Line = memo(function Line({ row, at, keys, phone, chosen, active, onToggle }: LineProps) {
  return (
    <tr
      aria-rowindex={at + 2}
      data-case={row.id}
      data-number={row.number}
      data-picked={chosen || undefined}
      data-active={active || undefined}
      data-unread={row.unread || undefined}
    >
      <td className={styles.box}>
        <Checkbox
          aria-label={`Choose ${row.number}`}
          checked={chosen}
          onChange={() => {}}
          onClick={(event) => onToggle(at, event.shiftKey)}
        />
      </td>
      <td data-col="case" colSpan={phone ? keys.length + 1 : 1}>
        <SubjectCell row={row} />
        {phone && <UnderSubject row={row} />}
      </td>
      {!phone &&
        keys.map((key) => (
          <td key={key} data-col={key}>
            <CaseCell row={row} column={key} />
          </td>
        ))}
    </tr>
  )
})

function Gap({ height, width }: { height: number; width: number }) {
  if (height <= 0) return null
  return (
    <tr aria-hidden className={styles.gap}>
      <td colSpan={width} style={{ height }} />
    </tr>
  )
}

interface HeadProps {
  view: OpenView
  keys: ColumnKey[]
  picked: Picked
  loaded: number
}

function Head({ view, keys, picked, loaded }: HeadProps) {
  const all = picked.rows.length === loaded
  const shown = known.filter(({ key }) => keys.includes(key))
  return (
    <thead>
      <tr>
        <th scope="col" className={styles.box}>
          <Checkbox
            aria-label="Choose all that are loaded"
            checked={all}
            indeterminate={!all && picked.rows.length > 0}
            onChange={() => (all ? picked.none() : picked.all())}
          />
        </th>
        <HeadCell column={{ key: 'case', name: 'Case', sorts: ['-number', 'number'] }} view={view} />
        {shown.map((column) => (
          <HeadCell key={column.key} column={column} view={view} />
        ))}
      </tr>
    </thead>
  )
}

function HeadCell({ column: { key, name, sorts }, view }: { column: ColumnOf; view: OpenView }) {
  const by = view.filter.sort ?? '-updated'
  const here = sorts?.includes(by)
  const next: Sort | undefined = by === sorts?.[0] ? (sorts[1] ?? sorts[0]) : sorts?.[0]
  const down = by.startsWith('-')
  return (
    <th scope="col" data-col={key} aria-sort={here ? (down ? 'descending' : 'ascending') : undefined}>
      {next ? (
        <UnstyledButton onClick={() => view.setFilter({ sort: next })} data-here={here || undefined}>
          {name}
          {here && <span aria-hidden> {down ? '↓' : '↑'}</span>}
        </UnstyledButton>
      ) : (
        name
      )}
    </th>
  )
}
