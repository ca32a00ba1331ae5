import { useQuery } from '@tanstack/react-query'
import type { TypeMigration } from '../../../features/cases/contract/migrations.ts'
import { counted } from '../../ui/amounts.ts'
import { Go } from '../../ui/Go.tsx'
import { Instant } from '../../ui/Instant.tsx'
import { Meter } from '../../ui/Meter.tsx'
import styles from './along.module.css'
import { migrationsQuery } from './queries.ts'

/** How far running cases are on their way to a version; the last one stays in sight where some of them did not come. */
export function Migrations({ typeId, version }: { typeId: string; version: number }) {
  const { data } = useQuery({
    ...migrationsQuery(typeId),
    refetchInterval: ({ state }) => (state.data?.items.some(({ finishedAt }) => !finishedAt) ? 1000 : false),
  })
  const shown =
    data?.items.filter(({ finishedAt, toVersion }) => !finishedAt || toVersion === version).slice(0, 2) ?? []
  if (shown.length === 0) return null
  return (
    <section className={styles.running} aria-label="Cases on their way to a version">
      {shown.map((each) => (
        <div key={each.id} role="status">
          <p>
            {words(each)} {each.begunBy && <small>{each.begunBy.name}, </small>}
            <small>
              <Instant at={each.finishedAt ?? each.begunAt} />
            </small>
          </p>
          {!each.finishedAt && <Meter value={each.done} of={each.total} label={words(each)} />}
          {each.refused.map(({ id, number, because }) => (
            <p key={id}>
              <Go to={`/cases/${number}`}>{number}</Go> <small>stays, because {because}</small>
            </p>
          ))}
        </div>
      ))}
    </section>
  )
}

function words({ done, total, toVersion, refusedCount, finishedAt }: TypeMigration): string {
  const came = `${done} of ${counted(total, 'case')} came along to version ${toVersion}`
  if (!finishedAt) return `${came} so far.`
  return refusedCount > 0
    ? `${came}; ${refusedCount} stayed as ${refusedCount === 1 ? 'it was' : 'they were'}.`
    : `${came}.`
}
