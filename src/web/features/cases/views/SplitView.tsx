import { useMediaQuery } from '@mantine/hooks'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { EscalationMark } from '../../../ui/EscalationMark.tsx'
import { PriorityMark } from '../../../ui/PriorityMark.tsx'
import { CaseDue } from '../CaseDue.tsx'
import { CasePane } from '../CasePane.tsx'
import type { ShownCases } from './CaseTable.tsx'
import { Owner } from './cells.tsx'
import styles from './SplitView.module.css'
import { useListKeys } from './useListKeys.ts'

const rowHeight = 56
const groupHeight = 32
const ahead = 60

/** The list beside the open case; on a phone one after the other. */
export function SplitView({ view, entries, rows, total, more, picked }: ShownCases) {
  const phone = useMediaQuery('(max-width: 720px)', undefined, { getInitialValueInEffect: false })
  const first = rows[0]?.number
  const { open, setQuery } = view
  useEffect(() => {
    if (!phone && !open && first) setQuery({ case: first })
  }, [phone, open, first, setQuery])
  const scroll = useRef<HTMLElement>(null)
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroll.current,
    estimateSize: (i) => (entries[i]?.kind === 'group' ? groupHeight : rowHeight),
    overscan: 12,
    onChange: ({ range }) => {
      if (range && range.endIndex > entries.length - ahead) more()
    },
  })
  useListKeys({
    entries,
    virtual,
    picked,
    from: rows.findIndex(({ number }) => number === open),
    go: ({ number }) => setQuery({ case: number }),
  })
  return (
    <div className={styles.split}>
      {!(phone && open) && (
        <section className={styles.list} ref={scroll} aria-label={`List of ${total} cases`}>
          <ul style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map(({ index, start, size }) => {
              const entry = entries[index]!
              const place = { transform: `translateY(${start}px)`, height: size }
              if (entry.kind === 'group') {
                return (
                  <li key={entry.group.name} style={place} className={styles.group} data-tone={entry.group.tone}>
                    {entry.group.name}
                  </li>
                )
              }
              const { row } = entry
              return (
                <li key={row.id} style={place} data-picked={picked.ids.has(row.id) || undefined}>
                  <button
                    type="button"
                    className={styles.row}
                    aria-current={row.number === open || undefined}
                    data-unread={row.unread || undefined}
                    onClick={() => setQuery({ case: row.number })}
                  >
                    <PriorityMark priority={row.priority} />
                    <span className={styles.subject}>{row.subject}</span>
                    <CaseDue row={row} />
                    <span className={styles.meta}>
                      <EscalationMark level={row.escalationLevel} />
                      <span>{row.account?.name ?? row.contact?.name ?? row.number}</span>
                      <Owner row={row} />
                    </span>
                  </button>
                </li>
              )
            })}
          </ul>
        </section>
      )}
      {open && <CasePane key={open} number={open} back={phone ? withoutCase() : null} />}
    </div>
  )
}

function withoutCase(): string {
  const query = new URLSearchParams(window.location.search)
  query.delete('case')
  return `${window.location.pathname}?${query}`
}
