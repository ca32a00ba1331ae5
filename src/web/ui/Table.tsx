import { Fragment, type ReactNode } from 'react'
import studio from './studio.module.css'
import styles from './table.module.css'
import { useRowKeys } from './useRowKeys.ts'

/** One column, its head and its cells together, so that both always stand on the same side and go at the same width. */
export interface Column<T> {
  name: string
  /** What the head says to whoever hovers it. */
  said?: string
  /** Numbers and times stand to the right. */
  right?: boolean
  /** Left out where there is little room. */
  wide?: boolean
  tone?: (row: T) => 'overdue' | 'risk' | false
  cell: (row: T) => ReactNode
}

interface Props<T> {
  columns: Column<T>[]
  rows: readonly T[]
  keyOf: (row: T) => string
  /** Rows that are over stand back. */
  isPast?: (row: T) => boolean
  /** What stands under a row over its whole width; null where nothing does. */
  below?: (row: T) => ReactNode
  className?: string | undefined
  /** On a phone each row becomes lines with everything in it, columns that are left out there included. */
  lines?: boolean
}

/** A list whose rows have columns; j and k walk them. */
export function Table<T>({ columns, rows, keyOf, isPast, below, className, lines }: Props<T>) {
  const keys = useRowKeys<HTMLTableElement>()
  return (
    <table className={className ? `${styles.table} ${className}` : styles.table} data-lines={lines} ref={keys}>
      <thead>
        <tr>
          {columns.map(({ name, said, right, wide }) => (
            <th key={name} scope="col" title={said} data-right={right} data-wide={wide}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Fragment key={keyOf(row)}>
            <tr data-past={isPast?.(row) || undefined}>
              {columns.map(({ name, right, wide, tone, cell }) => (
                <td
                  key={name}
                  data-name={name}
                  data-right={right}
                  data-wide={wide}
                  data-tone={tone?.(row) || undefined}
                >
                  {cell(row)}
                </td>
              ))}
            </tr>
            {below?.(row) && (
              <tr data-below>
                <td colSpan={columns.length}>{below(row)}</td>
              </tr>
            )}
          </Fragment>
        ))}
      </tbody>
    </table>
  )
}

/** The name of a row; where the row opens it is the button that does. */
export function RowName({ onOpen, children }: { onOpen: (() => void) | null; children: ReactNode }) {
  if (!onOpen) return <b>{children}</b>
  return (
    <button type="button" className={studio.open} data-row onClick={onOpen}>
      <b>{children}</b>
    </button>
  )
}
