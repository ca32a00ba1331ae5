import { useQuery } from '@tanstack/react-query'
import type { SavedView } from '../../../../features/cases/contract/views.ts'
import { Go } from '../../../ui/Go.tsx'
import { ErrorState, LinesSkeleton } from '../../../ui/States.tsx'
import side from '../../../ui/side.module.css'
import { countQuery, type viewsQuery } from './queries.ts'
import type { OpenView } from './useView.ts'
import styles from './ViewsScreen.module.css'

interface Props {
  views: ReturnType<typeof useQuery<Awaited<ReturnType<NonNullable<typeof viewsQuery.queryFn>>>>>
  view: OpenView
}

/** Own views, those of the teams, and those everybody has, each with how many cases it holds now. */
export function ViewList({ views: { data, isError, refetch }, view }: Props) {
  return (
    <nav className={`${side.side} ${styles.list}`} aria-label="Saved views">
      <header>
        <h2>Views</h2>
      </header>
      {isError && !data ? (
        <ErrorState title="The views could not be read" onRetry={() => void refetch()}>
          The server did not answer. A filter still works without them.
        </ErrorState>
      ) : !data ? (
        <div className={styles.wait}>
          <LinesSkeleton label="Loading views" lines={6} />
        </div>
      ) : (
        groupsOf(data.items).map(({ name, items }) => (
          <section key={name} aria-label={name}>
            <h3>{name}</h3>
            <ul>
              {items.map((item) => (
                <ViewLine key={item.id} item={item} here={item.id === view.saved?.id} />
              ))}
            </ul>
          </section>
        ))
      )}
    </nav>
  )
}

const tones: Record<string, string> = { overdue: 'overdue', breached: 'overdue', at_risk: 'risk' }

function ViewLine({ item, here }: { item: SavedView; here: boolean }) {
  const count = useQuery(countQuery(item.filter)).data
  return (
    <li>
      <Go to={`/views/${item.id}`} aria-current={here ? 'page' : undefined}>
        <span>{item.name}</span>
        <b className="num" data-tone={(count && item.filter.due && tones[item.filter.due]) || undefined}>
          {count?.toLocaleString('en-GB')}
        </b>
      </Go>
    </li>
  )
}

export function groupsOf(views: SavedView[]): { name: string; items: SavedView[] }[] {
  const teams = [...new Set(views.flatMap(({ team }) => team?.name ?? []))]
  return [
    { name: 'Yours', items: views.filter(({ mine, team }) => mine && !team) },
    ...teams.map((name) => ({ name, items: views.filter(({ team }) => team?.name === name) })),
    { name: 'Everybody', items: views.filter(({ mine, team }) => !mine && !team) },
  ].filter(({ items }) => items.length > 0)
}
