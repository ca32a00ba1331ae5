import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Go } from '../../ui/Go.tsx'
import styles from './families.module.css'
import { likelyQuery } from './queries.ts'

interface Props {
  contactId: string | null
  accountId: string | null
  subject: string
  text: string
}

const typingMs = 400

/** While a case is being written: what of the same customer may be the same already. What is typed is kept meanwhile. */
export function LikelyCases(asked: Props) {
  const [settled] = useDebouncedValue(asked, typingMs)
  const items = useQuery(likelyQuery(settled)).data?.items ?? []
  if (items.length === 0) return null
  return (
    <section className={styles.likely} data-wide aria-label="May be here already">
      <h3>May be here already</h3>
      <ul>
        {items.map(({ case: other, score, because }) => (
          <li key={other.id}>
            <Go to={`/cases/${other.number}`}>{other.subject}</Go>
            <span>
              {other.number}, {score} %: {because.join(', ')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
