import { Button, VisuallyHidden } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ApiProblem } from '../../../platform/client.ts'
import { useMe } from '../../app/session.ts'
import { useSetQuery } from '../../ui/address.ts'
import { Go } from '../../ui/Go.tsx'
import { IconPencil, IconPlus } from '../../ui/icons.ts'
import { Empty, ErrorState, RecordSkeleton } from '../../ui/States.tsx'
import styles from './accounts.module.css'

interface PageProps<T> {
  /** “account”, “contact”. */
  what: string
  query: UseQueryResult<T>
  children: (record: T) => ReactNode
}

/** The page of one customer, person or company: its states are the same. */
export function RecordPage<T>({ what, query: { data, error, refetch }, children }: PageProps<T>) {
  const unknown = error instanceof ApiProblem && (error.status === 404 || error.status === 422)
  if (!data && unknown) {
    return (
      <Empty level={1} title={`There is no such ${what}`} act={<Go to="/accounts">Go to all accounts</Go>}>
        It may have been merged with another, or the address is mistyped.
      </Empty>
    )
  }
  if (!data && error) {
    return (
      <ErrorState level={1} title={`The ${what} could not be read`} onRetry={() => void refetch()}>
        {error.message} Nothing was changed.
      </ErrorState>
    )
  }
  return (
    <div className={styles.screen}>
      <div className={styles.page}>
        {data ? (
          children(data)
        ) : (
          <>
            <VisuallyHidden component="h1">{`Loading the ${what}`}</VisuallyHidden>
            <RecordSkeleton label={`Loading the ${what}`} />
          </>
        )}
      </div>
    </div>
  )
}

interface HeadProps {
  name: string
  back: { to: string; name: string }
  /** What a new case is begun from. */
  caseOf: Record<string, string>
  /** Who they are, in one line. */
  children: ReactNode
}

export function RecordHead({ name, back, caseOf, children }: HeadProps) {
  const me = useMe()
  const setQuery = useSetQuery()
  return (
    <header className={styles.head}>
      <div>
        <Go className={styles.back} to={back.to}>
          {back.name}
        </Go>
        <h1>{name}</h1>
        <p>{children}</p>
      </div>
      {me.rights.includes('customers.edit') && (
        <Button
          variant="default"
          leftSection={<IconPencil size={15} stroke={1.7} />}
          onClick={() => setQuery({ sheet: 'change' })}
        >
          Change
        </Button>
      )}
      {me.rights.includes('cases.work') && (
        <Button leftSection={<IconPlus size={15} stroke={1.8} />} onClick={() => setQuery({ new: 'case', ...caseOf })}>
          New case
        </Button>
      )}
    </header>
  )
}

export interface Figure {
  name: string
  value: string
  note: string
  tone?: 'overdue' | 'risk' | undefined
  /** Shows the open cases under it. */
  cases?: boolean
}

/** The numbers that say how they are doing. */
export function Figures({ figures }: { figures: Figure[] }) {
  const setQuery = useSetQuery()
  return (
    <dl className={styles.figures}>
      {figures.map(({ name, value, note, tone, cases }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd data-tone={tone}>
            {cases ? (
              <button type="button" onClick={() => setQuery({ cases: null })}>
                {value}
              </button>
            ) : (
              value
            )}
          </dd>
          <dd>{note}</dd>
        </div>
      ))}
    </dl>
  )
}
