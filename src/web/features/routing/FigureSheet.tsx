import { useInfiniteQuery } from '@tanstack/react-query'
import { Go } from '../../ui/Go.tsx'
import { Instant } from '../../ui/Instant.tsx'
import { PagedList } from '../../ui/PagedList.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { Empty } from '../../ui/States.tsx'
import { waited } from './fairnessWords.ts'
import { type AskedFigure, figureQuery } from './queries.ts'
import styles from './routing.module.css'

interface Props {
  title: string
  asked: AskedFigure
  onClose: () => void
}

/** What a number of the report counts: each case with when, who and why. */
export function FigureSheet({ title, asked, onClose }: Props) {
  const list = useInfiniteQuery(figureQuery(asked))
  return (
    <Sheet title={title} onClose={onClose} size={640}>
      <div className={styles.counted}>
        <PagedList what="cases" list={list} empty={<Empty title="None">Nothing of the kind in that time.</Empty>}>
          {(rows) => (
            <ul>
              {rows.map((row) => (
                <li key={row.id}>
                  <Go to={`/cases/${row.case.number}`}>{row.case.subject}</Go>
                  <small>
                    <span>{row.case.number}</span>
                    <Instant at={row.at} />
                    {row.person && !asked.personId && <span>{row.person.name}</span>}
                    {row.waitedSeconds !== null && (
                      <span>{row.waitedSeconds < 60 ? 'at once' : `after ${waited(row.waitedSeconds)}`}</span>
                    )}
                  </small>
                  {row.because.length > 0 && <small>{row.because.join('; ')}</small>}
                </li>
              ))}
            </ul>
          )}
        </PagedList>
      </div>
    </Sheet>
  )
}
