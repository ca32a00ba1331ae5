import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api.ts'
import { DateTimeField } from '../../ui/DateTimeField.tsx'
import { wordsOf } from '../../ui/forms.ts'
import styles from './entitlements.module.css'
import { coveredWords } from './words.ts'

/** Whether a case of the account would have been covered at any instant, by what was agreed and left then. */
export function CoveredThen({ account }: { account: string }) {
  const [at, setAt] = useState<string | null>(null)
  const asked = useQuery({
    queryKey: ['account', account, 'coverage', at],
    queryFn: () => api.entitlements.accountCoverage({ params: { id: account }, query: { at: at! } }),
    enabled: at !== null,
  })
  return (
    <div className={styles.then}>
      <DateTimeField size="xs" label="Was a case covered at" value={at} onChange={setAt} />
      <p role="status">
        {asked.error
          ? wordsOf(asked.error)
          : asked.data
            ? coveredWords(asked.data)
            : at
              ? ''
              : 'Any day, also a past one.'}
      </p>
    </div>
  )
}
