import { UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Case } from '../../../features/cases/contract.ts'
import type { Merge } from '../../../features/families/contract.ts'
import { useMe } from '../../app/session.ts'
import { useQueryPart, useSetQuery } from '../../ui/address.ts'
import { Go } from '../../ui/Go.tsx'
import { Instant } from '../../ui/Instant.tsx'
import styles from './families.module.css'
import { mergesQuery } from './queries.ts'
import { UndoMerge } from './UndoMerge.tsx'

/** Above the thread: which cases went into this one, or where this one went; each can be taken back from here. */
export function MergedLines({ found, number }: { found: Case; number: string }) {
  const came = useQueryPart('came')
  const sheet = useQueryPart('sheet')
  const setQuery = useSetQuery()
  const merges = useQuery(mergesQuery(number)).data?.items ?? []
  const undoing = merges.find(({ id }) => sheet === `unmerge ${id}`)
  if (merges.length === 0 && !found.mergedInto) return null
  return (
    <div className={styles.lines}>
      {found.mergedInto && !merges.some(({ source }) => source.id === found.id) && (
        <p className={styles.line}>
          <span>
            This case ended: it goes on in <Go to={`/cases/${found.mergedInto.number}`}>{found.mergedInto.number}</Go>.
          </span>
        </p>
      )}
      {merges.map((merge) => (
        <Line key={merge.id} merge={merge} own={found.id} came={came} />
      ))}
      {undoing && <UndoMerge merge={undoing} onClose={() => setQuery({ sheet: null })} />}
    </div>
  )
}

function Line({ merge, own, came }: { merge: Merge; own: string; came: string | null }) {
  const me = useMe()
  const setQuery = useSetQuery()
  const { source, survivor, at, by, id } = merge
  const who = by ? ` by ${by.name}` : ''
  return (
    <p className={styles.line} data-came={came === source.number || undefined}>
      <span>
        {source.id === own ? (
          <>
            This case was merged into <Go to={`/cases/${survivor.number}`}>{survivor.number}</Go>
            {who}, <Instant at={at} as="ago" />. Everything of it is there.
          </>
        ) : (
          <>
            {came === source.number ? `You opened ${source.number}, which` : <b>{source.number}</b>} was merged into
            this case{who}, <Instant at={at} as="ago" />.
          </>
        )}
      </span>
      {source.id !== own && <Go to={`/cases/${source.number}?record=own`}>Its record</Go>}
      {me.rights.includes('cases.merge') && (
        <UnstyledButton onClick={() => setQuery({ sheet: `unmerge ${id}` })}>Undo</UnstyledButton>
      )}
    </p>
  )
}
