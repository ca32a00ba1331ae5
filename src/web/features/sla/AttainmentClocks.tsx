import { useInfiniteQuery } from '@tanstack/react-query'
import { Go } from '../../ui/Go.tsx'
import { Instant } from '../../ui/Instant.tsx'
import { PagedList } from '../../ui/PagedList.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { Empty } from '../../ui/States.tsx'
import { figureWords, type Opened } from './attainmentWords.ts'
import { metricName } from './metrics.ts'
import styles from './policies.module.css'
import { attainmentClocksQuery } from './queries.ts'

interface Props extends Opened {
  from: string
  to: string
  onClose: () => void
}

/** The clocks behind a number of the report, each with its case. */
export function AttainmentClocks({ figure, row: { policy, metric, milestone }, from, to, onClose }: Props) {
  const asked = { figure, from, to, metric, policyId: policy?.id ?? 'none', ...(milestone && { milestone }) }
  const list = useInfiniteQuery(attainmentClocksQuery(asked))
  return (
    <Sheet title={`${milestone ?? metricName(metric)}, ${figureWords[figure]}`} onClose={onClose} size={640}>
      <div className={styles.told}>
        <PagedList what="clocks" list={list} empty={<Empty title="None">No clock of the kind any more.</Empty>}>
          {(clocks) => (
            <ul className={styles.effects}>
              {clocks.map(({ id, case: of, endedAt, dueAt }) => (
                <li key={id}>
                  <Go to={`/cases/${of.number}`}>{of.subject}</Go>
                  <small>
                    {of.number}
                    {dueAt && (
                      <>
                        , due <Instant at={dueAt} as="dayAndTime" />
                      </>
                    )}
                    {endedAt && (
                      <>
                        , ended <Instant at={endedAt} as="dayAndTime" />
                      </>
                    )}
                  </small>
                </li>
              ))}
            </ul>
          )}
        </PagedList>
      </div>
    </Sheet>
  )
}
