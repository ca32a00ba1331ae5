import { UnstyledButton } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { WorkItem } from '../../../features/cases/contract/my-next.ts'
import { useSetQuery } from '../../ui/address.ts'
import { countsOf, type MyNextFilter, type MyNextKind, myNextKinds } from './myNextFilter.ts'
import styles from './QueueColumn.module.css'

interface Props {
  items: WorkItem[]
  filter: MyNextFilter
  onClose: () => void
}

/** Narrows the list by what presses and by words; it stands in the address. */
export function QueueFilter({ items, filter, onClose }: Props) {
  const setQuery = useSetQuery()
  const input = useRef<HTMLInputElement>(null)
  const counts = countsOf(items)
  useEffect(() => input.current?.focus(), [])
  return (
    <search className={styles.filter}>
      <input
        ref={input}
        type="search"
        aria-label="Find in my list"
        placeholder="Find in my list"
        value={filter.find}
        onChange={(event) => setQuery({ find: event.currentTarget.value || null }, 'typing')}
        onKeyDown={(event) => event.key === 'Escape' && onClose()}
      />
      <div>
        {(Object.entries(myNextKinds) as [MyNextKind, string][]).map(([kind, name]) => (
          <UnstyledButton
            key={kind}
            aria-pressed={filter.kind === kind}
            disabled={counts[kind] === 0 && filter.kind !== kind}
            onClick={() => setQuery({ kind: filter.kind === kind ? null : kind })}
          >
            {name} <span className="num">{counts[kind]}</span>
          </UnstyledButton>
        ))}
      </div>
    </search>
  )
}
