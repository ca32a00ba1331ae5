import { useInfiniteQuery } from '@tanstack/react-query'
import type { CaseRow } from '../../../features/cases/contract/case-row.ts'
import { useQueryPart, useSetQuery } from '../../ui/address.ts'
import { Go } from '../../ui/Go.tsx'
import { Instant } from '../../ui/Instant.tsx'
import { More } from '../../ui/More.tsx'
import { PriorityMark } from '../../ui/PriorityMark.tsx'
import { ErrorState, LinesSkeleton } from '../../ui/States.tsx'
import { useRowKeys } from '../../ui/useRowKeys.ts'
import { CaseDue } from '../cases/CaseDue.tsx'
import { isOver } from '../cases/words.ts'
import styles from './accounts.module.css'
import { casesOf } from './queries.ts'

interface Props {
  filter: Parameters<typeof casesOf>[0]
  open: number
  name: string
}

/** The cases of one customer, open ones first by their deadline, or all of them by age. */
export function CasesOf({ filter, open, name }: Props) {
  const which = useQueryPart('cases') === 'all' ? 'all' : 'open'
  const setQuery = useSetQuery()
  const list = useInfiniteQuery(casesOf(filter, which))
  const keys = useRowKeys<HTMLUListElement>()
  const rows = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <section aria-label="Cases">
      <fieldset className={styles.tabs} aria-label="Which cases">
        <button type="button" aria-pressed={which === 'open'} onClick={() => setQuery({ cases: null })}>
          Open cases<span className="num">{open}</span>
        </button>
        <button type="button" aria-pressed={which === 'all'} onClick={() => setQuery({ cases: 'all' })}>
          All cases
        </button>
      </fieldset>
      {list.isError && rows.length === 0 ? (
        <ErrorState title="The cases could not be read" onRetry={() => void list.refetch()}>
          What stands beside is not touched by this.
        </ErrorState>
      ) : list.isPending ? (
        <LinesSkeleton label="Loading the cases" lines={6} />
      ) : rows.length === 0 ? (
        <p className={styles.none}>
          {which === 'open' ? `Nothing is open for ${name}.` : `${name} has never had a case.`}
        </p>
      ) : (
        <ul className={styles.cases} ref={keys}>
          {rows.map((row) => (
            <CaseLine key={row.id} row={row} />
          ))}
        </ul>
      )}
      <More hasMore={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
    </section>
  )
}

function CaseLine({ row }: { row: CaseRow }) {
  const over = isOver(row.status)
  return (
    <li data-open={over ? undefined : true}>
      <PriorityMark priority={row.priority} />
      <span data-wide>{row.number}</span>
      <Go to={`/cases/${row.number}`} data-row>
        {row.subject}
      </Go>
      <span data-wide>{[row.stage.label, row.owner?.name].filter(Boolean).join(', ')}</span>
      {over ? <Instant at={row.resolvedAt ?? row.updatedAt} /> : <CaseDue row={row} named />}
    </li>
  )
}
