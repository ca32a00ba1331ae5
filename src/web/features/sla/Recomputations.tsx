import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Recomputation } from '../../../features/sla/contract/policies.ts'
import { useNow } from '../../ui/clock.ts'
import { Meter } from '../../ui/Meter.tsx'
import { Lead } from '../../ui/Section.tsx'
import styles from './policies.module.css'
import { recomputationsQuery } from './queries.ts'
import { recomputationWords } from './recomputationWords.ts'

const named = 8

/** The cases that could not be moved, those of them that the reader may see. */
function Failed({ of: { failed, failedCases } }: { of: Recomputation }) {
  if (failed === 0) return null
  const shown = failedCases.slice(0, named)
  return (
    <p className={styles.failed}>
      {shown.map(({ id, number, subject }) => (
        <span key={id} title={subject}>
          <Lead to={`/cases/${number}`}>{number}</Lead>
        </span>
      ))}
      {failed > shown.length && (
        <span>{shown.length > 0 ? `and ${failed - shown.length} more` : 'none that you may see'}</span>
      )}
    </p>
  )
}

/** A small house is done before anybody looks: what came of it stays to be read. */
const justNowMilliseconds = 120_000

/** Changes of a kind on their way to the open cases: what, how far, and what failed. One that ended here stays in sight. */
export function Recomputations({ of }: { of: readonly Recomputation['because'][] }) {
  const { data } = useQuery({
    ...recomputationsQuery,
    refetchInterval: ({ state }) => (state.data?.items.some(({ finishedAt }) => !finishedAt) ? 1000 : false),
  })
  const [watched, setWatched] = useState<readonly string[]>([])
  const running = data?.items.filter(({ finishedAt }) => !finishedAt).map(({ id }) => id) ?? []
  const fresh = running.filter((id) => !watched.includes(id)).join()
  useEffect(() => {
    if (fresh) setWatched((before) => [...before, ...fresh.split(',')])
  }, [fresh])
  const now = useNow().getTime()
  const shown =
    data?.items.filter(
      ({ id, because, failed, begunAt }) =>
        of.includes(because) &&
        (running.includes(id) || watched.includes(id) || failed > 0 || now - Date.parse(begunAt) < justNowMilliseconds),
    ) ?? []
  if (shown.length === 0) return null
  return (
    <section className={styles.running} aria-label="On the way to open cases">
      {shown.map((each) => (
        <div key={each.id} role="status">
          <p>
            <b>{each.about}</b> {recomputationWords(each)}
          </p>
          <Failed of={each} />
          {!each.finishedAt && <Meter value={each.done} of={each.total} label={recomputationWords(each)} />}
        </div>
      ))}
    </section>
  )
}
