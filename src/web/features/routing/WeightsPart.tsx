import { useQuery } from '@tanstack/react-query'
import { Known } from '../../ui/Known.tsx'
import studio from '../../ui/studio.module.css'
import { typesQuery } from '../people/queries.ts'
import { weightsQuery } from './queries.ts'
import styles from './routing.module.css'
import { typesByWeight, type WeighedType, weightExample, weightSentence } from './weightWords.ts'

/** The types that are offered, by what each says that its cases weigh. */
export function useWeighedTypes(): WeighedType[] {
  const types = useQuery(typesQuery).data?.items ?? []
  return types
    .filter(({ disabled }) => !disabled)
    .map(({ key, definition: { name, weight } }) => ({ key, name, weight }))
}

/** What a case weighs on whoever has it, in a sentence that can be changed. */
export function WeightsPart({ onOpen }: { onOpen: (() => void) | null }) {
  const weights = useQuery(weightsQuery)
  const types = useWeighedTypes()
  return (
    <section aria-label="What a case weighs">
      <h2 className={studio.label}>
        What a case weighs <span>so much of the capacity of whoever has it is used by it</span>
      </h2>
      <Known query={weights} what="The weights">
        {({ percent }) => (
          <ul className={styles.rows}>
            <li>
              <p className={styles.sentence}>
                {weightSentence(percent).map(({ text, chosen }, at) =>
                  chosen && onOpen ? (
                    <button key={at} type="button" className={styles.slot} onClick={onOpen}>
                      {text}
                    </button>
                  ) : (
                    <span key={at} className={chosen ? styles.word : undefined}>
                      {text}
                    </span>
                  ),
                )}
              </p>
              {types.length > 0 && (
                <p className={styles.standing}>
                  <span>{typesByWeight(types)}</span>
                  <span>{weightExample(types, percent)}</span>
                </p>
              )}
            </li>
          </ul>
        )}
      </Known>
    </section>
  )
}
